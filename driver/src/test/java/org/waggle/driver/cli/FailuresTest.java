package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

class FailuresTest {
    private final StringWriter err = new StringWriter();

    private int told(Throwable failure) {
        return new Failures(() -> false).told(failure, new PrintWriter(err));
    }

    @Test
    void whatATaskThrewIsToldInsteadOfWhatSparkWrappedAroundIt() {
        assertThat(told(new IllegalStateException("Job aborted", new RunException(FailureKind.NUMERIC, "NaN"))))
                .isEqualTo(3);
        assertThat(err).hasToString("waggle: NaN" + System.lineSeparator());
    }

    @Test
    void aRefusedValueIsTheUsersByItsTypeAndNotByItsText() {
        Throwable refused = catchThrowable(() -> Check.that(false, "top-p", 2, "must be in (0, 1]"));

        assertThat(told(refused)).isEqualTo(2);
        assertThat(err.toString()).startsWith("waggle: Invalid top-p: 2 (must be in (0, 1])");
        assertThat(told(new IllegalArgumentException("Invalid batch: 0 sequences")))
                .isEqualTo(70);
        assertThat(err.toString())
                .contains("Internal failure: java.lang.IllegalArgumentException: Invalid batch: 0 sequences");
    }

    @Test
    void memoryThatRunsOutIsTheMachines() {
        assertThat(told(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(4);
        assertThat(err.toString()).startsWith("waggle: Cannot go on: out of memory, Java heap space (give more by ");
    }

    @Test
    void aFullDiskIsTheMachinesAlsoWhereOnlyItsTextIsLeft() {
        assertThat(told(new IllegalStateException(
                        "Job aborted\nLost task 0.7: java.io.IOException: No space left on device\n at X")))
                .isEqualTo(4);
        assertThat(err.toString())
                .startsWith(
                        "waggle: Cannot go on: a disk is full, Lost task 0.7: java.io.IOException: No space left on device (make room,");
    }

    @Test
    void aFileThatCouldNotBeWrittenIsNamedWhereItIsKnown() {
        RunException known = new RunException(FailureKind.RESOURCE, "Cannot write /a: No space left on device");

        assertThat(told(new IllegalStateException("Lost task: " + known, known)))
                .isEqualTo(4);
        assertThat(err.toString()).startsWith("waggle: Cannot write /a: No space left on device");
    }

    @Test
    void everyMessageIsOneLine() {
        assertThat(told(new StackOverflowError("deep\n  down"))).isEqualTo(70);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("StackOverflowError: deep down (");
    }
}
