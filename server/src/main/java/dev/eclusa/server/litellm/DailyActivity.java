package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each day's figures, and the same by model, name, provider, key and by whom it asks for, newest day first. What is not summed
 * by day is null, and what no feature here could make is zero.
 *
 * @param keys what is known of keys
 * @param names the listed name of each deployment
 * @param told what is known of whoever it asks for, by name
 */
record DailyActivity(KeyNames keys, Map<String, String> names, Function<String, ObjectNode> told) {
    private static final String NOBODY = "Unassigned";
    private static final List<String> NEVER = List.of(
            "flat_cost",
            "compression_saved_tokens",
            "compression_savings_spend",
            "gateway_injected_caching_savings_spend",
            "autorouter_savings_spend");
    private static final List<String> NOT_SUMMED = List.of(
            "cache_creation_input_tokens", "prompt_caching_savings_spend", "total_response_time_ms", "timed_requests");

    /**
     * A figure of somebody.
     *
     * @param entity whose it is: a user, a team, a tag
     */
    record Figure(String entity, DailyUse use) {}

    /** The report, on one page; those behind it are empty. */
    ObjectNode report(List<Figure> figures, int page) {
        List<Figure> shown = page == 1 ? figures : List.of();
        ObjectNode answer = JsonCodec.object();
        ArrayNode results = answer.putArray("results");
        TreeMap<LocalDate, List<Figure>> byDay = shown.stream()
                .collect(Collectors.groupingBy(figure -> figure.use().day(), TreeMap::new, Collectors.toList()));
        byDay.descendingMap().forEach((day, ofDay) -> results.add(day(day, ofDay)));
        ObjectNode metadata = answer.putObject("metadata");
        metrics(Sums.all(uses(figures)))
                .properties()
                .forEach(entry -> metadata.set(
                        entry.getKey().startsWith("total_") ? entry.getKey() : "total_" + entry.getKey(),
                        entry.getValue()));
        FieldNames.DAILY_METADATA.filled(
                metadata.put("page", page).put("total_pages", 1).put("has_more", false));
        return answer;
    }

    private static List<DailyUse> uses(List<Figure> figures) {
        return figures.stream().map(Figure::use).toList();
    }

    private ObjectNode day(LocalDate day, List<Figure> figures) {
        List<DailyUse> uses = uses(figures);
        ObjectNode result = JsonCodec.object().put("date", day.toString());
        result.set("metrics", metrics(Sums.all(uses)));
        ObjectNode breakdown = result.putObject("breakdown");
        breakdown.putObject("mcp_servers");
        breakdown.set("models", breakdown(figures, figure -> Sums.model(figure.use())));
        breakdown.set("model_groups", breakdown(figures, figure -> group(figure.use())));
        breakdown.set("providers", breakdown(figures, figure -> figure.use().provider()));
        breakdown.set("endpoints", breakdown(figures, figure -> NOBODY));
        breakdown.set("api_keys", keys(uses));
        breakdown.set("entities", breakdown(figures, Figure::entity));
        breakdown
                .path("entities")
                .properties()
                .forEach(entry -> ((ObjectNode) entry.getValue()).set("metadata", told.apply(entry.getKey())));
        return result;
    }

    private String group(DailyUse use) {
        return names.getOrDefault(Sums.model(use), use.model());
    }

    private ObjectNode breakdown(List<Figure> figures, Function<Figure, String> by) {
        ObjectNode into = JsonCodec.object();
        figures.stream()
                .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()))
                .forEach((name, group) -> {
                    List<DailyUse> uses = uses(group);
                    ObjectNode entry = into.putObject(name.isEmpty() ? NOBODY : name);
                    entry.set("metrics", metrics(Sums.all(uses)));
                    entry.putObject("metadata");
                    entry.set("api_key_breakdown", keys(uses));
                });
        return into;
    }

    private ObjectNode keys(List<DailyUse> uses) {
        ObjectNode into = JsonCodec.object();
        Sums.by(uses, DailyUse::key).forEach((key, use) -> {
            ObjectNode entry = into.putObject(key);
            entry.set("metrics", metrics(use));
            entry.set("metadata", keys.metadata(key));
        });
        return into;
    }

    private static ObjectNode metrics(Use use) {
        ObjectNode into = JsonCodec.object().put("spend", use.cost().dollars());
        NEVER.forEach(name -> into.put(name, 0));
        NOT_SUMMED.forEach(into::putNull);
        return into.put("prompt_tokens", use.input())
                .put("completion_tokens", use.output())
                .put("cache_read_input_tokens", use.cached())
                .put("total_tokens", use.tokens())
                .put("successful_requests", use.requests() - use.failed())
                .put("failed_requests", use.failed())
                .put("api_requests", use.requests());
    }
}
