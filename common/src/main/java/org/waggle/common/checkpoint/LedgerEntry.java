package org.waggle.common.checkpoint;

import java.io.Serializable;

/**
 * One group that an optimizer update has consumed. Node, group, epoch and mini-batch name the consumption; a run never
 * has two with the same name.
 *
 * @param node index of the policy that was updated, from 0
 * @param group the group's name
 * @param epoch pass over the step's samples, from 0
 * @param miniBatch part of that pass, from 0
 * @param update number of the optimizer update of that node, from 1
 * @param step global step of the update, from 1
 */
public record LedgerEntry(int node, String group, int epoch, int miniBatch, long update, int step)
        implements Serializable {}
