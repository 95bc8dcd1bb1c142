package org.waggle.executor.task.gym;

/** How questions are worded. */
public enum Wording {
    /** As reasoning-gym words them. */
    REASONING_GYM,
    /** In as few characters as say it, for models that begin with random weights. */
    SHORT
}
