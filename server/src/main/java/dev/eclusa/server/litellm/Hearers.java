package dev.eclusa.server.litellm;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who is told of calls inside the gateway; what LiteLLM calls callbacks.
 *
 * @param prometheus whether figures are told under LiteLLM's names
 */
record Hearers(boolean prometheus) {
    /** Of calls that were answered. */
    static final List<String> SUCCESS = List.of("tiers");

    /** Of calls that were refused. */
    static final List<String> FAILURE = List.of("audit");

    private static final List<String> ALWAYS = List.of("ledger", "log", "experiments");

    /** Of all calls. */
    List<String> both() {
        return prometheus
                ? Stream.concat(ALWAYS.stream(), Stream.of("prometheus")).toList()
                : ALWAYS;
    }

    Stream<String> every() {
        return Stream.of(both(), SUCCESS, FAILURE).flatMap(List::stream);
    }
}
