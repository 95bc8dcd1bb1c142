package org.waggle.common.data;

/** The two disjoint parts of a task's problems. */
public enum Split {
    /** Problems that a policy is trained on. */
    TRAIN,
    /** Problems that it is measured on and never trained on. */
    HELD_OUT
}
