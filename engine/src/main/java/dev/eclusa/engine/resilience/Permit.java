package dev.eclusa.engine.resilience;

/**
 * A place taken at a deployment for one attempt. Closed once, by the first end it hears of; later ones change nothing, so
 * that it can neither leak nor be given back twice. Used on one thread.
 */
public final class Permit {
    private final Standing standing;
    private final long startNanos;
    private final long ticket;
    private boolean closed;

    Permit(Standing standing, long startNanos, long ticket) {
        this.standing = standing;
        this.startNanos = startNanos;
        this.ticket = ticket;
    }

    /**
     * The attempt answered.
     *
     * @param firstTokenNanos from start to first content
     * @param outputTokens generated
     * @param allTokens prompt and answer
     */
    public void succeeded(long nanos, long firstTokenNanos, long outputTokens, long allTokens) {
        if (close()) {
            standing.succeeded(this, nanos, firstTokenNanos, outputTokens, allTokens);
        }
    }

    /**
     * The attempt failed.
     *
     * @param counts whether that is the deployment's fault
     */
    public void failed(long nanos, boolean counts) {
        if (close()) {
            standing.failed(this, nanos, counts);
        }
    }

    /** The attempt ended in a way that says nothing of the deployment: the client left. */
    public void ignored() {
        if (close()) {
            standing.ignored(this);
        }
    }

    /** Whose place it is. */
    public Standing standing() {
        return standing;
    }

    long startNanos() {
        return startNanos;
    }

    long ticket() {
        return ticket;
    }

    private boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        return true;
    }
}
