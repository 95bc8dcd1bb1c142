package org.waggle.executor.task.gym;

import java.util.Map;
import java.util.Optional;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Task;

/**
 * Nine tasks of reasoning-gym ("Reasoning Gym", arXiv:2505.24760), to be judged by the reward of the same name. A
 * question belongs to one of the splits by a hash of what it asks; training problems are drawn independently, held-out
 * ones go through the parts of the mix evenly. Both may repeat where the settings allow few questions.
 */
@Doc(
        "Nine tasks of reasoning-gym, at any difficulty, for the reward reasoning-gym; problems never end, and may repeat.")
public record GymTask(
        @Doc("Which of the tasks, how often and how hard.") GymMix mix,
        @Doc("How questions are worded.") Wording wording,

        @Doc(
                "Default makes each question a chat with reasoning-gym's system prompt; none leaves it plain text, which the model's prompts may make a chat of.")
        SystemPrompt systemPrompt,

        @Doc("Whether demonstrations are the bare answer, or have it between <answer> and </answer>.")
        Reply reply,

        @Doc(
                "Probability that a demonstration answers another question of the same kind, in [0, 1]: an imperfect teacher.")
        double demonstrationNoise,

        @Doc("Number of held-out problems, the same for every seed.")
        long heldOut,

        @Doc("Share of all questions that are never trained on, in (0, 0.5].")
        double heldOutShare)
        implements Task {
    private static final int TRIES = 2000;
    private static final Seed KEY = new Seed(0).at("reasoning-gym");

    /** Multiples of it fill [0, 1) evenly (Weyl; the golden ratio has the least discrepancy). */
    private static final double GOLDEN = 0.6180339887498949;

    /** What demonstrations look like. */
    public enum Reply {
        /** {@code 92}. */
        PLAIN,
        /** {@code <answer>92</answer>}. */
        TAGGED
    }

    /** Checks every range. */
    public GymTask {
        Check.that(
                demonstrationNoise >= 0 && demonstrationNoise <= 1,
                "demonstration-noise",
                demonstrationNoise,
                "must be in [0, 1]");
        Check.that(heldOut >= 0, "held-out", heldOut, "must be >= 0");
        Check.that(heldOutShare > 0 && heldOutShare <= 0.5, "held-out-share", heldOutShare, "must be in (0, 0.5]");
    }

    @Override
    public long size(Split split) {
        return split == Split.TRAIN ? Long.MAX_VALUE : heldOut;
    }

    @Override
    public Problem problem(Seed seed, Split split, long index) {
        Seed own = (split == Split.TRAIN ? seed.at("reasoning-gym") : KEY.at("held-out")).at(index);
        if (split == Split.HELD_OUT && (index < 0 || index >= heldOut)) {
            throw new IllegalArgumentException(
                    "Invalid problem index: %d (must be >= 0 and < %d)".formatted(index, heldOut));
        }
        double place = split == Split.TRAIN ? own.at("kind").uniform() : (index + 0.5) * GOLDEN % 1;
        return drawn(kindAt(place), split, own.at("draw"));
    }

    private String kindAt(double place) {
        Map<String, GymShare> shares = mix.shares();
        double left =
                place * shares.values().stream().mapToDouble(GymShare::weight).sum();
        String last = "";
        for (Map.Entry<String, GymShare> share : shares.entrySet()) {
            double weight = share.getValue().weight();
            last = weight > 0 ? share.getKey() : last;
            left -= weight;
            if (left < 0 && weight > 0) {
                return last;
            }
        }
        return last;
    }

    private Problem drawn(String kind, Split split, Seed seed) {
        GymShare share = mix.shares().get(kind);
        if (share == null) {
            throw new IllegalArgumentException("Unknown kind of question: " + kind);
        }
        GymGenerator generator = share.generator();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Chance chance = new Chance(seed.at(attempt));
            Optional<GymQuestion> question = generator.draw(chance);
            if (question.isPresent() && split == split(question.get())) {
                return problem(
                        question.get(),
                        worded(question.get(), chance),
                        question.get().answer(),
                        kind);
            }
        }
        throw RunException.input(
                "Cannot draw a %s question of %s: %d draws gave none (let its settings allow more questions, or change held-out-share %s)",
                split == Split.TRAIN ? "training" : "held-out", kind, TRIES, heldOutShare);
    }

    private Split split(GymQuestion question) {
        double place =
                KEY.at("split").at(question.kind().task()).at(question.key()).uniform();
        return place < heldOutShare ? Split.HELD_OUT : Split.TRAIN;
    }

    private String worded(GymQuestion question, Chance chance) {
        return wording == Wording.SHORT ? question.brief() : chance.of(question.wordings());
    }

    private Problem problem(GymQuestion question, String text, String answer, String kind) {
        return GymProblem.of(question, text, systemPrompt.chat(text), answer, kind);
    }

    @Override
    public String demonstration(Problem problem, Seed seed) {
        boolean isWrong = seed.at("noise").uniform() < demonstrationNoise;
        String answer = isWrong ? other(problem, seed.at("other")).answer() : problem.answer();
        return reply == Reply.TAGGED ? "<answer>" + answer + "</answer>" : answer;
    }

    private Problem other(Problem problem, Seed seed) {
        return drawn(problem.extra().getOrDefault(GymProblem.KIND, ""), Split.TRAIN, seed);
    }

    /**
     * Makes the question again from what its maker noted in {@link Problem#extra}; identity and chat aren't looked at.
     */
    @Override
    public Verdict verdict(Problem problem) {
        return GymVerifier.verdict(
                problem,
                (question, text, answer) -> split(question) == Split.HELD_OUT
                        ? new Verdict.Refused(Rejection.HELD_OUT, "kept for evaluation")
                        : new Verdict.Sound(
                                problem(question, text, answer, question.kind().task())));
    }
}
