package org.waggle.executor.task;

import java.math.BigInteger;
import org.waggle.common.data.Seed;

/**
 * A keyed permutation of 0 … size - 1 for any size: index → place without a table, and back.
 *
 * <p>A balanced Feistel network (Luby and Rackoff, SIAM J. Comput. 17, 1988) permutes the next even power of two; a
 * value that falls outside is put through again until it falls inside ("cycle walking", Black and Rogaway, CT-RSA
 * 2002), which needs fewer than four tries on average.
 */
final class Permutation {
    private static final int ROUNDS = 6;

    private final BigInteger size;
    private final Seed key;
    private final int halfBits;
    private final BigInteger halfMask;

    /** The permutation of a key; {@code size} is at least 1. */
    Permutation(BigInteger size, Seed key) {
        this.size = size;
        this.key = key;
        this.halfBits = Math.max(1, (size.subtract(BigInteger.ONE).bitLength() + 1) / 2);
        this.halfMask = BigInteger.ONE.shiftLeft(halfBits).subtract(BigInteger.ONE);
    }

    Permutation(long size, Seed key) {
        this(BigInteger.valueOf(size), key);
    }

    BigInteger place(BigInteger index) {
        BigInteger value = index;
        do {
            value = encrypt(value);
        } while (value.compareTo(size) >= 0);
        return value;
    }

    BigInteger index(BigInteger place) {
        BigInteger value = place;
        do {
            value = decrypt(value);
        } while (value.compareTo(size) >= 0);
        return value;
    }

    long place(long index) {
        return place(BigInteger.valueOf(index)).longValueExact();
    }

    long index(long place) {
        return index(BigInteger.valueOf(place)).longValueExact();
    }

    private BigInteger encrypt(BigInteger value) {
        BigInteger left = value.shiftRight(halfBits);
        BigInteger right = value.and(halfMask);
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger next = left.xor(scramble(round, right));
            left = right;
            right = next;
        }
        return left.shiftLeft(halfBits).or(right);
    }

    private BigInteger decrypt(BigInteger value) {
        BigInteger left = value.shiftRight(halfBits);
        BigInteger right = value.and(halfMask);
        for (int round = ROUNDS - 1; round >= 0; round--) {
            BigInteger previous = right.xor(scramble(round, left));
            right = left;
            left = previous;
        }
        return left.shiftLeft(halfBits).or(right);
    }

    /** A half's worth of bits that depend on the round and on every bit of the other half. */
    private BigInteger scramble(int round, BigInteger half) {
        Seed seed = key.at(round);
        for (int bit = 0; bit < halfBits; bit += Long.SIZE) {
            seed = seed.at(half.shiftRight(bit).longValue());
        }
        BigInteger bits = BigInteger.ZERO;
        for (int bit = 0; bit < halfBits; bit += Integer.SIZE) {
            bits = bits.shiftLeft(Integer.SIZE)
                    .or(BigInteger.valueOf(seed.at(bit).bits() >>> Integer.SIZE));
        }
        return bits.and(halfMask);
    }
}
