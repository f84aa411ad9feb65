package dev.eclusa.router;

import dev.eclusa.core.ledger.CallRow;

/** Is told of every call that settled: metrics, logs. Called on the event loop; must return at once. */
@FunctionalInterface
public interface CallListener {
    /** Nobody listens. */
    CallListener NONE = row -> {};

    /** A call settled. */
    void settled(CallRow row);
}
