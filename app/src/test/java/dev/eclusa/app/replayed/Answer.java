package dev.eclusa.app.replayed;

import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What came back: from LiteLLM, as recorded, or from this gateway.
 *
 * @param headers names in lower case
 * @param callId what the gateway calls the call
 */
record Answer(int status, Set<String> headers, String type, String text, String callId) {
    /** No answer at all. */
    static Answer none(String why) {
        return new Answer(0, Set.of(), "", why, "");
    }

    static Answer of(Response response) {
        return of(response.head().status(), response.head().headers(), response.text());
    }

    static Answer of(int status, List<Header> headers, String text) {
        Set<String> names = headers.stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new Answer(status, names, Header.first(headers, "content-type").orElse(""), text, callId(headers));
    }

    static Answer recorded(JsonNode line) {
        JsonNode headers = line.path("res_headers");
        String text = line.has("body")
                ? Json.write(line.path("body"))
                : line.path("sse")
                        .stringValueOpt()
                        .orElseGet(() -> line.path("text").asString(""));
        return new Answer(
                line.path("status").asInt(),
                Set.copyOf(headers.propertyNames()),
                headers.path("content-type").asString(line.has("body") ? "application/json" : ""),
                text,
                "");
    }

    private static String callId(List<Header> headers) {
        return Header.first(headers, "x-request-id").orElse("");
    }

    /** The body as JSON, where it is. */
    Optional<JsonNode> json() {
        return isStream() ? Optional.empty() : Json.read(text);
    }

    boolean isStream() {
        return type.startsWith("text/event-stream");
    }
}
