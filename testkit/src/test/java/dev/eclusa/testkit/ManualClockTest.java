package dev.eclusa.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    @Test
    void movesOnlyWhenTold() {
        var clock = new ManualClock(Instant.EPOCH);

        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        assertThat(clock.advance(Duration.ofMinutes(1))).isEqualTo(clock.instant());
        assertThat(clock.millis()).isEqualTo(60_000);
    }
}
