package dev.eclusa.server.reports;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import dev.eclusa.store.LedgerStore;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The reports of {@code /global/*} and {@code /api/conversations/analytics/models}, in LiteLLM's shapes where it has them. */
public final class Reports {
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MMM dd", Locale.ENGLISH);
    private static final String NOBODY = "Unassigned";

    private final LedgerStore ledger;
    private final InstantSource clock;

    /** Of a ledger. */
    public Reports(LedgerStore ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put(
                "/global/spend/report", new ReportRoute(Access.VIEWER, ledger, clock, Days::required, Reports::report));
        table.put("/global/activity", route(Access.INSIDER, (request, days) -> activity(JsonCodec.object(), days)));
        table.put("/global/activity/model", route(Access.INSIDER, (request, days) -> activityByModel(days)));
        table.put("/api/conversations/analytics/models", route(Access.VIEWER, (request, days) -> models(days)));
        return table;
    }

    private ManagementRoute route(Access access, ReportRoute.Report report) {
        return new ReportRoute(access, ledger, clock, Days::of, report);
    }

    /** What belongs together, added up, dearest first. */
    private static Map<String, Use> sums(List<DailyUse> days, Function<DailyUse, String> by) {
        Map<String, Use> sums = new TreeMap<>();
        days.forEach(day -> sums.merge(by.apply(day), day.use(), Use::plus));
        return sums;
    }

    private static Use sum(List<DailyUse> days) {
        return days.stream().map(DailyUse::use).reduce(Use.NONE, Use::plus);
    }

    private static ObjectNode activity(ObjectNode into, List<DailyUse> days) {
        ArrayNode daily = into.putArray("daily_data");
        sums(days, day -> day.day().toString())
                .forEach((day, use) -> daily.addObject()
                        .put("date", LocalDate.parse(day).format(SHORT))
                        .put("api_requests", use.requests())
                        .put("total_tokens", use.tokens()));
        Use all = sum(days);
        return into.put("sum_api_requests", all.requests()).put("sum_total_tokens", all.tokens());
    }

    private static ArrayNode activityByModel(List<DailyUse> days) {
        ArrayNode list = JsonCodec.array();
        sums(days, DailyUse::model).forEach((model, use) -> {
            ObjectNode entry = activity(
                    list.addObject().put("model", model),
                    days.stream().filter(day -> day.model().equals(model)).toList());
            entry.path("daily_data").forEach(day -> ((ObjectNode) day).put("model_group", model));
        });
        return list;
    }

    /** By day and by whom, with what each spent on which model. */
    private static ArrayNode report(Request request, List<DailyUse> days) {
        Grouping grouping = Grouping.of(request.parameter("group_by"));
        ArrayNode list = JsonCodec.array();
        sums(days, day -> day.day().toString()).keySet().forEach(day -> {
            ObjectNode entry = list.addObject().put("group_by_day", day);
            ArrayNode groups = entry.putArray(grouping.list());
            List<DailyUse> ofDay = days.stream()
                    .filter(use -> use.day().toString().equals(day))
                    .toList();
            sums(ofDay, grouping.by()).forEach((name, use) -> {
                ObjectNode group = groups.addObject()
                        .put(grouping.name(), name.isEmpty() ? NOBODY : name)
                        .put("total_spend", use.cost().dollars())
                        .put("total_tokens", use.tokens())
                        .put("total_requests", use.requests());
                ArrayNode models = group.putArray("metadata");
                ofDay.stream()
                        .filter(each -> grouping.by().apply(each).equals(name))
                        .forEach(each -> models.addObject()
                                .put("model", each.model())
                                .put("api_key", each.key())
                                .put("spend", each.use().cost().dollars())
                                .put("total_tokens", each.use().tokens()));
            });
        });
        return list;
    }

    /** Whom a report is by. */
    private record Grouping(String list, String name, Function<DailyUse, String> by) {
        static Grouping of(String asked) {
            return switch (asked) {
                case "customer", "user", "internal_user", "internal_user_id" ->
                    new Grouping("customers", "customer", DailyUse::user);
                case "api_key" -> new Grouping("api_keys", "api_key", DailyUse::key);
                case "model" -> new Grouping("models", "model", DailyUse::model);
                case "organization" -> new Grouping("organizations", "organization_id", DailyUse::organization);
                case "provider" -> new Grouping("providers", "provider", DailyUse::provider);
                default -> new Grouping("teams", "team_name", DailyUse::team);
            };
        }
    }

    /** By model, what it was asked, what it cost, and how much of it was answered. */
    private static ObjectNode models(List<DailyUse> days) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode models = answer.putArray("models");
        sums(days, day -> day.provider() + "/" + day.model()).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(Use::cost).reversed()))
                .forEach(entry -> {
                    Use use = entry.getValue();
                    int slash = entry.getKey().indexOf('/');
                    models.addObject()
                            .put("model", entry.getKey().substring(slash + 1))
                            .put("provider", entry.getKey().substring(0, slash))
                            .put("requests", use.requests())
                            .put("failed_requests", use.failed())
                            .put("success_rate", use.requests() == 0 ? 0 : 1 - (double) use.failed() / use.requests())
                            .put("prompt_tokens", use.input())
                            .put("completion_tokens", use.output())
                            .put("total_tokens", use.tokens())
                            .put("cost", use.cost().dollars());
                });
        Use all = sum(days);
        answer.put("total_requests", all.requests());
        answer.put("total_tokens", all.tokens());
        answer.put("total_cost", all.cost().dollars());
        return answer;
    }
}
