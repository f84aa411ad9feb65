package dev.eclusa.engine.routing;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.resilience.ResilienceSettings;
import dev.eclusa.engine.resilience.Standings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Deployments made up for tests. */
final class Made {
    final Standings standings = new Standings(ResilienceSettings.DEFAULT);

    /** A deployment of provider {@code a} called {@code a/m}. */
    Candidate candidate(String provider, Traits traits, double dollars, long window) {
        Optional<Price> price = dollars < 0
                ? Optional.empty()
                : Optional.of(Price.perMillion(BigDecimal.valueOf(dollars), BigDecimal.valueOf(dollars * 2))
                        .build());
        Target target = new Target(
                provider,
                "m",
                "openai",
                new Target.Endpoint(false, "localhost", 1, "/", "/", Map.of(), List.of()),
                price,
                window < 0 ? OptionalLong.empty() : OptionalLong.of(window),
                OptionalLong.empty(),
                false,
                Set.of(),
                Timeouts.DEFAULT);
        return new Candidate("m", target, traits, standings.of(provider, "m", 0));
    }

    /** One that costs a dollar and holds anything. */
    Candidate candidate(String provider, int order, int weight) {
        return candidate(provider, Traits.NONE.at(order, 0), 1, -1, weight);
    }

    private Candidate candidate(String provider, Traits traits, double dollars, long window, int weight) {
        Traits weighted = new Traits(
                traits.order(), weight, 0, 0, "", false, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
        return candidate(provider, weighted, dollars, window);
    }
}
