package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.server.manage.OwnUse;
import dev.eclusa.server.reports.Days;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.RecalledUse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /global/*}: everybody's spending, ranked and by day. */
final class GlobalRoutes {
    private static final String NOBODY = "Unassigned";
    private static final String ALL = "all";

    private final LedgerStore ledger;
    private final AccountBook book;
    private final UnaryOperator<String> keyName;
    private final InstantSource clock;

    GlobalRoutes(LitellmRoutes.Parts parts) {
        this.ledger = parts.ledger();
        this.book = parts.book();
        this.keyName = parts.keyName();
        this.clock = parts.clock();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/global/spend", LitellmRoute.get(Access.VIEWER, this::spend));
        table.put("/global/spend/logs", LitellmRoute.get(Access.VIEWER, this::byDay));
        table.put("/global/spend/keys", LitellmRoute.get(Access.VIEWER, this::keys));
        table.put("/global/spend/models", LitellmRoute.get(Access.VIEWER, this::models));
        table.put("/global/spend/provider", LitellmRoute.get(Access.VIEWER, this::providers));
        table.put("/global/spend/teams", LitellmRoute.get(Access.VIEWER, this::teams));
        table.put("/global/spend/end_users", LitellmRoute.post(Access.VIEWER, this::endUsers));
        table.put("/global/spend/reset", LitellmRoute.post(Access.ADMIN, request -> reset()));
        table.put("/global/activity/exceptions", LitellmRoute.get(Access.VIEWER, this::exceptions));
        table.put("/global/activity/exceptions/deployment", LitellmRoute.get(Access.VIEWER, this::exceptions));
        table.put("/global/activity/cache_hits", LitellmRoute.get(Access.INSIDER, this::cacheHits));
        return table;
    }

    /** Every key and every team counts as if it had spent nothing in its period; what the ledger holds stays. */
    private ObjectNode reset() {
        for (AccountKind kind : List.of(AccountKind.KEY, AccountKind.TEAM)) {
            book.documents(kind).forEach((id, document) -> {
                if (document.path("spend").asDouble(0) > 0) {
                    book.resetSpending(kind, id, Cost.ZERO);
                }
            });
        }
        return JsonCodec.object()
                .put("message", "Spend for all API Keys and Teams reset successfully")
                .put("status", "success");
    }

    private List<DailyUse> uses(Request request) {
        return ledger.daily(query(request));
    }

    private DailyQuery query(Request request) {
        Days days = Days.of(request, clock);
        return new DailyQuery(
                days.start(), days.end(), keyName.apply(request.parameter("api_key")), OwnUse.user(request), "", "");
    }

    private static Map<String, Use> ranked(Request request, List<DailyUse> uses, Function<DailyUse, String> by) {
        int limit = LitellmRoute.number(request, "limit", Integer.MAX_VALUE, Integer.MAX_VALUE);
        Map<String, Use> ranked = Sums.ranked(Sums.by(uses, by));
        ranked.keySet().stream().skip(limit).toList().forEach(ranked::remove);
        return ranked;
    }

    private ObjectNode spend(Request request) {
        return JsonCodec.object()
                .put("spend", Sums.all(uses(request)).cost().dollars())
                .putNull("max_budget");
    }

    private ArrayNode byDay(Request request) {
        ArrayNode list = JsonCodec.array();
        Sums.by(uses(request), use -> use.day().toString())
                .forEach((day, use) -> list.addObject()
                        .put("date", day)
                        .put("spend", use.cost().dollars()));
        return list;
    }

    private ArrayNode keys(Request request) {
        KeyNames names = new KeyNames(book);
        ArrayNode list = JsonCodec.array();
        ranked(request, uses(request), DailyUse::key).forEach((key, use) -> {
            ObjectNode entry = list.addObject().put("api_key", key);
            entry.set("key_alias", names.field(key, "key_alias"));
            entry.set("key_name", names.field(key, "key_name"));
            entry.put("total_spend", use.cost().dollars());
        });
        return list;
    }

    private ArrayNode models(Request request) {
        ArrayNode list = JsonCodec.array();
        ranked(request, uses(request), Sums::model)
                .forEach((model, use) -> list.addObject()
                        .put("model", model)
                        .put("total_spend", use.cost().dollars()));
        return list;
    }

    private ArrayNode providers(Request request) {
        ArrayNode list = JsonCodec.array();
        ranked(request, uses(request), DailyUse::provider)
                .forEach((provider, use) -> list.addObject()
                        .put("provider", provider)
                        .put("spend", use.cost().dollars()));
        return list;
    }

    private ObjectNode teams(Request request) {
        Map<String, ObjectNode> known = book.documents(AccountKind.TEAM);
        Function<DailyUse, String> team = use -> team(use, known);
        List<DailyUse> uses = uses(request);
        ObjectNode answer = JsonCodec.object();
        ArrayNode days = answer.putArray("daily_spend");
        Sums.groups(uses, use -> use.day().toString()).forEach((day, ofDay) -> {
            ObjectNode entry = days.addObject().put("date", day);
            Sums.by(ofDay, team)
                    .forEach((name, use) -> entry.put(name, use.cost().dollars()));
        });
        Map<String, Use> ranked = Sums.ranked(Sums.by(uses, team));
        ranked.keySet().forEach(answer.putArray("teams")::add);
        ArrayNode totals = answer.putArray("total_spend_per_team");
        ranked.forEach((name, use) -> totals.addObject()
                .put("team_id", name)
                .put("total_spend", use.cost().dollars()));
        return answer;
    }

    /** A team's alias, or its id. */
    private static String team(DailyUse use, Map<String, ObjectNode> known) {
        if (use.team().isEmpty()) {
            return NOBODY;
        }
        String alias = known.getOrDefault(use.team(), JsonCodec.object())
                .path("team_alias")
                .asString("");
        return alias.isEmpty() ? use.team() : alias;
    }

    private ArrayNode endUsers(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        String key = keyName.apply(asked.path("api_key").asString(""));
        ArrayNode list = JsonCodec.array();
        Days days = Days.of(dated(request, asked), clock);
        DailyQuery query = new DailyQuery(days.start(), days.end(), key, "", "", "");
        Map<String, Use> named = new TreeMap<>();
        Customers.uses(ledger, query)
                .forEach(tagged -> named.merge(tagged.tag(), tagged.use().use(), Use::plus));
        Use all = Sums.all(ledger.daily(query));
        Use known = named.values().stream().reduce(Use.NONE, Use::plus);
        named.put("", all.less(known));
        Sums.ranked(named)
                .forEach((customer, use) -> list.addObject()
                        .put("end_user", customer)
                        .put("total_count", use.requests())
                        .put("total_spend", use.cost().dollars()));
        return list;
    }

    /** The same with the dates of its body, which LiteLLM calls times. */
    private static Request dated(Request request, ObjectNode asked) {
        Map<String, String> query = new TreeMap<>();
        Map.of("startTime", "start_date", "endTime", "end_date")
                .forEach((theirs, ours) -> query.put(ours, asked.path(theirs).asString("")));
        return new Request(
                request.method(), request.path(), query, request.headers(), request.body(), request.caller());
    }

    /** Statuses are not summed by day: how many there were of one is not known. */
    private ObjectNode exceptions(Request request) {
        Days.of(request, clock);
        ObjectNode answer = JsonCodec.object();
        answer.putArray("daily_data");
        return answer.putNull("sum_num_rate_limit_exceptions");
    }

    /** What was answered from the cache. Kinds of calls are not summed by day, so they are one. */
    private ObjectNode cacheHits(Request request) {
        List<DailyUse> uses = uses(request);
        Use all = Sums.all(uses);
        RecalledUse recalled = ledger.recalled(query(request));
        long answered = all.requests() - all.failed();
        ObjectNode answer = JsonCodec.object();
        hits(answer.putArray("groups").addObject().put("call_type", ALL), all, recalled)
                .put("generated_completion_tokens", all.output() - recalled.tokens());
        hits(answer.putObject("totals"), all, recalled)
                .put("cache_hit_ratio", answered == 0 ? 0 : (double) recalled.calls() / answered);
        ObjectNode options = answer.putObject("filter_options");
        KeyNames names = new KeyNames(book);
        ArrayNode aliases = options.putArray("key_aliases");
        Sums.by(uses, DailyUse::key)
                .keySet()
                .forEach(key -> aliases.add(names.field(key, "key_alias").asString(key)));
        Sums.by(uses, Sums::model).keySet().forEach(options.putArray("models")::add);
        ArrayNode errors = answer.putArray("error_breakdown");
        if (all.failed() > 0) {
            errors.addObject()
                    .put("call_type", ALL)
                    .put("error_code", "Unknown")
                    .put("error_class", "Unknown")
                    .put("count", all.failed());
        }
        return answer;
    }

    private static ObjectNode hits(ObjectNode into, Use all, RecalledUse recalled) {
        return into.put("api_requests", all.requests() - all.failed())
                .put("cache_hits", recalled.calls())
                .put("failed_requests", all.failed())
                .put("cached_completion_tokens", recalled.tokens());
    }
}
