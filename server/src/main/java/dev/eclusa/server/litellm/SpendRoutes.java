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
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /spend/keys|users|capture_rate}, {@code /key|user|team/spend/report}, {@code /team/spend/by_user}. */
final class SpendRoutes {
    private static final LocalDate LONG_AGO = LocalDate.EPOCH;
    private static final LocalDate FAR_OFF = LocalDate.of(9999, 12, 31);
    private static final String NOBODY = "Unassigned";

    private final LedgerStore ledger;
    private final AccountBook book;
    private final UnaryOperator<String> keyName;
    private final InstantSource clock;

    SpendRoutes(LitellmRoutes.Parts parts) {
        this.ledger = parts.ledger();
        this.book = parts.book();
        this.keyName = parts.keyName();
        this.clock = parts.clock();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/spend/keys", LitellmRoute.get(Access.INSIDER, this::keys));
        table.put("/spend/users", LitellmRoute.get(Access.INSIDER, this::users));
        table.put("/spend/capture_rate", LitellmRoute.get(Access.VIEWER, this::captureRate));
        table.put("/key/spend/report", LitellmRoute.get(Access.INSIDER, this::byKey));
        table.put(
                "/user/spend/report",
                LitellmRoute.get(Access.INSIDER, request -> report(request, "user_id", "user_id", DailyUse::user)));
        table.put(
                "/team/spend/report",
                LitellmRoute.get(Access.INSIDER, request -> report(request, "team_id", "team_id", DailyUse::team)));
        table.put("/team/spend/by_user", LitellmRoute.get(Access.VIEWER, this::byUser));
        return table;
    }

    private List<DailyUse> always() {
        return ledger.daily(DailyQuery.of(LONG_AGO, FAR_OFF));
    }

    private static Cost cost(Map<String, Use> sums, String name) {
        return sums.getOrDefault(name, Use.NONE).cost();
    }

    private ArrayNode keys(Request request) {
        int limit = LitellmRoute.number(request, "limit", Integer.MAX_VALUE, Integer.MAX_VALUE);
        Map<String, Use> spent = Sums.by(always(), DailyUse::key);
        Comparator<Map.Entry<String, ObjectNode>> dearest =
                Comparator.comparing(entry -> cost(spent, book.ledgerName(entry.getKey())));
        ArrayNode list = JsonCodec.array();
        String own = OwnUse.user(request);
        book.documents(AccountKind.KEY).entrySet().stream()
                .filter(entry -> own.isEmpty()
                        || own.equals(entry.getValue().path("user_id").asString("")))
                .sorted(dearest.reversed())
                .limit(limit)
                .forEach(entry -> list.add(Defaults.key(entry.getValue())
                        .put("token", entry.getKey())
                        .put(
                                "total_spend",
                                cost(spent, book.ledgerName(entry.getKey())).dollars())));
        return list;
    }

    private ArrayNode users(Request request) {
        String own = OwnUse.user(request);
        String wanted = own.isEmpty() ? request.parameter("user_id") : own;
        Map<String, Use> spent = Sums.by(always(), DailyUse::user);
        Collection<ObjectNode> keys = book.documents(AccountKind.KEY).values();
        Comparator<Map.Entry<String, ObjectNode>> dearest = Comparator.comparing(entry -> cost(spent, entry.getKey()));
        ArrayNode list = JsonCodec.array();
        book.documents(AccountKind.USER).entrySet().stream()
                .filter(entry -> wanted.isEmpty() || wanted.equals(entry.getKey()))
                .sorted(dearest.reversed())
                .forEach(entry -> list.add(user(entry.getKey(), entry.getValue(), keys)
                        .put("total_spend", cost(spent, entry.getKey()).dollars())));
        return list;
    }

    /** A user, with the aliases and teams of its keys. */
    private static ObjectNode user(String id, ObjectNode user, Collection<ObjectNode> keys) {
        List<ObjectNode> own = keys.stream()
                .filter(key -> key.path("user_id").asString("").equals(id))
                .toList();
        if (!user.has("teams")) {
            ArrayNode teams = user.putArray("teams");
            own.stream()
                    .map(key -> key.path("team_id").asString(""))
                    .filter(team -> !team.isEmpty())
                    .distinct()
                    .forEach(teams::add);
        }
        ArrayNode aliases = user.put("user_id", id).putArray("key_aliases");
        own.forEach(key -> aliases.add(key.path("key_alias")));
        return Defaults.user(user);
    }

    /** How much of what was asked could be priced. */
    private ObjectNode captureRate(Request request) {
        for (String name : List.of("start_date", "end_date")) {
            if (request.parameter(name).isEmpty()) {
                throw Unfit.required("query", name);
            }
        }
        Days days = Days.required(request, clock);
        Use all = Sums.all(ledger.daily(DailyQuery.of(days.start(), days.end())));
        long priced = all.requests() - all.unpriced();
        ObjectNode answer = JsonCodec.object()
                .put("start_date", days.start().toString())
                .put("end_date", days.end().toString())
                .put("total_requests", all.requests())
                .put("priced_requests", priced)
                .put("unpriced_requests", all.unpriced());
        return all.requests() == 0
                ? answer.putNull("capture_rate")
                : answer.put("capture_rate", Ratio.of(priced, all.requests()));
    }

    private JsonNode byKey(Request request) {
        KeyNames names = new KeyNames(book);
        ArrayNode list = report(request, "api_key", "api_key", DailyUse::key);
        list.forEach(entry -> entry.path("api_keys")
                .forEach(key -> ((ObjectNode) key)
                        .set("key_alias", names.field(key.path("api_key").asString(""), "key_alias"))));
        return list;
    }

    /** By day and by whom, with what each spent on which model; as {@code /global/spend/report} has it. */
    private ArrayNode report(Request request, String parameter, String field, Function<DailyUse, String> by) {
        Days days = Days.required(request, clock);
        String named = request.parameter(parameter);
        String wanted = parameter.equals("api_key") ? keyName.apply(named) : named;
        List<DailyUse> uses = ledger.daily(OwnUse.query(request, days.start(), days.end())).stream()
                .filter(use -> wanted.isEmpty() || wanted.equals(by.apply(use)))
                .toList();
        ArrayNode list = JsonCodec.array();
        Sums.groups(uses, use -> use.day().toString()).forEach((day, ofDay) -> {
            ArrayNode groups = list.addObject().put("group_by_day", day).putArray(field.replaceFirst("_id$", "") + "s");
            Sums.groups(ofDay, by).forEach((name, group) -> groups.add(group(field, name, group)));
        });
        return list;
    }

    private static ObjectNode group(String field, String name, List<DailyUse> uses) {
        Use all = Sums.all(uses);
        ObjectNode group = JsonCodec.object()
                .put(field, name.isEmpty() ? NOBODY : name)
                .put("total_spend", all.cost().dollars())
                .put("total_tokens", all.tokens())
                .put("total_requests", all.requests());
        ArrayNode models = group.putArray("metadata");
        Sums.by(uses, Sums::model)
                .forEach((model, use) -> models.addObject()
                        .put("model", model)
                        .put("spend", use.cost().dollars())
                        .put("total_tokens", use.tokens()));
        return group;
    }

    private ObjectNode byUser(Request request) {
        Days days = Days.required(request, clock);
        String teams = request.parameter("team_ids");
        if (teams.isEmpty()) {
            throw Unfit.of(400, "Please provide team_ids, separated by commas.", "team_ids");
        }
        List<String> wanted = List.of(teams.split(","));
        List<DailyUse> uses = ledger.daily(OwnUse.query(request, days.start(), days.end())).stream()
                .filter(use -> wanted.contains(use.team()))
                .toList();
        ObjectNode answer = JsonCodec.object();
        ArrayNode results = answer.putArray("results");
        Sums.groups(uses, DailyUse::team)
                .forEach((team, ofTeam) -> Sums.by(ofTeam, DailyUse::user)
                        .forEach((user, use) -> results.addObject()
                                .put("team_id", team)
                                .put("user_id", user.isEmpty() ? NOBODY : user)
                                .put("spend", use.cost().dollars())
                                .put("api_requests", use.requests())
                                .put("successful_requests", use.requests() - use.failed())
                                .put("failed_requests", use.failed())
                                .put("total_tokens", use.tokens())));
        return answer;
    }
}
