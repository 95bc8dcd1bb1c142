package org.waggle.common.swarm;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.waggle.common.data.Seed;

/** The numbers from 0 up to a bound, each once, in an order that follows from a seed (Fisher and Yates, as asked). */
final class SeededOrder implements Iterator<Integer> {
    private final int[] numbers;
    private final Seed seed;
    private int taken;

    SeededOrder(int bound, Seed seed) {
        this.numbers = new int[bound];
        this.seed = seed;
        for (int i = 0; i < bound; i++) {
            numbers[i] = i;
        }
    }

    @Override
    public boolean hasNext() {
        return taken < numbers.length;
    }

    @Override
    public Integer next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int other = taken + (int) seed.at(taken).below(numbers.length - taken);
        int number = numbers[other];
        numbers[other] = numbers[taken];
        taken++;
        return number;
    }
}
