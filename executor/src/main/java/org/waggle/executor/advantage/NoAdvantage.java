package org.waggle.executor.advantage;

import java.util.Arrays;
import org.waggle.common.data.Doc;
import org.waggle.common.spi.SequenceAdvantage;

/** 1 for every token whatever the reward: what is selected is imitated, as in RAFT (arXiv:2304.06767). */
@Doc("1 for every token, whatever the reward: what is selected is imitated.")
public record NoAdvantage() implements SequenceAdvantage {
    @Override
    public double[] advantages(double[] rewards) {
        double[] ones = new double[rewards.length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
