package org.waggle.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

class LostStateTest {
    @Test
    void blocksThatNobodyHoldsAreLostState() {
        RuntimeException spark = new IllegalStateException(
                "Job aborted due to stage failure",
                new IllegalStateException("[CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND] Checkpoint block rdd_7_0 not found!"));

        String sign = LostState.sign(spark).orElseThrow();

        assertThat(LostState.told(spark, sign, "runs/a"))
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LOST))
                .hasMessage("Lost state: Spark gave up after it lost executors,"
                        + " CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND (go on from the last checkpoint with:"
                        + " ./waggle train --resume runs/a)")
                .hasCause(spark);
    }

    @Test
    void otherFailuresAreNone() {
        RuntimeException other = new IllegalStateException("no such thing");
        RuntimeException known = new IllegalStateException(
                "FetchFailed", new RunException(FailureKind.INPUT, "Invalid reward a: NaN (must be finite)"));

        assertThat(LostState.sign(other)).isEmpty();
        assertThat(LostState.sign(known)).isEmpty();
    }
}
