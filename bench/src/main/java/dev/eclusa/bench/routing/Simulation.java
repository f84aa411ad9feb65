package dev.eclusa.bench.routing;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.resilience.Permit;
import dev.eclusa.engine.resilience.ResilienceSettings;
import dev.eclusa.engine.resilience.RetryBudget;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.routing.Affinity;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Strategy;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.engine.routing.Traits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One strategy in one scenario: calls arrive by chance, are planned by the engine's own planner over the engine's own
 * standings, and are answered or not by made-up providers. Time is a number that jumps from event to event.
 */
final class Simulation {
    private static final double NANOS = 1e9;
    private static final long START = 3_600_000_000_000L;
    private static final double PROMPT_TOKENS = 1000;
    private static final double SPREAD = 0.35;
    private static final long FAULT_MILLIS = 80;
    private static final int ROUNDS = 3;

    private final Scenario scenario;
    private final Strategy strategy;
    private final Random random;
    private final Planner planner = new Planner(new Affinity());
    private final Standings standings = new Standings(ResilienceSettings.DEFAULT);
    private final RetryBudget budget = new RetryBudget(0.2);
    private final Group group;
    private final Map<String, Integer> busy = new HashMap<>();
    private final Map<String, Double> averages = new HashMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Double> latencies = new ArrayList<>();
    private long now = START;
    private long number;
    private int failed;
    private double dollars;

    private record Event(long nanos, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private Simulation(Scenario scenario, Function<ToDoubleFunction<String>, Strategy> strategy, long seed) {
        this.scenario = scenario;
        this.random = new Random(seed);
        this.strategy = strategy.apply(name -> averages.getOrDefault(name, 0.0));
        List<Candidate> candidates =
                scenario.providers().stream().map(this::candidate).toList();
        this.group = new Group("g", candidates, this.strategy, List.of());
    }

    /** Runs it to its end. */
    static Figures of(Scenario scenario, Function<ToDoubleFunction<String>, Strategy> strategy, long seed) {
        Simulation simulation = new Simulation(scenario, strategy, seed);
        simulation.run();
        return Figures.of(
                simulation.latencies.stream().mapToDouble(Double::doubleValue).toArray(),
                simulation.failed,
                simulation.dollars);
    }

    private Candidate candidate(Provider provider) {
        dev.eclusa.engine.routing.Target target = new dev.eclusa.engine.routing.Target(
                provider.name(),
                "m",
                "openai",
                new dev.eclusa.engine.routing.Target.Endpoint(false, "nowhere", 1, "/", "/", Map.of(), List.of()),
                Optional.of(Price.perMillion(
                                BigDecimal.valueOf(provider.dollars()), BigDecimal.valueOf(provider.dollars() * 2))
                        .build()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                Set.of(),
                Timeouts.DEFAULT);
        return new Candidate("m", target, Traits.NONE, standings.of(provider.name(), "m", 0));
    }

    private void run() {
        arriveLater();
        while (!events.isEmpty()) {
            Event next = events.poll();
            now = next.nanos();
            next.action().run();
        }
    }

    private double second() {
        return (now - START) / NANOS;
    }

    private void at(double millisFromNow, Runnable action) {
        events.add(new Event(now + Math.round(millisFromNow * 1e6), number++, action));
    }

    private void arriveLater() {
        double pause =
                -Math.log(1 - random.nextDouble()) / scenario.callsASecond().applyAsDouble(second()) * 1000;
        if (second() + pause / 1000 < Scenario.SECONDS) {
            at(pause, () -> {
                arriveLater();
                budget.deposit();
                new Call().attempt();
            });
        }
    }

    /** One call on its way. */
    private final class Call {
        private final long arrived = now;
        private Plan plan = plan();
        private int next;
        private int round = 1;

        private Plan plan() {
            return planner.plan(group, Needs.NONE, new Moment(now, random));
        }

        void attempt() {
            while (next < plan.size()) {
                Candidate candidate = plan.candidate(next++);
                Optional<Permit> permit = candidate.standing().enter(now);
                if (permit.isPresent()) {
                    send(candidate, permit.get());
                    return;
                }
            }
            repeat();
        }

        private void repeat() {
            if (round >= ROUNDS || !budget.withdraw()) {
                failed++;
                return;
            }
            Duration pause = RetryPolicy.DEFAULT.pause(round++, random);
            at(pause.toMillis() + 1.0, () -> {
                plan = plan();
                next = 0;
                attempt();
            });
        }

        private void send(Candidate candidate, Permit permit) {
            Provider provider = provider(candidate.target().provider());
            int load = busy.merge(provider.name(), 1, Integer::sum);
            double chance = random.nextDouble();
            if (chance < provider.limits().applyAsDouble(second())) {
                at(FAULT_MILLIS, () -> refused(candidate, permit, provider));
            } else if (chance < provider.faults().applyAsDouble(second())) {
                at(FAULT_MILLIS, () -> broken(permit, provider));
            } else {
                double crowding = Math.max(1, (double) load / provider.slots());
                double median = provider.medianMillis().applyAsDouble(second());
                double millis = median * Math.exp(SPREAD * random.nextGaussian()) * crowding;
                at(millis, () -> answered(candidate, permit, provider, millis));
            }
        }

        private void refused(Candidate candidate, Permit permit, Provider provider) {
            busy.merge(provider.name(), -1, Integer::sum);
            permit.failed(now, false);
            candidate.standing().restFor(Duration.ofSeconds(5), now);
            attempt();
        }

        private void broken(Permit permit, Provider provider) {
            busy.merge(provider.name(), -1, Integer::sum);
            permit.failed(now, true);
            attempt();
        }

        private void answered(Candidate candidate, Permit permit, Provider provider, double millis) {
            busy.merge(provider.name(), -1, Integer::sum);
            permit.succeeded(now, Math.round(millis * 1e6), 1, 1500);
            averages.merge(candidate.name(), millis, (known, newest) -> known + 0.1 * (newest - known));
            dollars += provider.dollars() * PROMPT_TOKENS * 2 / 1e6;
            latencies.add((now - arrived) / 1e6);
        }

        private Provider provider(String name) {
            return scenario.providers().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
