package dev.eclusa.router;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller asks of the gateway itself, in an OpenAI body's {@code metadata} or in {@code x-eclusa-*} headers. None of
 * it reaches a provider.
 *
 * @param strict whether a field that cannot be carried refuses the call
 * @param timeout the caller's own limit on the whole call
 * @param fallbacks models to try when the one called fails
 * @param user the caller's label for its own user, empty when none
 * @param metadata the provider's share of {@code metadata} as JSON; empty when the body's stays as it is
 * @param emptied whether nothing is left of {@code metadata}
 */
record CallExtras(
        boolean strict,
        Optional<Duration> timeout,
        List<String> fallbacks,
        String user,
        Optional<String> metadata,
        boolean emptied) {
    /** Never written to. */
    private static final ObjectNode NOTHING = JsonCodec.object();

    private static final Set<String> NAMES = Set.of(
            "organization_id",
            "user_id",
            "customer_value",
            "tags",
            "tier",
            "preferred_provider",
            "max_cost",
            "max_latency",
            "local_only",
            "strategy",
            "cache",
            "fallbacks",
            "timeout_ms",
            "session_id",
            "resume",
            "strict");

    /** Reads headers, and the body's metadata where it is the gateway's to read. */
    static CallExtras read(UnaryOperator<String> header, JsonIndex body, boolean metadataIsOurs) {
        int member = metadataIsOurs ? body.find("metadata") : -1;
        return read(header, body.kind(member) == '{' ? object(body.raw(member)) : NOTHING);
    }

    private static CallExtras read(UnaryOperator<String> header, ObjectNode metadata) {
        int before = metadata.size();
        ObjectNode ours = before == 0 ? NOTHING : cut(metadata);
        boolean cut = metadata.size() < before;
        return new CallExtras(
                flag(ours, header, "strict"),
                millis(text(ours, header, "timeout_ms")),
                fallbacks(ours, header),
                text(ours, header, "user_id"),
                cut && !metadata.isEmpty() ? Optional.of(JsonCodec.text(metadata)) : Optional.empty(),
                cut && metadata.isEmpty());
    }

    private static ObjectNode cut(ObjectNode metadata) {
        ObjectNode ours = JsonCodec.object();
        NAMES.forEach(name -> {
            JsonNode value = metadata.remove(name);
            if (value != null) {
                ours.set(name, value);
            }
        });
        return ours;
    }

    private static ObjectNode object(String json) {
        byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return (ObjectNode) JsonCodec.answer(bytes, 0, bytes.length);
    }

    private static String text(ObjectNode ours, UnaryOperator<String> header, String name) {
        JsonNode value = ours.get(name);
        return value == null ? header.apply(headerOf(name)) : value.asString("");
    }

    private static String headerOf(String name) {
        return switch (name) {
            case "strict" -> "x-eclusa-strict";
            case "timeout_ms" -> "x-eclusa-timeout-ms";
            case "user_id" -> "x-eclusa-user-id";
            default -> "x-eclusa-" + name.replace('_', '-');
        };
    }

    private static boolean flag(ObjectNode ours, UnaryOperator<String> header, String name) {
        return text(ours, header, name).equals("true");
    }

    private static Optional<Duration> millis(String text) {
        if (text.isEmpty() || !text.chars().allMatch(Character::isDigit) || text.length() > 9) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Long.parseLong(text)));
    }

    private static List<String> fallbacks(ObjectNode ours, UnaryOperator<String> header) {
        JsonNode value = ours.get("fallbacks");
        if (value != null && value.isArray()) {
            return value.valueStream()
                    .map(node -> node.asString(""))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
        String listed = header.apply("x-eclusa-fallbacks");
        if (listed.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(listed.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
