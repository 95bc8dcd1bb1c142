package org.waggle.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunExceptionTest {
    @Test
    void whatOthersSayBecomesOneLineOfAMessage() {
        assertThat(RunException.input("Cannot read '%s':\n  %d times, %s", " a\r\n\tb ", 3, new Exception("c\nd")))
                .hasMessage("Cannot read ' a b ':\n  3 times, java.lang.Exception: c d");
    }
}
