package dev.eclusa.app.replayed;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * How an answer here compares with the recorded one.
 *
 * @param here the answer here
 * @param shape what is different in bodies of the same status
 * @param overlooked listed fields that were missing
 * @param headers names of LiteLLM's headers that were recorded
 * @param missing those of them that were not there, where the status is the same
 */
record Verdict(
        Exchange exchange,
        Answer here,
        boolean sameStatus,
        List<String> shape,
        Set<String> overlooked,
        Set<String> headers,
        Set<String> missing) {
    /** Types of errors that clients of LiteLLM look at. */
    private static final Set<String> TYPES = Set.of(
            "budget_exceeded",
            "throttling_error",
            "key_model_access_denied",
            "team_model_access_denied",
            "user_model_access_denied",
            "expired_key",
            "token_not_found_in_db");

    static Verdict of(Exchange exchange, Answer here, Set<String> listedFields) {
        Answer recorded = exchange.answer();
        boolean ours = exchange.wasForALicence() && here.status() != 404 && here.status() > 0 && here.status() < 500;
        boolean same = ours || here.status() == recorded.status();
        List<String> found = same && !ours ? differences(exchange, here, listedFields) : List.of();
        Set<String> headers = same && !ours ? litellms(recorded.headers()) : Set.of();
        return new Verdict(
                exchange,
                here,
                same,
                found.stream().filter(line -> !line.startsWith("~")).toList(),
                found.stream()
                        .filter(line -> line.startsWith("~"))
                        .map(line -> line.substring(1))
                        .collect(Collectors.toUnmodifiableSet()),
                headers,
                headers.stream()
                        .filter(name -> !here.headers().contains(name))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether status and shape are those of the recording. */
    boolean same() {
        return sameStatus && shape.isEmpty();
    }

    /** What is different, in few words. */
    String said() {
        if (sameStatus) {
            return String.join(", ", shape.subList(0, Math.min(4, shape.size())))
                    + (shape.size() > 4 ? " and " + (shape.size() - 4) + " more" : "");
        }
        String text = here.text().replaceAll("\\s+", " ");
        return here.status() + " for " + exchange.answer().status() + ": "
                + text.substring(0, Math.min(160, text.length()));
    }

    private static List<String> differences(Exchange exchange, Answer here, Set<String> listedFields) {
        Answer recorded = exchange.answer();
        if (recorded.isStream()) {
            return here.isStream()
                    ? Events.differences(recorded.text(), here.text(), listedFields)
                    : List.of("no event stream");
        }
        if (recorded.json().isEmpty()) {
            return List.of();
        }
        if (here.json().isEmpty()) {
            return List.of("the body is no JSON");
        }
        JsonNode there = recorded.json().orElseThrow();
        JsonNode now = here.json().orElseThrow();
        return recorded.status() >= 400
                ? errors(there, now)
                : Shape.differences(there, now, listedFields, exchange.asksAModel());
    }

    private static List<String> errors(JsonNode recorded, JsonNode here) {
        for (String carrier : List.of("error", "detail")) {
            if (recorded.has(carrier) && !here.has(carrier)) {
                return List.of("." + carrier + " is missing");
            }
        }
        String type = recorded.path("error").path("type").asString("");
        String now = here.path("error").path("type").asString("");
        return !TYPES.contains(type) || type.equals(now)
                ? List.of()
                : List.of("the error's type is " + now + ", not " + type);
    }

    private static Set<String> litellms(Set<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-litellm-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
