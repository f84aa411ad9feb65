package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.server.reports.Days;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import dev.eclusa.store.LedgerStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /spend/logs*}: the ledger's rows, or with both dates its sums; callers see their key's, viewers all. */
final class SpendLogRoutes {
    private static final int MOST = 1000;
    private static final int LARGEST_PAGE = 100;
    /** Rows that paging may pass over: beyond them the dates are to be narrower. */
    private static final int DEEPEST = 10_000;

    private static final String ONE = "/spend/logs/ui/";
    private static final List<String> NO_FILTER_HERE =
            List.of("min_spend", "max_spend", "end_user", "error_code", "error_message", "model_id", "session_id");

    private final LedgerStore ledger;
    private final AccountBook book;
    private final Deployments deployments;
    private final UnaryOperator<String> keyName;
    private final InstantSource clock;

    SpendLogRoutes(LitellmRoutes.Parts parts) {
        this.ledger = parts.ledger();
        this.book = parts.book();
        this.deployments = parts.deployments();
        this.keyName = parts.keyName();
        this.clock = parts.clock();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/spend/logs", new LitellmRoute(Access.CALLER, Set.of("GET"), this::logs));
        ManagementRoute paged = new LitellmRoute(Access.CALLER, Set.of("GET"), this::paged);
        table.put("/spend/logs/v2", paged);
        table.put("/spend/logs/ui", paged);
        table.put("/spend/logs/ui/*", LitellmRoute.get(Access.CALLER, this::one));
        table.put("/spend/logs/session/ui", LitellmRoute.get(Access.VIEWER, SpendLogRoutes::session));
        return table;
    }

    private SpendRow rows() {
        return new SpendRow(new KeyNames(book), deployments.names());
    }

    private String key(Request request) {
        String alias = request.parameter("key_alias");
        String named = alias.isEmpty() ? request.parameter("api_key") : byAlias(alias);
        return Own.key(request, keyName.apply(named));
    }

    /** The key of an alias; nobody's where there is none. */
    private String byAlias(String alias) {
        return book.documents(AccountKind.KEY).entrySet().stream()
                .filter(entry -> entry.getValue().path("key_alias").asString("").equals(alias))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("alias of no key");
    }

    private Answer logs(Request request) {
        boolean dates = !request.parameter("start_date").isEmpty()
                && !request.parameter("end_date").isEmpty();
        boolean summary = dates
                && request.parameter("request_id").isEmpty()
                && !request.parameter("summarize").equals("false");
        return summary ? LitellmRoute.ok(summary(request)) : list(request);
    }

    private Answer list(Request request) {
        CallPage page = ledger.page(new CallQuery(
                request.parameter("request_id"),
                key(request),
                request.parameter("user_id"),
                request.parameter("start_date").isEmpty() ? 0 : millis(request, "start_date", LocalTime.MIN),
                request.parameter("end_date").isEmpty()
                        ? Long.MAX_VALUE
                        : millis(request, "end_date", LocalTime.MAX) + 1,
                Math.min(MOST, LitellmRoute.number(request, "limit", MOST, Integer.MAX_VALUE)),
                before(request)));
        SpendRow rows = rows();
        ArrayNode list = JsonCodec.array();
        page.calls().forEach(row -> list.add(rows.of(row)));
        return new Answer(200, JsonCodec.text(list), next(page));
    }

    private static Map<String, String> next(CallPage page) {
        return page.next().isPresent()
                ? Map.of("x-eclusa-next", Long.toString(page.next().getAsLong()))
                : Map.of();
    }

    private static long before(Request request) {
        String before = request.parameter("before");
        try {
            return before.isEmpty() ? Long.MAX_VALUE : Long.parseLong(before);
        } catch (NumberFormatException malformed) {
            throw Unfit.of(400, "'before' is the x-eclusa-next of the page before.", "before");
        }
    }

    /** A moment, UTC: a day's is where the day begins or ends. */
    private static long millis(Request request, String name, LocalTime ofDay) {
        String text = request.parameter(name).replace(' ', 'T');
        try {
            LocalDateTime moment = text.length() <= "2026-11-21".length()
                    ? LocalDate.parse(text).atTime(ofDay)
                    : moment(text, ofDay);
            return moment.toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException malformed) {
            throw Unfit.of(400, "Dates are written as 2026-11-21 or 2026-11-21 14:00:00 (UTC).", name);
        }
    }

    /** A second that an end names is in it to its end. */
    private static LocalDateTime moment(String text, LocalTime ofDay) {
        LocalDateTime moment = LocalDateTime.parse(text.replaceFirst("(Z|[+-]00:00)$", ""));
        boolean whole = moment.equals(moment.truncatedTo(ChronoUnit.SECONDS));
        return ofDay.equals(LocalTime.MAX) && whole ? moment.plusSeconds(1).minusNanos(1) : moment;
    }

    private ArrayNode summary(Request request) {
        Days days = Days.required(request, clock);
        DailyQuery query = new DailyQuery(days.start(), days.end(), key(request), request.parameter("user_id"), "", "");
        ArrayNode list = JsonCodec.array();
        Sums.groups(ledger.daily(query), use -> use.day().toString()).forEach((day, uses) -> {
            ObjectNode entry = list.addObject();
            spend(entry, Sums.by(uses, DailyUse::key));
            entry.put("startTime", day);
            entry.put("spend", Sums.all(uses).cost().dollars());
            spend(entry.putObject("users"), Sums.by(uses, DailyUse::user));
            spend(entry.putObject("models"), Sums.by(uses, Sums::model));
        });
        return list;
    }

    private static void spend(ObjectNode into, Map<String, Use> sums) {
        sums.forEach((name, use) -> into.put(name, use.cost().dollars()));
    }

    private Answer paged(Request request) {
        if (request.parameter("start_date").isEmpty()
                || request.parameter("end_date").isEmpty()) {
            throw Unfit.of(400, "Start date and end date are required.", "start_date");
        }
        unsupported(request);
        int page = LitellmRoute.number(request, "page", 1, Integer.MAX_VALUE);
        int size = LitellmRoute.number(request, "page_size", 50, LARGEST_PAGE);
        if ((long) page * size > DEEPEST) {
            throw Unfit.of(400, "Pages end at row " + DEEPEST + ": ask for narrower dates.", "page");
        }
        CallPage found = ledger.page(new CallQuery(
                        request.parameter("request_id"),
                        key(request),
                        request.parameter("user_id"),
                        millis(request, "start_date", LocalTime.MIN),
                        millis(request, "end_date", LocalTime.MAX) + 1,
                        page * size)
                .only(filter(request)));
        long total = request.parameter("request_id").isEmpty()
                ? total(request)
                : found.calls().size();
        ObjectNode answer = JsonCodec.object();
        ArrayNode data = answer.putArray("data");
        SpendRow rows = rows();
        found.calls().stream().skip((page - 1L) * size).forEach(row -> data.add(rows.of(row)));
        paging(answer, total, page, size).put("total_is_capped", false);
        return new Answer(200, JsonCodec.text(answer), next(found));
    }

    private static ObjectNode paging(ObjectNode into, long total, int page, int size) {
        return into.put("total", total)
                .put("page", page)
                .put("page_size", size)
                .put("total_pages", Math.ceilDiv(total, size));
    }

    /** A filter that was ignored would show what was not asked for. */
    private static void unsupported(Request request) {
        NO_FILTER_HERE.stream()
                .filter(name -> !request.parameter(name).isEmpty())
                .findFirst()
                .ifPresent(name -> {
                    throw Unfit.of(
                            400,
                            "Rows cannot be filtered by " + name
                                    + " here; by api_key, user_id, team_id, model, status_filter and request_id they can.",
                            name);
                });
        if (!Set.of("", "startTime").contains(request.parameter("sort_by"))
                || request.parameter("sort_order").equals("asc")) {
            throw Unfit.of(400, "Rows come newest first only: sort_by=startTime, sort_order=desc.", "sort_by");
        }
    }

    private static CallQuery.Filter filter(Request request) {
        CallQuery.Ending ending = switch (request.parameter("status_filter")) {
            case "" -> CallQuery.Ending.ANY;
            case "success" -> CallQuery.Ending.SUCCESS;
            case "failure" -> CallQuery.Ending.FAILURE;
            default -> throw Unfit.of(400, "status_filter is success or failure.", "status_filter");
        };
        return new CallQuery.Filter(request.parameter("team_id"), model(request), ending);
    }

    /** The provider's model id, which may be asked for with its provider. */
    private static String model(Request request) {
        String model = request.parameter("model");
        return model.substring(model.indexOf('/') + 1);
    }

    /** Rows of whole days, from the sums: counting rows would read all of them. */
    private long total(Request request) {
        DailyQuery query = new DailyQuery(
                day(request, "start_date"),
                day(request, "end_date"),
                key(request),
                request.parameter("user_id"),
                request.parameter("team_id"),
                "");
        String model = model(request);
        Use use = Sums.all(ledger.daily(query).stream()
                .filter(one -> model.isEmpty() || model.equals(one.model()))
                .toList());
        return switch (filter(request).ending()) {
            case ANY -> use.requests();
            case SUCCESS -> use.requests() - use.failed();
            case FAILURE -> use.failed();
        };
    }

    private static LocalDate day(Request request, String name) {
        return LocalDate.ofEpochDay(Math.floorDiv(millis(request, name, LocalTime.NOON), 86_400_000L));
    }

    /** Prompts and answers are not kept, which is what it says of a call there is. */
    private ObjectNode one(Request request) {
        String id = URLDecoder.decode(request.below(ONE).replace("+", "%2B"), StandardCharsets.UTF_8);
        String key = Own.key(request, "");
        if (id.isEmpty()
                || ledger.calls(new CallQuery(id, key, "", 0, Long.MAX_VALUE, 1))
                        .isEmpty()) {
            throw Unfit.missing("There is no call of this id: it is the x-request-id of its answer.", "request_id");
        }
        ObjectNode answer = JsonCodec.object();
        List.of("messages", "response", "proxy_server_request").forEach(answer::putObject);
        return answer;
    }

    /** The ledger keeps no sessions. */
    private static JsonNode session(Request request) {
        if (request.parameter("session_id").isEmpty()) {
            throw Unfit.required("query", "session_id");
        }
        ObjectNode answer = JsonCodec.object();
        answer.putArray("data");
        return paging(answer, 0, 1, LitellmRoute.number(request, "page_size", 50, LARGEST_PAGE));
    }
}
