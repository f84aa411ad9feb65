package dev.eclusa.router;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.engine.routing.Decision;

/** Is told of every call that began and settled: metrics, logs. Called on the event loop; must return at once. */
@FunctionalInterface
public interface CallListener {
    /** Nobody listens. */
    CallListener NONE = row -> {};

    /** A call is about to leave for its first provider. */
    default void began(CallBegin begin) {}

    /** Where a call goes was decided. */
    default void decided(Decision decision) {}

    /** A call settled. */
    void settled(CallRow row);
}
