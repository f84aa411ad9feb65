package dev.eclusa.server.metrics;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.router.CallListener;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of calls as they settle: the same figures that are in their rows, of this process since its start. Called on
 * event loops: a call costs one look-up.
 */
public final class CallFigures implements CallListener {
    /** Label sets there may be, before they are told together. */
    static final int MOST = 1000;

    private final ExtraLabels extra;
    private final ModelNames names;
    private final Bounded<Key, CallSeries> series = new Bounded<>(MOST, CallSeries::new);
    private final Bounded.Naming<Key> answered = new Names(true);
    private final Bounded.Naming<Key> unanswered = new Names(false);
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder attemptMillis = new LongAdder();

    /** Nothing counted yet. */
    public CallFigures(ExtraLabels extra, ModelNames names) {
        this.extra = extra;
        this.names = names;
    }

    /** The labels of a series; {@code more} are the chosen ones' values. */
    record Key(String provider, String model, List<String> more) {}

    private final class Names implements Bounded.Naming<Key> {
        private final boolean answers;

        Names(boolean answers) {
            this.answers = answers;
        }

        @Override
        public Key named(Key key) {
            boolean known =
                    answers ? names.learns(key.provider(), key.model()) : names.isKnown(key.provider(), key.model());
            return known ? key : new Key(key.provider(), ModelNames.OTHER, key.more());
        }

        @Override
        public Key crowded(Key key) {
            return new Key(key.provider(), ModelNames.OTHER, extra.others());
        }
    }

    @Override
    public void settled(CallRow row) {
        Key key = new Key(row.provider(), row.model(), extra.of(row.begin().caller()));
        series.of(key, ModelNames.isProven(row) ? answered : unanswered).add(row);
        count(row);
    }

    private void count(CallRow row) {
        boolean moved = false;
        for (int i = 0; i < row.attempts().size(); i++) {
            Attempt attempt = row.attempts().get(i);
            attempts.increment();
            attemptMillis.add(attempt.latencyMillis());
            if (attempt.outcome() == Outcome.ERROR || attempt.outcome() == Outcome.INCOMPLETE) {
                failed.increment();
            }
            moved |= !isSame(attempt, row.attempts().getFirst());
        }
        if (moved) {
            fallbacks.increment();
        }
    }

    private static boolean isSame(Attempt one, Attempt other) {
        return one.provider().equals(other.provider()) && one.model().equals(other.model());
    }

    /** The names of the chosen labels. */
    List<String> moreNames() {
        return extra.chosen().stream().map(ExtraLabels::name).toList();
    }

    Bounded<Key, CallSeries> series() {
        return series;
    }

    /** Calls for which more than one deployment was asked. */
    long fallbacks() {
        return fallbacks.sum();
    }

    /** Calls of providers. */
    long attempts() {
        return attempts.sum();
    }

    /** Calls of providers that failed, or broke off. */
    long failedAttempts() {
        return failed.sum();
    }

    /** What calls of providers took, together. */
    long attemptMillis() {
        return attemptMillis.sum();
    }
}
