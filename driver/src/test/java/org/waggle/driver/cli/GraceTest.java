package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GraceTest {
    @Test
    void timesAreReadAsSparkWritesThem() {
        assertThat(new Grace().convert("20s")).isEqualTo(Duration.ofSeconds(20));
        assertThat(new Grace().convert("2m")).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> new Grace().convert("soon")).hasMessage("'soon' (must be a time such as 20s or 2m)");
    }
}
