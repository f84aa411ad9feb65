package dev.eclusa.app.config;

import dev.eclusa.engine.catalog.DirectoryRoutes;
import dev.eclusa.engine.resilience.ResilienceSettings;
import dev.eclusa.engine.resilience.RetryBudget;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.routing.Affinity;
import dev.eclusa.engine.routing.Decisions;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.strategy.Strategies;
import dev.eclusa.router.Routing.Keep;

/**
 * How a configuration routes.
 *
 * @param choosing how groups choose
 * @param settings what calls are routed with
 */
public record ConfiguredRouting(DirectoryRoutes.Choosing choosing, dev.eclusa.router.Routing settings) {
    private static final int KEPT_DECISIONS = 2_000;

    /** Of a checked configuration; nothing is known of its deployments yet. */
    public static ConfiguredRouting of(Configuration configuration) {
        Routing routing = configuration.routing();
        Standings standings =
                new Standings(new ResilienceSettings(configuration.resilience().breaker(), routing.slowStart()));
        configuration
                .providers()
                .forEach((name, provider) ->
                        standings.provider(name, provider.maxConcurrent().orElse(0), provider.priority()));
        Strategies strategies = new Strategies(routing.weights());
        return new ConfiguredRouting(
                new DirectoryRoutes.Choosing(standings, strategies, routing.strategy(), routing.tiers()),
                new dev.eclusa.router.Routing(
                        new Planner(new Affinity()),
                        keep(routing.affinity()),
                        strategies,
                        routing.rules(),
                        new RetryBudget(configuration.resilience().retryBudget().doubleValue()),
                        routing.hedge(),
                        routing.exhausted(),
                        configuration.budgets().pricedOnly(),
                        routing.resume(),
                        new Decisions(KEPT_DECISIONS)));
    }

    private static Keep keep(Routing.Affinity affinity) {
        return switch (affinity) {
            case OFF -> Keep.NOTHING;
            case SESSION -> Keep.SESSIONS;
            case PROMPT_CACHE -> Keep.PROMPTS;
        };
    }
}
