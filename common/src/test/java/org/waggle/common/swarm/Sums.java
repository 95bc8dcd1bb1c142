package org.waggle.common.swarm;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;
import org.waggle.common.spi.Task;

/** Sums that the tests share; those of equal operands are held out. */
record Sums() implements Task {
    private static final Pattern ID = Pattern.compile("(\\d{1,9})\\+(\\d{1,9})");

    static Problem problem(int left, int right) {
        String id = left + "+" + right;
        return new Problem(id, id + "=", Integer.toString(left + right), Map.of());
    }

    @Override
    public long size(Split split) {
        return Long.MAX_VALUE;
    }

    @Override
    public Problem problem(Seed seed, Split split, long index) {
        return problem((int) seed.at(index).below(1_000), 1_000);
    }

    @Override
    public Verdict verdict(Problem problem) {
        Matcher id = ID.matcher(problem.id());
        if (!id.matches()) {
            return new Verdict.Refused(Rejection.WRONG, "not ours");
        }
        int left = Integer.parseInt(id.group(1));
        int right = Integer.parseInt(id.group(2));
        if (!problem(left, right).equals(problem)) {
            return new Verdict.Refused(Rejection.WRONG, "not ours");
        }
        return left == right ? new Verdict.Refused(Rejection.HELD_OUT, "kept") : new Verdict.Sound(problem);
    }
}
