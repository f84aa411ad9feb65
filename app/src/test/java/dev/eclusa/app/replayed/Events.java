package dev.eclusa.app.replayed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A stream of server-sent events: the order of their kinds, where several of one kind in a row count once, and what an event
 * of each kind has in it.
 */
record Events(List<String> order, Map<String, JsonNode> kinds) {
    static Events of(String text) {
        List<String> order = new ArrayList<>();
        Map<String, JsonNode> kinds = new LinkedHashMap<>();
        for (String event : text.split("\r?\n\r?\n")) {
            String data = field(event, "data");
            if (data.isEmpty()) {
                continue;
            }
            JsonNode json = Json.read(data).orElseGet(() -> Json.read("{}").orElseThrow());
            String kind = data.equals("[DONE]") ? data : kind(field(event, "event"), json);
            if (order.isEmpty() || !order.getLast().equals(kind)) {
                order.add(kind);
            }
            kinds.merge(kind, json, Merged::of);
        }
        return new Events(order, kinds);
    }

    /** What is not the same. */
    static List<String> differences(String recorded, String here, Set<String> overlooked) {
        Events there = of(recorded);
        Events now = of(here);
        if (!there.order.equals(now.order)) {
            return List.of("events " + now.order + ", not " + there.order);
        }
        return there.kinds.entrySet().stream()
                .flatMap(kind -> Shape.differences(
                        kind.getValue(), now.kinds.getOrDefault(kind.getKey(), kind.getValue()), overlooked, true)
                        .stream())
                .toList();
    }

    private static String kind(String event, JsonNode data) {
        if (!event.isEmpty()) {
            return event;
        }
        if (data.has("error") && !data.path("error").isNull() && !data.has("choices")) {
            return "error";
        }
        if (data.has("type")) {
            return data.path("type").asString();
        }
        JsonNode choice = data.path("choices").path(0);
        return choice.path("finish_reason").isString()
                ? "finish"
                : data.path("usage").path("total_tokens").asInt() > 0 ? "usage" : "delta";
    }

    private static String field(String event, String name) {
        return event.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
