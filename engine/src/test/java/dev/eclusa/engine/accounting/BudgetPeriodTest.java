package dev.eclusa.engine.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetPeriodTest {
    private static final Instant SATURDAY = Instant.parse("2026-11-21T15:47:31Z");

    @ParameterizedTest
    @CsvSource({
        "30s, 2026-11-21T15:47:30Z, 2026-11-21T15:48:00Z",
        "30m, 2026-11-21T15:30:00Z, 2026-11-21T16:00:00Z",
        "1h, 2026-11-21T15:00:00Z, 2026-11-21T16:00:00Z",
        "24h, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
        "1d, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
        "7d, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "30d, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
        "1mo, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z"
    })
    void followsTheCalendar(String text, Instant start, Instant end) {
        BudgetPeriod period = BudgetPeriod.of(text).orElseThrow();
        assertThat(period.start(SATURDAY, ZoneOffset.UTC)).isEqualTo(start);
        assertThat(period.end(SATURDAY, ZoneOffset.UTC)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "fortnight", "-1d", "0d", "1y", "d", "1.5h", "999999d"})
    void knowsWhatIsNoPeriod(String text) {
        assertThat(BudgetPeriod.of(text)).isEmpty();
    }

    @Test
    void itIsMidnightWhereTheOperatorIs() {
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        assertThat(BudgetPeriod.of("1d").orElseThrow().start(SATURDAY, saoPaulo))
                .isEqualTo(Instant.parse("2026-11-21T03:00:00Z"));
    }

    @Test
    void everyMomentIsInItsOwnPeriodAndPeriodsMeet() {
        Random random = new Random(20261121);
        String[] units = {"s", "m", "h", "d", "w", "mo"};
        for (int round = 0; round < 20_000; round++) {
            BudgetPeriod period = BudgetPeriod.of((1 + random.nextInt(90)) + units[random.nextInt(units.length)])
                    .orElseThrow();
            Instant now = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            Instant start = period.start(now, ZoneOffset.UTC);
            Instant end = period.end(now, ZoneOffset.UTC);
            assertThat(now).as("%s", period).isBetween(start, end.minusNanos(1));
            assertThat(period.start(end, ZoneOffset.UTC))
                    .as("%s after %s", period, now)
                    .isEqualTo(end);
        }
    }
}
