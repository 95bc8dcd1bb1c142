package org.waggle.executor.task.gym;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.Seed;

/** Draws that follow one another: the n-th is a function of the seed and n. */
final class Chance {
    private final Seed seed;
    private long drawn;

    Chance(Seed seed) {
        this.seed = seed;
    }

    private Seed next() {
        return seed.at(drawn++);
    }

    /** Uniform over low … high. */
    long from(long low, long high) {
        return low + next().below(high - low + 1);
    }

    /** Uniform over low … high. */
    int from(int low, int high) {
        return (int) from((long) low, high);
    }

    /** True with a probability. */
    boolean with(double probability) {
        return next().uniform() < probability;
    }

    /** One of several. */
    <T> T of(List<T> choices) {
        return choices.get(from(0, choices.size() - 1));
    }

    /** All of them in another order (Fisher and Yates). */
    <T> List<T> shuffled(List<T> things) {
        List<T> shuffled = new ArrayList<>(things);
        for (int place = shuffled.size() - 1; place > 0; place--) {
            int other = from(0, place);
            T kept = shuffled.get(place);
            shuffled.set(place, shuffled.get(other));
            shuffled.set(other, kept);
        }
        return shuffled;
    }
}
