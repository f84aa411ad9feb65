package dev.eclusa.server.metrics;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfCaller.Reason;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.router.CallListener;
import dev.eclusa.router.Caller;
import dev.eclusa.router.InboundCall;
import dev.eclusa.server.Traffic.Suspicion;
import dev.eclusa.server.metrics.Exposition.FigureType;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of whoever was turned away. */
final class Refused implements CallListener, Collector {
    private static final int MOST_SCOPES = 50;
    private static final String OTHERWISE = "forbidden";

    private final Map<Reason, LongAdder> reasons = new EnumMap<>(Reason.class);
    private final Map<Suspicion, LongAdder> suspicions = new EnumMap<>(Suspicion.class);
    private final Bounded<String, LongAdder> rates = new Bounded<>(MOST_SCOPES, LongAdder::new);
    private final Bounded<String, LongAdder> budgets = new Bounded<>(MOST_SCOPES, LongAdder::new);
    private final Bounded.Naming<String> scopes = new Bounded.Naming<>() {
        @Override
        public String named(String scope) {
            return scope;
        }

        @Override
        public String crowded(String scope) {
            return ModelNames.OTHER;
        }
    };

    Refused() {
        for (Reason reason : Reason.values()) {
            reasons.put(reason, new LongAdder());
        }
        for (Suspicion suspicion : Suspicion.values()) {
            suspicions.put(suspicion, new LongAdder());
        }
    }

    @Override
    public void settled(CallRow row) {}

    @Override
    public void refused(InboundCall call, Caller caller, Failure failure) {
        refused(failure);
    }

    /** Counts a refusal for who asked, or for how much. */
    void refused(Failure failure) {
        switch (failure) {
            case Failure.OfCaller caller -> ofCaller(caller);
            case Failure.OfGateway gateway -> ofGateway(gateway);
            case Failure.OfProvider provider -> {}
        }
    }

    private void ofCaller(Failure.OfCaller caller) {
        if (caller.status() == 401 || caller.status() == 403) {
            count(reasons, caller.reason());
        }
        if (caller.reason() == Reason.KEY_UNKNOWN) {
            suspected(Suspicion.UNKNOWN_KEY);
        }
    }

    private void ofGateway(Failure.OfGateway gateway) {
        switch (gateway.kind()) {
            case RATE_LIMITED -> rates.of(gateway.scope(), scopes).increment();
            case BUDGET_EXCEEDED -> budgets.of(gateway.scope(), scopes).increment();
            case EXHAUSTED,
                    ALL_RATE_LIMITED,
                    DEADLINE,
                    OVERLOADED,
                    CREDENTIALS_REFUSED,
                    STORE_UNAVAILABLE,
                    INTERNAL -> {}
        }
    }

    void suspected(Suspicion what) {
        count(suspicions, what);
    }

    private static <E extends Enum<E>> void count(Map<E, LongAdder> counts, E what) {
        LongAdder count = counts.get(what);
        if (count != null) {
            count.increment();
        }
    }

    @Override
    public void collect(Exposition into) {
        into.family("auth_failures_total", FigureType.COUNTER, "Requests refused for who sent them, by reason.");
        reasons.forEach((reason, count) ->
                into.sample(Label.of("reason", reason == Reason.NONE ? OTHERWISE : word(reason)), count.sum()));
        into.family("rate_limit_rejections_total", FigureType.COUNTER, "Calls refused by a limit, by whose it was.");
        rates.forEach((scope, count) -> into.sample(Label.of("scope", scope), count.sum()));
        into.family("budget_rejections_total", FigureType.COUNTER, "Calls refused by a budget, by whose it was.");
        budgets.forEach((scope, count) -> into.sample(Label.of("scope", scope), count.sum()));
        into.family(
                "suspicious_activity_total",
                FigureType.COUNTER,
                "What looks like somebody who means no good, by kind.");
        suspicions.forEach((kind, count) -> into.sample(Label.of("kind", word(kind)), count.sum()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
