package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.engine.routing.Plan;

/** Is told of every call that began and settled: metrics, logs. Called on the event loop; must return at once. */
@FunctionalInterface
public interface CallListener {
    /** Nobody listens. */
    CallListener NONE = row -> {};

    /** A call is about to leave for the first provider of its plan. */
    default void began(CallBegin begin, Plan plan) {}

    /** A call was refused before any provider was called: its key is not known, or may not, or has no room left. */
    default void refused(InboundCall call, Caller caller, Failure failure) {}

    /** A call settled. */
    void settled(CallRow row);

    /** Both are told, this one first. */
    default CallListener and(CallListener other) {
        CallListener first = this;
        return new CallListener() {
            @Override
            public void began(CallBegin begin, Plan plan) {
                first.began(begin, plan);
                other.began(begin, plan);
            }

            @Override
            public void refused(InboundCall call, Caller caller, Failure failure) {
                first.refused(call, caller, failure);
                other.refused(call, caller, failure);
            }

            @Override
            public void settled(CallRow row) {
                first.settled(row);
                other.settled(row);
            }
        };
    }
}
