package dev.eclusa.bench.routing;

import com.sun.management.ThreadMXBean;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.resilience.ResilienceSettings;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.routing.Affinity;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.engine.routing.Traits;
import dev.eclusa.engine.strategy.ScoreWeights;
import dev.eclusa.engine.strategy.Strategies;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a plan for twenty candidates costs, by strategy: CPU time and allocation of the thread that makes it. */
public final class DecisionCost {
    private static final int CANDIDATES = 20;
    private static final int DECISIONS = 300_000;

    private DecisionCost() {}

    /** Prints the table. */
    public static void main(String[] args) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        System.out.println("| strategy | µs a decision | bytes |");
        System.out.println("|---|---:|---:|");
        for (String name : Strategies.NAMES) {
            Group group = group(name);
            decide(group);
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long began = threads.getCurrentThreadCpuTime();
            decide(group);
            double micros = (threads.getCurrentThreadCpuTime() - began) / 1e3 / DECISIONS;
            long each = (threads.getCurrentThreadAllocatedBytes() - bytes) / DECISIONS;
            System.out.printf(Locale.ROOT, "| %s | %.2f | %d |%n", name, micros, each);
        }
    }

    private static void decide(Group group) {
        Planner planner = new Planner(new Affinity());
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        int sum = 0;
        for (int i = 0; i < DECISIONS; i++) {
            sum += planner.plan(group, Needs.NONE, new Moment(System.nanoTime(), random))
                    .size();
        }
        if (sum != DECISIONS * CANDIDATES) {
            throw new IllegalStateException("somebody was left out");
        }
    }

    private static Group group(String strategy) {
        Standings standings = new Standings(ResilienceSettings.DEFAULT);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            Target target = new Target(
                    "p" + i,
                    "m",
                    "openai",
                    new Target.Endpoint(false, "nowhere", 1, "/", "/", Map.of(), List.of()),
                    Optional.of(Price.perMillion(BigDecimal.valueOf(i), BigDecimal.TWO)
                            .build()),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    false,
                    Set.of(),
                    Timeouts.DEFAULT);
            candidates.add(new Candidate("m", target, Traits.NONE, standings.of("p" + i, "m", 0)));
        }
        return new Group(
                "g",
                candidates,
                new Strategies(ScoreWeights.DEFAULT).named(strategy).orElseThrow(),
                List.of());
    }
}
