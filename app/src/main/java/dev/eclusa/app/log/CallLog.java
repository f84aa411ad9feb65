package dev.eclusa.app.log;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.router.CallListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Two lines a call: where it goes, and how it went. Above fifty calls a second a sample is written, both lines of a call or
 * neither, and the next line says how many were left out.
 */
final class CallLog implements CallListener {
    private static final int MOST_A_SECOND = 50;

    private final LogWriter writer;
    private final Severity least;
    private final LongSupplier nanos;
    private final Sampler calls = new Sampler(MOST_A_SECOND);
    private final Sampler failures = new Sampler(MOST_A_SECOND);
    private final Set<String> followed = ConcurrentHashMap.newKeySet();

    CallLog(LogWriter writer, Severity least, LongSupplier nanos) {
        this.writer = writer;
        this.least = least;
        this.nanos = nanos;
    }

    @Override
    public void began(CallBegin begin, Plan plan) {
        if (least.compareTo(Severity.INFO) > 0 || !calls.lets(nanos.getAsLong())) {
            return;
        }
        followed.add(begin.callId());
        long leftOut = calls.takeLeftOut();
        writer.write(() -> CallLines.decision(begin, plan, leftOut));
    }

    @Override
    public void settled(CallRow row) {
        boolean wanted = followed.remove(row.begin().callId());
        boolean failed = row.outcome() != Outcome.SUCCESS && row.outcome() != Outcome.CANCELLED;
        if (wanted || (failed && least != Severity.ERROR && failures.lets(nanos.getAsLong()))) {
            long leftOut = failed ? failures.takeLeftOut() : 0;
            writer.write(() -> CallLines.performance(row, failed ? Severity.WARN : Severity.INFO, leftOut));
        }
    }
}
