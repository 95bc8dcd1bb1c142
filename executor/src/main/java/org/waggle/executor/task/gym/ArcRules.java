package org.waggle.executor.task.gym;

import java.util.Map;
import java.util.TreeMap;

/** All rules of {@code arc_1d} by reasoning-gym's names, after the 1D-ARC data set (arXiv:2305.18354). */
final class ArcRules {
    /** In the order of their names. */
    static final Map<String, ArcRule> ALL = all();

    private ArcRules() {}

    private static Map<String, ArcRule> all() {
        Map<String, ArcRule> rules = new TreeMap<>();
        moves(rules);
        gravity(rules);
        dots(rules);
        blocks(rules);
        patterns(rules);
        return rules;
    }

    private static void both(Map<String, ArcRule> rules, String name, ArcRule rule) {
        rules.put(name + "_right", rule);
        rules.put(name + "_left", rule.mirrored());
    }

    private static void moves(Map<String, ArcRule> rules) {
        for (int by = 1; by <= 4; by++) {
            for (String look : new String[] {"solid", "colorful"}) {
                boolean isSolid = look.equals("solid");
                String name = "move_%dpix_%s".formatted(by, look);
                both(rules, name, new ArcRule(ArcInputs.movable(by, isSolid), ArcOutputs.moved(by)));
                both(rules, name + "_wrapped", new ArcRule(ArcInputs.wrappable(isSolid), ArcOutputs.wrapped(by)));
            }
        }
        rules.put("move_block_by_own_size", new ArcRule(ArcInputs::halfMovable, ArcOutputs::movedByItsLength));
    }

    private static void gravity(Map<String, ArcRule> rules) {
        both(rules, "gravity", new ArcRule(ArcInputs.scattered(9), ArcOutputs::fallen));
        both(rules, "gravity_counting", new ArcRule(ArcInputs.scattered(9), ArcOutputs::counted));
        both(rules, "gravity_antigravity", new ArcRule(ArcInputs.scattered(2), ArcOutputs::parted));
        both(rules, "gravity_one_step", new ArcRule(ArcInputs.scattered(9), ArcOutputs::fallenOneStep));
        both(rules, "gravity_weighted_colors", new ArcRule(ArcInputs.scattered(2), ArcOutputs::weighed));
        rules.put("change_to_five", new ArcRule(ArcInputs.scattered(9), ArcOutputs::five));
    }

    private static void dots(Map<String, ArcRule> rules) {
        rules.put(
                "block_touch_dot", new ArcRule(ArcInputs.blockAndDot(1), ArcOutputs.approached(1, Integer.MAX_VALUE)));
        for (int most = 1; most <= 4; most++) {
            rules.put(
                    "block_touch_dot_%dpix".formatted(most),
                    new ArcRule(ArcInputs.blockAndDot(2), ArcOutputs.approached(2, most)));
        }
        rules.put("block_scale_to_dot", new ArcRule(ArcInputs.blockAndDot(2), ArcOutputs::grown));
        rules.put("reflect_block_around_dot", new ArcRule(ArcInputs::reflectable, ArcOutputs::reflectedAtDot));
        rules.put("copy_block_to_dots", new ArcRule(ArcInputs.blockAndCopies(true), ArcOutputs::copied));
        rules.put("copy_block_to_dots_colors", new ArcRule(ArcInputs.blockAndCopies(false), ArcOutputs::copied));
        rules.put("two_points_and_fill", new ArcRule(ArcInputs::twoPoints, ArcOutputs::filled));
        rules.put(
                "two_points_and_fill_inv",
                new ArcRule(
                        (chance, size) -> ArcInputs.twoPoints(chance, size).map(ArcOutputs::filled),
                        ArcOutputs::emptied));
    }

    private static void blocks(Map<String, ArcRule> rules) {
        rules.put("block_and_noise_remove", new ArcRule(ArcInputs::noisy, ArcOutputs::withoutSingles));
        rules.put("block_and_noise_remove_inside", new ArcRule(ArcInputs::noisyInside, ArcOutputs::ofOneColor));
        rules.put("reflect_block_with_border_pixel", new ArcRule(ArcInputs.bordered(true), ArcOutputs::reflected));
        rules.put("reflect_block_random", new ArcRule(ArcInputs.bordered(false), ArcOutputs::reflected));
        rules.put("paint_biggest_block", new ArcRule(ArcInputs::oneBiggest, ArcOutputs::biggestPainted));
        rules.put("recolor_blocks_by_size", new ArcRule(ArcInputs::twoSizes, ArcOutputs::coloredBySize));
        rules.put("recolor_blocks_from_palette", new ArcRule(ArcInputs::palette, ArcOutputs::coloredFromPalette));
        rules.put("color_left_half_blocks", new ArcRule(ArcInputs::halvable, ArcOutputs::leftHalvesColored));
        rules.put("sort_blocks_by_size", new ArcRule(ArcInputs::unsorted, ArcOutputs::sorted));
        rules.put("sort_complete_sequence", new ArcRule(ArcInputs::unsortedSequence, ArcOutputs::sorted));
        rules.put("mark_size_two_blocks", new ArcRule(ArcInputs::withPairs, ArcOutputs::pairsMarked));
    }

    private static void patterns(Map<String, ArcRule> rules) {
        rules.put("repeat_pattern_full", new ArcRule(ArcInputs::pattern, ArcOutputs::repeated));
        rules.put("duplicate_block_from_seeds", new ArcRule(ArcInputs::blockAndSeeds, ArcOutputs::repeatedFromSeeds));
        rules.put("fill_from_pixel", new ArcRule(ArcInputs::blockAndPixel, ArcOutputs::filledFromPixel));
        rules.put("fill_until_collision", new ArcRule(ArcInputs::wallAndPixels, ArcOutputs::filledToTheWall));
    }
}
