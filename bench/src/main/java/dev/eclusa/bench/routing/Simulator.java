package dev.eclusa.bench.routing;

import dev.eclusa.engine.routing.Strategy;
import dev.eclusa.engine.strategy.ScoreWeights;
import dev.eclusa.engine.strategy.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Every strategy in every scenario, as a table. Started by {@code bench/routing.sh}. */
public final class Simulator {
    private static final long SEED = 20261121;

    private Simulator() {}

    /** Prints the table. */
    public static void main(String[] args) {
        System.out.println("| scenario | strategy | answered, % | p50, ms | p99, ms | USD a 1,000 | regret, ms |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|");
        for (Scenario scenario : Scenario.all()) {
            double best = bestFixed(scenario);
            run(scenario).forEach((name, figures) -> System.out.println(row(scenario, name, figures, best)));
        }
    }

    /** What each strategy comes to in a scenario. */
    static Map<String, Figures> run(Scenario scenario) {
        Map<String, Figures> figures = new LinkedHashMap<>();
        for (Function<ToDoubleFunction<String>, Strategy> made : strategies()) {
            String name = made.apply(unknown -> 0).name();
            figures.put(name, Simulation.of(scenario, made, SEED));
        }
        return figures;
    }

    /** The loss of the best single choice in hindsight: one provider first, always. */
    static double bestFixed(Scenario scenario) {
        return scenario.providers().stream()
                .mapToDouble(provider -> Simulation.of(scenario, averages -> Foils.always(provider.name()), SEED)
                        .loss())
                .min()
                .orElseThrow();
    }

    private static List<Function<ToDoubleFunction<String>, Strategy>> strategies() {
        List<Function<ToDoubleFunction<String>, Strategy>> all = new ArrayList<>();
        all.add(averages -> Foils.random());
        all.add(Foils::twoChoices);
        Strategies.NAMES.forEach(name -> all.add(
                averages -> new Strategies(ScoreWeights.DEFAULT).named(name).orElseThrow()));
        return all;
    }

    private static String row(Scenario scenario, String name, Figures figures, double best) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.0f | %.0f | %.2f | %+.0f |",
                scenario.name(),
                name,
                figures.successPercent(),
                figures.p50Millis(),
                figures.p99Millis(),
                figures.dollars(),
                figures.loss() - best);
    }
}
