package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.store.journal.OpenReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreetingTest {
    @Test
    void isSilentWhenAnEarlierRunLeftNothing() {
        assertThat(Greeting.recovered(new OpenReport(0, 0, List.of(), Duration.ZERO)))
                .isEmpty();
    }

    @Test
    void saysWhatWasRecoveredAndWhatWasSetAside() {
        OpenReport report = new OpenReport(3, 1, List.of(Path.of("data/journal/7.damaged")), Duration.ofMillis(5));
        assertThat(Greeting.recovered(report))
                .contains("3 finished and 1 interrupted calls")
                .contains("7.damaged");
    }
}
