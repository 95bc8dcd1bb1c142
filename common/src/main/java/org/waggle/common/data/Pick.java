package org.waggle.common.data;

import java.io.Serializable;

/**
 * A selector's decision to train on something: one completion, or several together (a pair, a ranking).
 *
 * @param group the group
 * @param samples sample indices ({@link Completion#sample}, not places) that form one training item, [1 … k]
 * @param weight multiplies the item's loss, finite
 * @param label soft label of the item, where an objective wants one; else 1
 */
public record Pick(GroupId group, int[] samples, double weight, double label) implements Serializable {
    /** One completion with weight 1. */
    public static Pick of(GroupId group, int sample) {
        return new Pick(group, new int[] {sample}, 1, 1);
    }
}
