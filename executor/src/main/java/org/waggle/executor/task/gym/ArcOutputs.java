package org.waggle.executor.task.gym;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the rules of {@code arc_1d} make of rows. */
final class ArcOutputs {
    private ArcOutputs() {}

    static ArcRule.Output moved(int by) {
        return row -> {
            GymJson.require(IntStream.range(row.length - by, row.length).allMatch(place -> row[place] == 0), "input");
            return wrapped(by).of(row);
        };
    }

    static ArcRule.Output wrapped(int by) {
        return row -> ArcRule.row(row.length, place -> row[Math.floorMod(place - by, row.length)]);
    }

    static int[] movedByItsLength(int[] row) {
        return moved(ArcBlock.only(row).length()).of(row);
    }

    private static int[] colored(int[] row) {
        return Arrays.stream(row).filter(cell -> cell != 0).toArray();
    }

    private static int[] count(int[] row, int color) {
        return Arrays.stream(row).filter(cell -> cell == color).toArray();
    }

    static int[] fallen(int[] row) {
        return Arrays.copyOf(colored(row), row.length);
    }

    static int[] counted(int[] row) {
        int count = colored(row).length;
        return ArcRule.row(row.length, place -> place < count ? 1 : 0);
    }

    /** Colour 1 to the right, 2 to the left. */
    static int[] parted(int[] row) {
        int twos = count(row, 2).length;
        int ones = count(row, 1).length;
        return ArcRule.row(row.length, place -> place < twos ? 2 : place >= row.length - ones ? 1 : 0);
    }

    /** Colour 2 is the heavier one. */
    static int[] weighed(int[] row) {
        int twos = count(row, 2).length;
        int ones = count(row, 1).length;
        return ArcRule.row(row.length, place -> place < twos ? 2 : place < twos + ones ? 1 : 0);
    }

    static int[] fallenOneStep(int[] row) {
        int[] output = row.clone();
        for (int place = 1; place < row.length; place++) {
            if (output[place - 1] == 0) {
                output[place - 1] = output[place];
                output[place] = 0;
            }
        }
        return output;
    }

    static int[] five(int[] row) {
        return ArcRule.row(row.length, place -> row[place] == 0 ? 0 : 5);
    }

    private static int place(int[] row, int color) {
        int[] places = IntStream.range(0, row.length)
                .filter(place -> row[place] == color)
                .toArray();
        GymJson.require(places.length == 1, "input");
        return places[0];
    }

    private static ArcBlock besides(int[] row, int dot) {
        int[] without = row.clone();
        without[dot] = 0;
        return ArcBlock.only(without);
    }

    /** A block goes towards a dot, so many cells at most. */
    static ArcRule.Output approached(int dotColor, int most) {
        return row -> {
            int dot = place(row, dotColor);
            ArcBlock block = besides(row, dot);
            int distance = block.from() < dot ? dot - block.to() : dot + 1 - block.from();
            int by = Math.max(-most, Math.min(most, distance));
            int[] output = new int[row.length];
            new ArcBlock(block.from() + by, block.to() + by).paint(output, row[block.from()]);
            output[dot] = dotColor;
            return output;
        };
    }

    /** A block grows until it has covered the dot. */
    static int[] grown(int[] row) {
        int dot = place(row, 2);
        ArcBlock block = besides(row, dot);
        int[] output = new int[row.length];
        new ArcBlock(Math.min(block.from(), dot), Math.max(block.to(), dot + 1)).paint(output, row[block.from()]);
        return output;
    }

    static int[] reflectedAtDot(int[] row) {
        int dot = place(row, 2);
        int[] output = new int[row.length];
        ArcBlock block = besides(row, dot);
        new ArcBlock(2 * dot - block.to() + 1, 2 * dot - block.from() + 1).paint(output, row[block.from()]);
        output[dot] = 2;
        return output;
    }

    static int[] filled(int[] row) {
        List<ArcBlock> blocks = ArcBlock.of(row);
        int from = blocks.get(0).from();
        int[] output = row.clone();
        new ArcBlock(from, blocks.get(blocks.size() - 1).to()).paint(output, row[from]);
        return output;
    }

    static int[] emptied(int[] row) {
        ArcBlock block = ArcBlock.only(row);
        int[] output = row.clone();
        new ArcBlock(block.from() + 1, block.to() - 1).paint(output, 0);
        return output;
    }

    static int[] reflected(int[] row) {
        ArcBlock block = ArcBlock.only(row);
        return ArcRule.row(
                row.length,
                place -> place >= block.from() && place < block.to() ? row[block.from() + block.to() - 1 - place] : 0);
    }

    static int[] withoutSingles(int[] row) {
        int[] output = row.clone();
        ArcBlock.of(row).stream().filter(block -> block.length() == 1).forEach(block -> block.paint(output, 0));
        return output;
    }

    /** Everything becomes the colour that most cells have. */
    static int[] ofOneColor(int[] row) {
        int most = IntStream.rangeClosed(1, 9)
                .boxed()
                .max(Comparator.comparing(color -> count(row, color).length))
                .orElseThrow();
        return ArcRule.row(row.length, place -> row[place] == 0 ? 0 : most);
    }

    /** A block at the left end is copied to every dot, in the dot's colour. */
    static int[] copied(int[] row) {
        List<ArcBlock> blocks = ArcBlock.of(row);
        int half = blocks.get(0).length() / 2;
        int[] output = row.clone();
        blocks.stream()
                .skip(1)
                .forEach(dot -> new ArcBlock(dot.from() - half, dot.from() + half + 1).paint(output, row[dot.from()]));
        return output;
    }

    static int[] biggestPainted(int[] row) {
        int[] output = row.clone();
        ArcBlock.of(row).stream()
                .max(Comparator.comparing(ArcBlock::length))
                .orElseThrow()
                .paint(output, 1);
        return output;
    }

    static int[] sorted(int[] row) {
        int[] output = new int[row.length];
        int from = 0;
        for (ArcBlock block : ArcBlock.of(row).stream()
                .sorted(Comparator.comparing(ArcBlock::length))
                .toList()) {
            new ArcBlock(from, from + block.length()).paint(output, row[block.from()]);
            from += block.length() + 1;
        }
        return output;
    }

    /** The longer one 1, the shorter one 2. */
    static int[] coloredBySize(int[] row) {
        int[] output = row.clone();
        List<ArcBlock> sorted = ArcBlock.of(row).stream()
                .sorted(Comparator.comparing(ArcBlock::length))
                .toList();
        sorted.get(0).paint(output, 2);
        sorted.get(1).paint(output, 1);
        return output;
    }

    /** Blocks take the colours at the left end, in order. */
    static int[] coloredFromPalette(int[] row) {
        int[] output = row.clone();
        List<ArcBlock> blocks = ArcBlock.of(row);
        for (int block = 1; block < blocks.size(); block++) {
            blocks.get(block).paint(output, row[block - 1]);
        }
        return output;
    }

    static int[] leftHalvesColored(int[] row) {
        int[] output = row.clone();
        ArcBlock.of(row)
                .forEach(block -> new ArcBlock(block.from(), block.from() + block.length() / 2).paint(output, 8));
        return output;
    }

    static int[] pairsMarked(int[] row) {
        int[] output = row.clone();
        for (ArcBlock block : ArcBlock.of(row)) {
            if (block.length() == 2) {
                new ArcBlock(Math.max(0, block.from() - 1), block.from()).paint(output, 3);
                new ArcBlock(block.to(), Math.min(row.length, block.to() + 1)).paint(output, 3);
            }
        }
        return output;
    }

    /** From the wall, colour 5, to each pixel: the cells before it take its colour. */
    static int[] filledToTheWall(int[] row) {
        int[] output = row.clone();
        boolean isLeft = row[0] == 5;
        int color = 0;
        for (int step = 0; step < row.length; step++) {
            int place = isLeft ? row.length - 1 - step : step;
            color = row[place] == 0 ? color : row[place];
            boolean isWall = place == (isLeft ? 0 : row.length - 1);
            output[place] = isWall ? row[place] : color;
        }
        return output;
    }

    /** The odd pixel at an end of the block fills the row from there. */
    static int[] filledFromPixel(int[] row) {
        ArcBlock block = ArcBlock.only(row);
        int[] output = row.clone();
        if (row[block.from()] != row[block.from() + 1]) {
            new ArcBlock(0, block.from()).paint(output, row[block.from()]);
        } else {
            new ArcBlock(block.to(), row.length).paint(output, row[block.to() - 1]);
        }
        return output;
    }

    /** A block is repeated from each seed to the end of the row. */
    static int[] repeatedFromSeeds(int[] row) {
        int[] output = row.clone();
        List<ArcBlock> blocks = ArcBlock.of(row);
        ArcBlock block =
                blocks.stream().filter(each -> each.length() > 1).findFirst().orElseThrow();
        for (ArcBlock seed : blocks) {
            int color = row[seed.from()];
            int period = block.length() + 1;
            for (int place = 0; place < row.length && !seed.equals(block); place++) {
                boolean isLeft = seed.from() < block.from();
                int distance = isLeft ? seed.from() - place : place - seed.from();
                if (distance >= 0 && distance % period < block.length()) {
                    output[place] = color;
                }
            }
        }
        return output;
    }

    static int[] repeated(int[] row) {
        int length = ArcBlock.only(row).length() / 2;
        return ArcRule.row(row.length, place -> row[place % length]);
    }
}
