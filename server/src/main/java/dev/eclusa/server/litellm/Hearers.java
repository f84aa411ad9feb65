package dev.eclusa.server.litellm;

import java.util.List;
import java.util.stream.Stream;

/** Who is told of calls inside the gateway; what LiteLLM calls callbacks. */
final class Hearers {
    /** Of calls that were answered. */
    static final List<String> SUCCESS = List.of("tiers");

    /** Of calls that were refused. */
    static final List<String> FAILURE = List.of("audit");

    /** Of all calls. */
    static final List<String> BOTH = List.of("ledger", "log", "experiments");

    private Hearers() {}

    static Stream<String> every() {
        return Stream.of(BOTH, SUCCESS, FAILURE).flatMap(List::stream);
    }
}
