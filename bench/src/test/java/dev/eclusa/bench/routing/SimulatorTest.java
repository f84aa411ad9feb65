package dev.eclusa.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/routing.md says of the strategies holds in the simulator. */
class SimulatorTest {
    private static final String FOIL = "two choices (foil)";

    private static Map<String, Figures> run(String scenario) {
        return Simulator.run(Scenario.all().stream()
                .filter(one -> one.name().equals(scenario))
                .findFirst()
                .orElseThrow());
    }

    private static Figures of(Map<String, Figures> all, String strategy) {
        return java.util.Objects.requireNonNull(all.get(strategy), strategy);
    }

    @Test
    void underABrownOutLatencyAndAdaptiveBeatTwoRandomChoices() {
        Map<String, Figures> all = run("brown-out");
        for (String strategy : new String[] {"latency", "adaptive"}) {
            assertThat(of(all, strategy).p99Millis())
                    .as(strategy)
                    .isLessThan(of(all, FOIL).p99Millis());
        }
    }

    @Test
    void andLoseNothingWhenAllIsWell() {
        Map<String, Figures> all = run("all is well");
        for (String strategy : new String[] {"latency", "adaptive"}) {
            assertThat(of(all, strategy).p99Millis())
                    .as(strategy)
                    .isLessThan(of(all, FOIL).p99Millis() * 1.01);
            assertThat(of(all, strategy).loss())
                    .as(strategy)
                    .isLessThan(of(all, FOIL).loss());
        }
    }

    @Test
    void callsAreAnsweredWithProvidersDownInTurn() {
        run("down in turn")
                .forEach((strategy, figures) ->
                        assertThat(figures.successPercent()).as(strategy).isGreaterThanOrEqualTo(99.9));
    }

    @Test
    void fewUsersFeelTenPercentOfFaults() {
        run("10 % faults")
                .forEach((strategy, figures) ->
                        assertThat(figures.successPercent()).as(strategy).isGreaterThan(99));
    }
}
