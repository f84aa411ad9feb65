package dev.eclusa.router;

import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import java.math.BigDecimal;
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
 * @param resume whether a stream that breaks may be gone on with by another deployment
 * @param timeout the caller's own limit on the whole call
 * @param fallbacks models to try when the one called fails
 * @param wishes what it asks of the deployment
 * @param tier the tier it names; empty for none
 * @param isVip whether the caller says that its customer matters most
 * @param session what it calls its conversation; empty for nothing
 * @param tags words the caller gives the call, each once
 * @param user the caller's label for its own user, empty when none
 * @param cache what it says of answers that are kept
 * @param metadata the provider's share of {@code metadata} as JSON; empty when the body's stays as it is
 * @param emptied whether nothing is left of {@code metadata}
 */
record CallExtras(
        boolean strict,
        boolean resume,
        Optional<Duration> timeout,
        List<String> fallbacks,
        Wanted wishes,
        String tier,
        boolean isVip,
        String session,
        List<String> tags,
        String user,
        CacheWishes cache,
        Optional<String> metadata,
        boolean emptied) {
    /** Of a caller who asks nothing. */
    private static final CallExtras NONE = new CallExtras(
            false,
            false,
            Optional.empty(),
            List.of(),
            Wanted.NOTHING,
            "",
            false,
            "",
            List.of(),
            "",
            CacheWishes.NONE,
            Optional.empty(),
            false);

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
    static CallExtras read(CallHeaders header, JsonIndex body, boolean metadataIsOurs) {
        int member = metadataIsOurs ? body.find("metadata") : -1;
        if (member < 0 && !header.mayNameGateway()) {
            return NONE;
        }
        return read(header, body.kind(member) == '{' ? object(body.raw(member)) : NOTHING);
    }

    private static CallExtras read(UnaryOperator<String> header, ObjectNode metadata) {
        int before = metadata.size();
        ObjectNode ours = before == 0 ? NOTHING : cut(metadata);
        boolean cut = metadata.size() < before;
        return new CallExtras(
                flag(ours, header, "strict"),
                flag(ours, header, "resume"),
                millis(text(ours, header, "timeout_ms")),
                fallbacks(ours, header),
                wanted(ours, header),
                text(ours, header, "tier"),
                text(ours, header, "customer_value").equals("vip"),
                text(ours, header, "session_id"),
                tags(ours, header),
                text(ours, header, "user_id"),
                cache(ours, header.apply("x-eclusa-cache")),
                cut && !metadata.isEmpty() ? Optional.of(JsonCodec.text(metadata)) : Optional.empty(),
                cut && metadata.isEmpty());
    }

    /**
     * What a caller asks of the deployment, as far as it can be read without knowing the gateway's strategies.
     *
     * @param maxCost most the whole call may cost
     * @param maxLatency most time to the first token
     * @param strategy name of the strategy to choose by; empty for the group's
     */
    record Wanted(
            String preferred,
            Set<String> only,
            boolean localOnly,
            String region,
            Optional<Cost> maxCost,
            Optional<Duration> maxLatency,
            String strategy) {
        /** Nothing. */
        static final Wanted NOTHING = new Wanted("", Set.of(), false, "", Optional.empty(), Optional.empty(), "");
    }

    private static Wanted wanted(ObjectNode ours, UnaryOperator<String> header) {
        Wanted wanted = new Wanted(
                text(ours, header, "preferred_provider"),
                Set.copyOf(split(header.apply("x-eclusa-only"))),
                flag(ours, header, "local_only"),
                header.apply("x-eclusa-data-region"),
                cost(text(ours, header, "max_cost")),
                latency(text(ours, header, "max_latency")),
                text(ours, header, "strategy"));
        return wanted.equals(Wanted.NOTHING) ? Wanted.NOTHING : wanted;
    }

    /** An object, or in the header one or the words {@code no-cache} and {@code no-store}. */
    private static CacheWishes cache(ObjectNode ours, String header) {
        if (ours.has("cache")) {
            return CacheWishes.of(ours.path("cache"));
        }
        try {
            return header.startsWith("{") ? CacheWishes.of(object(header)) : CacheWishes.ofWords(header);
        } catch (MalformedAnswer malformed) {
            throw InvalidRequest.of("x-eclusa-cache is a JSON object, or no-cache or no-store.", "x-eclusa-cache");
        }
    }

    /** A list of words, or in the header words between commas. */
    private static List<String> tags(ObjectNode ours, UnaryOperator<String> header) {
        JsonNode given = ours.path("tags");
        if (given.isArray()) {
            return Tags.of(given.valueStream().map(word -> word.asString("")));
        }
        return Tags.of(header.apply("x-eclusa-tags").split(","));
    }

    private static Optional<Cost> cost(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal dollars = new BigDecimal(text);
            if (dollars.signum() >= 0 && dollars.precision() - dollars.scale() < 10) {
                return Optional.of(new Cost(dollars.movePointRight(9).longValue()));
            }
        } catch (NumberFormatException malformed) {
            // refused below, as what is out of range is
        }
        throw InvalidRequest.of("max_cost must be an amount of USD, such as 0.01.", "max_cost");
    }

    private static Optional<Duration> latency(String text) {
        Optional<Duration> latency = millis(text);
        if (latency.isEmpty() && !text.isEmpty()) {
            throw InvalidRequest.of("max_latency must be a whole number of milliseconds.", "max_latency");
        }
        return latency;
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
            case "resume" -> "x-eclusa-resume";
            case "timeout_ms" -> "x-eclusa-timeout-ms";
            case "user_id" -> "x-eclusa-user-id";
            case "preferred_provider" -> "x-eclusa-preferred-provider";
            case "max_cost" -> "x-eclusa-max-cost";
            case "max_latency" -> "x-eclusa-max-latency";
            case "local_only" -> "x-eclusa-local-only";
            case "strategy" -> "x-eclusa-strategy";
            case "customer_value" -> "x-eclusa-customer-value";
            case "tier" -> "x-eclusa-tier";
            case "session_id" -> "x-eclusa-session-id";
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
        return split(header.apply("x-eclusa-fallbacks"));
    }

    private static List<String> split(String listed) {
        if (listed.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(listed.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
