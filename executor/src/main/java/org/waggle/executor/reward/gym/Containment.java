package org.waggle.executor.reward.gym;

import org.jspecify.annotations.Nullable;

/** 1 for the answer itself; the share that the answer has of the text where it contains it; else 0. */
record Containment() implements GymScorer {
    @Override
    public double score(@Nullable String answer, GymEntry entry) {
        String wanted = entry.answer();
        if (answer == null || answer.isEmpty() || !answer.contains(wanted)) {
            return 0;
        }
        return (double) PythonText.length(wanted) / PythonText.length(answer);
    }
}
