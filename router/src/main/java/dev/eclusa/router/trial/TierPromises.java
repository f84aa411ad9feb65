package dev.eclusa.router.trial;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.router.CallListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** How many of each tier's calls came within the latency it promises: the first token of a stream, else the whole answer. */
public final class TierPromises implements CallListener {
    private final Map<Tier, Kept> kept = new EnumMap<>(Tier.class);
    private final Set<String> localProviders;

    /**
     * What a tier promises.
     *
     * @param local of models on the operator's own machines
     * @param cloud of all others
     */
    public record Promise(Duration local, Duration cloud) {
        /** The promise of a tier of which nothing else is said (the house's plan, November 2026). */
        public static Promise usual(Tier tier) {
            return switch (tier) {
                case FAST -> new Promise(Duration.ofMillis(500), Duration.ofSeconds(3));
                case BALANCED -> new Promise(Duration.ofSeconds(1), Duration.ofSeconds(4));
                case HIGH_QUALITY, PREMIUM -> new Promise(Duration.ofSeconds(5), Duration.ofSeconds(8));
            };
        }
    }

    /** A promise and how it was kept. */
    public record Kept(Promise promise, LongAdder calls, LongAdder within) {
        Kept(Promise promise) {
            this(promise, new LongAdder(), new LongAdder());
        }

        /** Share of the calls that came in time; empty while there were none. */
        public Optional<Double> share() {
            long all = calls.sum();
            return all == 0 ? Optional.empty() : Optional.of((double) within.sum() / all);
        }
    }

    /**
     * Promises of tiers; those that are not named promise the usual.
     *
     * @param localProviders names of the providers on the operator's own machines
     */
    public TierPromises(Map<Tier, Promise> promises, Set<String> localProviders) {
        for (Tier tier : Tier.values()) {
            kept.put(tier, new Kept(promises.getOrDefault(tier, Promise.usual(tier))));
        }
        this.localProviders = Set.copyOf(localProviders);
    }

    /** How each tier does. */
    public Map<Tier, Kept> kept() {
        return kept;
    }

    @Override
    public void settled(CallRow row) {
        if (row.tier() == 0 || row.outcome() != Outcome.SUCCESS) {
            return;
        }
        Kept tier = Objects.requireNonNull(kept.get(Tier.of(row.tier())), "every tier has its promise");
        Duration promised = localProviders.contains(row.provider())
                ? tier.promise().local()
                : tier.promise().cloud();
        long took =
                row.begin().streamed() && row.firstTokenMillis() >= 0 ? row.firstTokenMillis() : row.latencyMillis();
        tier.calls().increment();
        if (took <= promised.toMillis()) {
            tier.within().increment();
        }
    }
}
