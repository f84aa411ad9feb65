package dev.eclusa.engine.resilience;

/**
 * A deployment's circuit breaker: closed while all is well, open after too many failures, half open while a few calls try
 * whether it is well again. Times are {@link System#nanoTime()} readings, handed in. Safe for use by several threads; no
 * method waits for anything.
 */
public final class Breaker {
    /** The ticket of a call that may not pass. */
    public static final long REFUSED = -1;

    private static final long ORDINARY = 0;
    private static final double AILING = 0.9;
    private static final int KNOWN_WELL_ENOUGH = 20;

    private final BreakerSettings settings;
    private final OutcomeWindow window = new OutcomeWindow();
    private State state = State.CLOSED;
    private int failuresInARow;
    private int successesInARow;
    private int trying;
    private long trial;
    private long openedNanos;
    private long closedNanos;
    private double shareBeforeFailures = 1;
    private boolean wasAiling;

    /** A closed breaker. */
    public Breaker(BreakerSettings settings) {
        this.settings = settings;
    }

    /** What a breaker lets through. */
    public enum State {
        /** Everything. */
        CLOSED,
        /** Nothing. */
        OPEN,
        /** A few calls that try. */
        HALF_OPEN
    }

    /** How it stands now; an open one whose time is over is half open. */
    public synchronized State state(long nanos) {
        if (state == State.OPEN
                && nanos - openedNanos >= settings.recoveryTimeout().toNanos()) {
            state = State.HALF_OPEN;
            successesInARow = 0;
            trying = 0;
            trial++;
        }
        return state;
    }

    /** Whether a call may pass. Takes no place; {@link #enter} does. */
    public synchronized boolean allows(long nanos) {
        return switch (state(nanos)) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> trying < settings.halfOpenMaxCalls();
        };
    }

    /**
     * Lets a call pass, or not.
     *
     * @return {@link #REFUSED}, or a ticket to be handed back once with how the call ended. It says which trial the call
     *     belongs to, so that one begun before cannot count for it.
     */
    public synchronized long enter(long nanos) {
        if (!allows(nanos)) {
            return REFUSED;
        }
        if (state == State.HALF_OPEN) {
            trying++;
            return trial;
        }
        return ORDINARY;
    }

    /** A call that passed went well. */
    public synchronized void succeeded(long nanos, long ticket) {
        window.add(nanos, true);
        if (leavesTrial(ticket)) {
            if (++successesInARow >= settings.successThreshold()) {
                close(nanos);
            }
        } else if (state == State.CLOSED) {
            failuresInARow = 0;
        }
    }

    /** A call that passed failed, by the deployment's fault. */
    public synchronized void failed(long nanos, long ticket) {
        int threshold = threshold(nanos);
        window.add(nanos, false);
        failuresInARow++;
        boolean failedTrial = leavesTrial(ticket);
        boolean opens = state == State.CLOSED && (failuresInARow >= threshold || failsTooOften(nanos));
        if (opens || failedTrial) {
            state = State.OPEN;
            openedNanos = nanos;
        }
    }

    /** A call that passed ended in a way that says nothing of the deployment. */
    public synchronized void ignored(long ticket) {
        leavesTrial(ticket);
    }

    /** Closes it by hand. */
    public synchronized void reset(long nanos) {
        window.clear();
        close(nanos);
    }

    /** When an open breaker lets calls try again. */
    public synchronized long halfOpenNanos() {
        return openedNanos + settings.recoveryTimeout().toNanos();
    }

    /** When it last closed after having been open; 0 when it never was. */
    public synchronized long closedNanos() {
        return closedNanos;
    }

    /** Failures since the last success. */
    public synchronized int failuresInARow() {
        return failuresInARow;
    }

    private void close(long nanos) {
        state = State.CLOSED;
        failuresInARow = 0;
        successesInARow = 0;
        trying = 0;
        closedNanos = nanos;
    }

    private boolean leavesTrial(long ticket) {
        boolean belongs = state == State.HALF_OPEN && ticket == trial;
        if (belongs) {
            trying--;
        }
        return belongs;
    }

    private boolean failsTooOften(long nanos) {
        return window.calls(nanos) >= settings.minimumCalls() && 1 - window.share(nanos) >= settings.errorRate();
    }

    /**
     * Failures in a row that open it. Where the calls before this run of failures were not all well either, fewer are
     * enough, in proportion; never fewer than two.
     */
    private int threshold(long nanos) {
        int usual = settings.failureThreshold();
        if (!settings.adaptive()) {
            return usual;
        }
        if (failuresInARow == 0) {
            shareBeforeFailures = window.share(nanos);
            wasAiling = window.calls(nanos) >= KNOWN_WELL_ENOUGH && shareBeforeFailures < AILING;
        }
        return wasAiling ? Math.min(usual, Math.max(2, (int) Math.round(usual * shareBeforeFailures))) : usual;
    }
}
