package dev.eclusa.router;

import java.util.function.UnaryOperator;

/** A request's headers: answers a value by lower-case name, empty when absent. */
@FunctionalInterface
public interface CallHeaders extends UnaryOperator<String> {
    /** What the names of all headers meant for the gateway itself begin with. */
    String OWN_PREFIX = "x-eclusa-";

    /** Whether a header may be meant for the gateway itself; where none is, none of them need be looked for. */
    default boolean mayNameGateway() {
        return true;
    }
}
