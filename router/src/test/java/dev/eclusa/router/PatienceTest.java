package dev.eclusa.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.engine.resilience.ResilienceSettings;
import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.resilience.Standings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration CONFIGURED = Duration.ofSeconds(30);

    private final Standing standing = new Standings(ResilienceSettings.DEFAULT).of("p", "m", 0);

    private void answers(int count, Duration firstToken) {
        for (int i = 0; i < count; i++) {
            standing.enter(i).orElseThrow().succeeded(i, firstToken.toNanos(), 1, 1);
        }
    }

    @Test
    void aDeploymentOfWhichLittleIsKnownHasWhatIsConfigured() {
        answers(19, Duration.ofMillis(10));
        assertThat(Patience.of(CONFIGURED, standing)).isEqualTo(CONFIGURED);
    }

    @Test
    void aQuickOneHasLessButNeverLessThanAThird() {
        answers(20, Duration.ofMillis(10));
        assertThat(Patience.of(CONFIGURED, standing)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aMiddlingOneHasTenTimesItsUsual() {
        answers(20, Duration.ofMillis(1500));
        assertThat(Patience.of(CONFIGURED, standing)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aSlowOneHasNoMoreThanConfigured() {
        answers(20, Duration.ofSeconds(20));
        assertThat(Patience.of(CONFIGURED, standing)).isEqualTo(CONFIGURED);
    }
}
