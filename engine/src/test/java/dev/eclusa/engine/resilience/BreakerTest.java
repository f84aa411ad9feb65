package dev.eclusa.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.engine.resilience.Breaker.State;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final BreakerSettings FIVE = new BreakerSettings(5, 0.5, 10, Duration.ofSeconds(60), 3, 3, false);

    private long now = TimeUnit.HOURS.toNanos(1);

    private void pass(Breaker breaker, boolean well) {
        long ticket = breaker.enter(now);
        assertThat(ticket).isNotEqualTo(Breaker.REFUSED);
        if (well) {
            breaker.succeeded(now, ticket);
        } else {
            breaker.failed(now, ticket);
        }
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    @Test
    void opensAfterFiveFailuresInARow() {
        Breaker breaker = new Breaker(FIVE);
        for (int i = 0; i < 4; i++) {
            pass(breaker, false);
        }
        assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
        pass(breaker, false);
        assertThat(breaker.state(now)).isEqualTo(State.OPEN);
        assertThat(breaker.enter(now)).isEqualTo(Breaker.REFUSED);
    }

    @Test
    void aSuccessBetweenStartsTheCountAnew() {
        Breaker breaker = new Breaker(FIVE);
        for (int i = 0; i < 20; i++) {
            pass(breaker, i % 5 == 4);
            after(Duration.ofSeconds(20));
        }
        assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
    }

    @Test
    void opensOnARateFromTheLeastNumberOfCallsOn() {
        Breaker breaker = new Breaker(FIVE);
        for (int i = 0; i < 9; i++) {
            pass(breaker, i % 2 == 1);
        }
        assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
        pass(breaker, false);
        assertThat(breaker.state(now)).isEqualTo(State.OPEN);
    }

    @Test
    void triesAFewAndClosesAfterThreeSuccesses() {
        Breaker breaker = open();
        after(Duration.ofSeconds(60));
        assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
        long first = breaker.enter(now);
        long second = breaker.enter(now);
        long third = breaker.enter(now);
        assertThat(breaker.enter(now)).isEqualTo(Breaker.REFUSED);
        breaker.succeeded(now, first);
        breaker.succeeded(now, second);
        assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
        breaker.succeeded(now, third);
        assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
        assertThat(breaker.closedNanos()).isEqualTo(now);
    }

    @Test
    void aFailedTrialOpensItAgain() {
        Breaker breaker = open();
        after(Duration.ofSeconds(60));
        pass(breaker, true);
        pass(breaker, false);
        assertThat(breaker.state(now)).isEqualTo(State.OPEN);
        after(Duration.ofSeconds(59));
        assertThat(breaker.state(now)).isEqualTo(State.OPEN);
    }

    @Test
    void callsFromBeforeItOpenedDecideNothingInATrial() {
        Breaker breaker = new Breaker(FIVE);
        long old = breaker.enter(now);
        for (int i = 0; i < 5; i++) {
            pass(breaker, false);
        }
        after(Duration.ofSeconds(60));
        long trial = breaker.enter(now);
        breaker.failed(now, old);
        assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
        breaker.succeeded(now, trial);
        assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void trialPlacesNeverLeak() {
        Random random = new Random(3);
        Breaker breaker = open();
        after(Duration.ofSeconds(60));
        for (int i = 0; i < 10_000; i++) {
            long ticket = breaker.enter(now);
            if (ticket == Breaker.REFUSED) {
                after(Duration.ofSeconds(60));
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> breaker.succeeded(now, ticket);
                case 1 -> breaker.failed(now, ticket);
                default -> breaker.ignored(ticket);
            }
        }
        after(Duration.ofSeconds(60));
        assertThat(breaker.allows(now)).isTrue();
    }

    @Test
    void oneThatWasAilingBeforeIsLeftAloneSooner() {
        BreakerSettings adaptive = new BreakerSettings(5, 0.9, 1000, Duration.ofSeconds(60), 3, 3, true);
        Breaker ailing = new Breaker(adaptive);
        for (int i = 0; i < 30; i++) {
            pass(ailing, i % 2 == 1);
        }
        for (int i = 0; i < 3; i++) {
            pass(ailing, false);
        }
        assertThat(ailing.state(now)).isEqualTo(State.OPEN);
        Breaker well = new Breaker(adaptive);
        for (int i = 0; i < 30; i++) {
            pass(well, true);
        }
        for (int i = 0; i < 4; i++) {
            pass(well, false);
        }
        assertThat(well.state(now)).isEqualTo(State.CLOSED);
    }

    private Breaker open() {
        Breaker breaker = new Breaker(FIVE);
        for (int i = 0; i < 5; i++) {
            pass(breaker, false);
        }
        return breaker;
    }
}
