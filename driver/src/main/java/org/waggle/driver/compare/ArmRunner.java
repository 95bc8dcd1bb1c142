package org.waggle.driver.compare;

/** Trains one arm with one seed. Runs of one seed come one after the other, so that they can share a warm-up. */
@FunctionalInterface
public interface ArmRunner {
    /** What the run measured; it ends when the run has ended. */
    ArmResult run(Arm arm, long seed);
}
