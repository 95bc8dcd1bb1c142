package org.waggle.executor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Sequences for one forward pass, and the tokens among them to score. Sequences that begin alike are a family, whose
 * prompt is computed once. What the model computes is packed without padding, and the last token of a sequence, from
 * which nothing is predicted, isn't computed.
 */
public final class TokenBatch {
    private final int[] plan;
    private final int[] sizes;
    private final int[] predictors;
    private final int[] targets;

    /**
     * Sequences that begin alike.
     *
     * @param prompt token ids, at least one
     * @param completions what follows the prompt, each of any length; all of their tokens are scored
     */
    public record Family(int[] prompt, List<int[]> completions) {
        /** Checks that there is something to predict from. */
        public Family {
            if (prompt.length == 0) {
                throw new IllegalArgumentException(
                        "Invalid prompt: 0 tokens (must be >= 1: a first token has nothing before it)");
            }
            completions = List.copyOf(completions);
        }
    }

    private TokenBatch(PackedTokens packed, int[] predictors, int[] targets) {
        this.plan = packed.plan();
        this.sizes = packed.sizes();
        this.predictors = predictors;
        this.targets = targets;
    }

    /** A batch of families, at least one; tokens are scored in the order given. */
    public static TokenBatch of(List<Family> families) {
        if (families.isEmpty()) {
            throw new IllegalArgumentException("Invalid batch: 0 sequences (must be >= 1)");
        }
        return new Packer(families).batch();
    }

    /**
     * A batch that scores each sequence's tokens from a given place on, each from what precedes it. Nothing is shared.
     *
     * @param firstScored for each sequence the index of the first token to score, from 1 to its length
     */
    public static TokenBatch of(List<int[]> sequences, int[] firstScored) {
        List<Family> families = new ArrayList<>();
        for (int[] sequence : sequences) {
            int first = firstScored[families.size()];
            if (first < 1 || first > sequence.length) {
                throw new IllegalArgumentException(
                        "Invalid first scored token: %d (must be in [1, %d]: the first token has nothing before it)"
                                .formatted(first, sequence.length));
            }
            families.add(new Family(
                    Arrays.copyOf(sequence, first), List.of(Arrays.copyOfRange(sequence, first, sequence.length))));
        }
        return of(families);
    }

    /** Number of scored tokens N. */
    public int scored() {
        return targets.length;
    }

    /** All tokens that the model reads or predicts. */
    LongStream tokens() {
        return LongStream.concat(
                Arrays.stream(plan).limit(computed()).mapToLong(token -> token),
                Arrays.stream(targets).asLongStream());
    }

    /** Number of tokens T that the model computes. */
    public int computed() {
        return sizes[0];
    }

    /** What the model computes, by {@link PackedTokens#plan}. */
    int[] plan() {
        return plan;
    }

    /** By {@link PackedTokens#sizes}. */
    int[] sizes() {
        return sizes;
    }

    /** [2, N]: the computed token that predicts, and the token id to score there. */
    int[] selection() {
        return Padding.pairs(predictors, targets);
    }

    /** Packs families: the roots of all of them, then their branches. */
    private static final class Packer {
        private final List<Family> families;
        private final PackedTokens packed = new PackedTokens();
        private final int[] predictors;
        private final int[] targets;
        private int next;

        Packer(List<Family> families) {
            this.families = families;
            int scored = families.stream()
                    .flatMap(family -> family.completions().stream())
                    .mapToInt(tokens -> tokens.length)
                    .sum();
            this.predictors = new int[scored];
            this.targets = new int[scored];
        }

        TokenBatch batch() {
            int[] starts = families.stream().mapToInt(this::root).toArray();
            for (int family = 0; family < starts.length; family++) {
                int[] prompt = families.get(family).prompt();
                int fork = starts[family] + prompt.length - 1;
                for (int[] completion : families.get(family).completions()) {
                    score(completion, fork, isWhole(families.get(family)) ? fork + 1 : branch(family, completion));
                }
            }
            return new TokenBatch(packed, predictors, targets);
        }

        /** A single sequence needs no branch. */
        private static boolean isWhole(Family family) {
            return family.completions().size() == 1;
        }

        private int root(Family family) {
            int[] tokens = family.prompt();
            int length = tokens.length;
            if (isWhole(family)) {
                int[] completion = family.completions().get(0);
                tokens = Arrays.copyOf(tokens, length + completion.length);
                System.arraycopy(completion, 0, tokens, length, completion.length);
                length = Math.max(length, tokens.length - 1);
            }
            return packed.root(tokens, length);
        }

        private int branch(int root, int[] completion) {
            return packed.branch(root, completion, Math.max(0, completion.length - 1));
        }

        private void score(int[] completion, int fork, int rest) {
            for (int token = 0; token < completion.length; token++) {
                predictors[next] = token == 0 ? fork : rest + token - 1;
                targets[next++] = completion[token];
            }
        }
    }
}
