package dev.eclusa.server.reports;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /user|team|organization/daily/activity}: each day's figures, and the same by model, provider, key and by whom it asks
 * for, newest day first. LiteLLM's shape (recorded, 1.106.2) without the figures of features that are not here.
 *
 * @param parameter names whose activity is wanted, separated by commas; without it everybody's
 * @param entity whose it is
 */
record DailyActivity(String parameter, Function<DailyUse, String> entity) implements ReportRoute.Report {
    static final Map<String, DailyActivity> TABLE = Map.of(
            "/user/daily/activity", new DailyActivity("user_id", DailyUse::user),
            "/team/daily/activity", new DailyActivity("team_ids", DailyUse::team),
            "/organization/daily/activity", new DailyActivity("organization_ids", DailyUse::organization));

    @Override
    public DailyQuery query(Request request, Days days) {
        return new DailyQuery(days.start(), days.end(), request.parameter("api_key"), "", "", "");
    }

    @Override
    public JsonNode of(Request request, List<DailyUse> days) {
        String named = request.parameter(parameter);
        Set<String> wanted = Set.of(
                named.isEmpty() ? new String[0] : Set.of(named.split(",")).toArray(new String[0]));
        String model = request.parameter("model");
        List<DailyUse> found = days.stream()
                .filter(day -> wanted.isEmpty() || wanted.contains(entity.apply(day)))
                .filter(day -> model.isEmpty() || model.equals(day.model()))
                .toList();
        ObjectNode answer = JsonCodec.object();
        ArrayNode results = answer.putArray("results");
        found.stream()
                .map(DailyUse::day)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .forEach(day -> result(
                        results.addObject(),
                        day,
                        found.stream().filter(use -> use.day().equals(day)).toList()));
        totals(answer.putObject("metadata"), sum(found));
        return answer;
    }

    private static Use sum(List<DailyUse> days) {
        return days.stream().map(DailyUse::use).reduce(Use.NONE, Use::plus);
    }

    private void result(ObjectNode result, LocalDate day, List<DailyUse> uses) {
        result.put("date", day.toString());
        metrics(result.putObject("metrics"), sum(uses));
        ObjectNode breakdown = result.putObject("breakdown");
        breakdown(breakdown.putObject("models"), uses, DailyUse::model);
        breakdown(breakdown.putObject("providers"), uses, DailyUse::provider);
        breakdown(breakdown.putObject("api_keys"), uses, DailyUse::key);
        breakdown(breakdown.putObject("entities"), uses, entity);
    }

    private static void breakdown(ObjectNode into, List<DailyUse> uses, Function<DailyUse, String> by) {
        Map<String, Use> sums = new TreeMap<>();
        uses.forEach(use -> sums.merge(by.apply(use), use.use(), Use::plus));
        sums.forEach((name, use) -> {
            ObjectNode entry = into.putObject(name.isEmpty() ? "Unassigned" : name);
            metrics(entry.putObject("metrics"), use);
            entry.putObject("metadata");
        });
    }

    private static void metrics(ObjectNode into, Use use) {
        into.put("spend", use.cost().dollars())
                .put("prompt_tokens", use.input())
                .put("completion_tokens", use.output())
                .put("cache_read_input_tokens", use.cached())
                .put("total_tokens", use.tokens())
                .put("successful_requests", use.requests() - use.failed())
                .put("failed_requests", use.failed())
                .put("api_requests", use.requests());
    }

    private static void totals(ObjectNode into, Use use) {
        into.put("total_spend", use.cost().dollars())
                .put("total_prompt_tokens", use.input())
                .put("total_completion_tokens", use.output())
                .put("total_cache_read_input_tokens", use.cached())
                .put("total_tokens", use.tokens())
                .put("total_api_requests", use.requests())
                .put("total_successful_requests", use.requests() - use.failed())
                .put("total_failed_requests", use.failed())
                .put("page", 1)
                .put("total_pages", 1)
                .put("has_more", false);
    }
}
