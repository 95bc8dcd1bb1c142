package org.waggle.executor.task.gym;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Draws the rows that the rules of {@code arc_1d} are shown by. */
final class ArcInputs {
    private static final int COLORS = 9;

    private ArcInputs() {}

    private static int color(Chance chance) {
        return chance.from(1, COLORS);
    }

    private static int colorBut(int other, Chance chance) {
        int color = chance.from(1, COLORS - 1);
        return color < other ? color : color + 1;
    }

    /** Colours of a block: one for all cells, or one for each. */
    private static int[] block(boolean isSolid, int length, Chance chance) {
        int color = color(chance);
        return ArcRule.row(length, place -> isSolid ? color : color(chance));
    }

    private static int[] placed(int size, int from, int[] block) {
        return ArcRule.row(size, place -> place >= from && place < from + block.length ? block[place - from] : 0);
    }

    static ArcRule.Inputs movable(int by, boolean isSolid) {
        return (chance, size) -> {
            int length = chance.from(1, size - by - 1);
            int from = chance.from(0, size - length - by);
            return Optional.of(placed(size, from, block(isSolid, length, chance)));
        };
    }

    static ArcRule.Inputs wrappable(boolean isSolid) {
        return (chance, size) -> {
            int length = chance.from(1, size);
            int from = chance.from(0, size - 1);
            int[] block = block(isSolid, length, chance);
            int[] start = placed(size, 0, block);
            return Optional.of(ArcOutputs.wrapped(from).of(start));
        };
    }

    /** Every other cell has one of so many colours. */
    static ArcRule.Inputs scattered(int colors) {
        return (chance, size) -> Optional.of(ArcRule.row(size, place -> chance.with(0.5) ? chance.from(1, colors) : 0));
    }

    static Optional<int[]> halfMovable(Chance chance, int size) {
        int length = chance.from(1, size / 2);
        int from = chance.from(0, size - 2 * length);
        return Optional.of(placed(size, from, block(true, length, chance)));
    }

    /** A block of another colour somewhere beside a dot. */
    static ArcRule.Inputs blockAndDot(int dotColor) {
        return (chance, size) -> {
            int dot = chance.from(0, size - 1);
            int length = chance.from(1, size - 1);
            boolean fitsLeft = dot >= length;
            boolean fitsRight = dot + length < size;
            if (!fitsLeft && !fitsRight) {
                return Optional.empty();
            }
            boolean isLeft = fitsLeft && (!fitsRight || chance.with(0.5));
            int from = isLeft ? chance.from(0, dot - length) : chance.from(dot + 1, size - length);
            int[] row = new int[size];
            new ArcBlock(from, from + length).paint(row, chance.from(dotColor + 1, COLORS));
            row[dot] = dotColor;
            return Optional.of(row);
        };
    }

    /** Of those, the ones that have room on the dot's other side. */
    static Optional<int[]> reflectable(Chance chance, int size) {
        return blockAndDot(2).drawn(chance, size).filter(row -> {
            int dot = IntStream.range(0, size)
                    .filter(place -> row[place] == 2)
                    .findFirst()
                    .orElseThrow();
            return IntStream.range(0, size)
                    .filter(place -> row[place] != 0)
                    .allMatch(place -> 2 * dot - place >= 0 && 2 * dot - place < size);
        });
    }

    static Optional<int[]> twoPoints(Chance chance, int size) {
        int one = chance.from(0, size - 1);
        int other = chance.from(0, size - 1);
        int color = color(chance);
        return one == other
                ? Optional.empty()
                : Optional.of(ArcRule.row(size, place -> place == one || place == other ? color : 0));
    }

    /** A block with a border of another colour at one end. */
    static ArcRule.Inputs bordered(boolean isSolid) {
        return (chance, size) -> {
            int length = chance.from(2, size);
            int border = color(chance);
            int color = colorBut(border, chance);
            int[] block = ArcRule.row(length, place -> isSolid ? color : colorBut(border, chance));
            block[chance.with(0.5) ? 0 : length - 1] = border;
            return Optional.of(placed(size, chance.from(0, size - length), block));
        };
    }

    static Optional<int[]> noisy(Chance chance, int size) {
        int length = chance.from(2, size);
        int[] row = placed(size, chance.from(0, size - length), block(true, length, chance));
        int color = row[ArcBlock.only(row).from()];
        int noise = chance.from(1, 3);
        for (int each = 0; each < noise; each++) {
            List<Integer> free = IntStream.range(0, size)
                    .filter(place -> IntStream.rangeClosed(Math.max(0, place - 1), Math.min(size - 1, place + 1))
                            .allMatch(near -> row[near] == 0))
                    .boxed()
                    .toList();
            if (free.isEmpty()) {
                return Optional.empty();
            }
            row[chance.of(free)] = color;
        }
        return Optional.of(row);
    }

    static Optional<int[]> noisyInside(Chance chance, int size) {
        int length = chance.from(6, size);
        int from = chance.from(0, size - length);
        int color = color(chance);
        int[] row = new int[size];
        new ArcBlock(from, from + length).paint(row, color);
        List<Integer> places =
                chance.shuffled(IntStream.range(from, from + length).boxed().toList());
        places.subList(0, chance.from(1, length / 2 - 1)).forEach(place -> row[place] = colorBut(color, chance));
        return Optional.of(row);
    }

    /** A block at the left end, and dots of its colour or of any. */
    static ArcRule.Inputs blockAndCopies(boolean isSolid) {
        return (chance, size) -> {
            int length = chance.with(0.5) ? 3 : 5;
            int color = color(chance);
            int[] row = new int[size];
            new ArcBlock(0, Math.min(length, size)).paint(row, color);
            int dots = 0;
            for (int place = length + length / 2 + 1; place <= size - length; place++) {
                if (chance.with(0.5)) {
                    row[place] = isSolid ? color : color(chance);
                    place += length;
                    dots++;
                }
            }
            return dots == 0 ? Optional.empty() : Optional.of(row);
        };
    }

    /** Blocks of one colour, of so many cells each, with a gap between them. */
    private static List<ArcBlock> blocks(Chance chance, int size, int least, int most) {
        List<ArcBlock> blocks = new ArrayList<>();
        int place = 0;
        while (place + least <= size) {
            if (chance.with(0.4)) {
                int length = chance.from(least, Math.min(most, size - place));
                blocks.add(new ArcBlock(place, place + length));
                place += length;
            }
            place++;
        }
        return blocks;
    }

    private static int[] painted(int size, List<ArcBlock> blocks, int color) {
        int[] row = new int[size];
        blocks.forEach(block -> block.paint(row, color));
        return row;
    }

    static Optional<int[]> oneBiggest(Chance chance, int size) {
        List<ArcBlock> blocks = blocks(chance, size, 2, 6);
        int most = blocks.stream().mapToInt(ArcBlock::length).max().orElse(0);
        long biggest = blocks.stream().filter(block -> block.length() == most).count();
        return blocks.size() < 2 || biggest > 1
                ? Optional.empty()
                : Optional.of(painted(size, blocks, chance.from(2, COLORS)));
    }

    static Optional<int[]> unsorted(Chance chance, int size) {
        List<ArcBlock> blocks = blocks(chance, size, 1, 6);
        return blocks.size() < 2 ? Optional.empty() : Optional.of(painted(size, blocks, color(chance)));
    }

    static Optional<int[]> halvable(Chance chance, int size) {
        List<ArcBlock> blocks = blocks(chance, size, 2, size / 2);
        return blocks.size() < 2 ? Optional.empty() : Optional.of(painted(size, blocks, 2));
    }

    /** Blocks of 1, 2, … cells, as many as have room. */
    static Optional<int[]> unsortedSequence(Chance chance, int size) {
        int most = 1;
        while ((most + 1) * (most + 4) / 2 <= size) {
            most++;
        }
        int[] row = new int[size];
        int from = 0;
        int color = color(chance);
        for (int length : chance.shuffled(IntStream.rangeClosed(1, most).boxed().toList())) {
            new ArcBlock(from, from + length).paint(row, color);
            from += length + 1;
        }
        return most < 2 ? Optional.empty() : Optional.of(row);
    }

    static Optional<int[]> twoSizes(Chance chance, int size) {
        int one = chance.from(2, 8);
        int other = chance.from(2, 8);
        if (one == other || one + other + 1 > size) {
            return Optional.empty();
        }
        int from = chance.from(0, size - one - other - 1);
        int next = chance.from(from + one + 1, size - other);
        return Optional.of(painted(size, List.of(new ArcBlock(from, from + one), new ArcBlock(next, next + other)), 3));
    }

    static Optional<int[]> palette(Chance chance, int size) {
        int length = chance.from(2, 4);
        List<ArcBlock> blocks = new ArrayList<>(blocks(chance, size, length, length));
        while (!blocks.isEmpty()
                && (blocks.size() > COLORS || blocks.get(blocks.size() - 1).to() + blocks.size() + 1 >= size)) {
            blocks.remove(blocks.size() - 1);
        }
        int room = blocks.size() + 1;
        List<Integer> colors =
                chance.shuffled(IntStream.rangeClosed(1, COLORS).boxed().toList());
        int[] row = painted(
                size,
                blocks.stream()
                        .map(block -> new ArcBlock(block.from() + room, block.to() + room))
                        .toList(),
                5);
        for (int place = 0; place < blocks.size(); place++) {
            row[place] = colors.get(place);
        }
        return blocks.isEmpty() ? Optional.empty() : Optional.of(row);
    }

    static Optional<int[]> withPairs(Chance chance, int size) {
        List<Integer> lengths = new ArrayList<>(List.of(2));
        int left = size - 4;
        while (left > 0) {
            int length = chance.with(0.4) ? chance.from(1, 3) : 0;
            if (length <= left) {
                lengths.add(length);
            }
            left -= length == 0 ? 1 : length + 2;
        }
        int[] row = new int[size];
        int from = 0;
        for (int length : chance.shuffled(lengths)) {
            new ArcBlock(from, from + length).paint(row, colorBut(3, chance));
            from += length == 0 ? 1 : length + 2;
        }
        return Optional.of(row);
    }

    static Optional<int[]> wallAndPixels(Chance chance, int size) {
        int wall = chance.with(0.5) ? 0 : size - 1;
        int[] row = new int[size];
        row[wall] = 5;
        List<Integer> places = chance.shuffled(
                IntStream.range(0, size).filter(place -> place != wall).boxed().toList());
        places.subList(0, chance.from(2, 4)).forEach(place -> row[place] = colorBut(5, chance));
        return Optional.of(row);
    }

    static Optional<int[]> blockAndPixel(Chance chance, int size) {
        int length = chance.from(3, size - 5);
        int from = chance.from(2, size - length - 2);
        int color = color(chance);
        int[] row = new int[size];
        new ArcBlock(from, from + length).paint(row, color);
        row[chance.with(0.5) ? from - 1 : from + length] = colorBut(color, chance);
        return Optional.of(row);
    }

    static Optional<int[]> blockAndSeeds(Chance chance, int size) {
        int length = chance.from(2, 4);
        int from = chance.from(2, size - length - 2);
        int[] row = new int[size];
        new ArcBlock(from, from + length).paint(row, 1);
        int sides = chance.from(1, 3);
        row[from - 2] = (sides & 1) == 0 ? 0 : color(chance);
        row[from + length + 1] = (sides & 2) == 0 ? 0 : color(chance);
        return Optional.of(row);
    }

    static Optional<int[]> pattern(Chance chance, int size) {
        int length = chance.from(2, 5);
        int[] pattern = block(false, length, chance);
        return 2 * length >= size
                ? Optional.empty()
                : Optional.of(ArcRule.row(size, place -> place < 2 * length ? pattern[place % length] : 0));
    }
}
