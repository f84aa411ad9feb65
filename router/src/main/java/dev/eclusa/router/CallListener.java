package dev.eclusa.router;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;

/** Is told of every call that began and settled: metrics, logs. Called on the event loop; must return at once. */
@FunctionalInterface
public interface CallListener {
    /** Nobody listens. */
    CallListener NONE = row -> {};

    /** A call is about to leave for its first provider. */
    default void began(CallBegin begin) {}

    /** A call settled. */
    void settled(CallRow row);
}
