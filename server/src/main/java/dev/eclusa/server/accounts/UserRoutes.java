package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /user/*} has beside what every holder has: lists, oneself, changes by e-mail and of many. As LiteLLM's (1.106.2). */
public final class UserRoutes {
    private static final int PAGE = 25;
    private static final int LARGEST_PAGE = 100;
    private static final List<String> SORTED_BY =
            List.of("user_id", "user_email", "created_at", "spend", "user_alias", "user_role");

    /** As LiteLLM calls whoever has the master key. */
    private static final String MASTER = "default_user_id";

    private final AccountBook book;
    private final Clock clock;

    /** Users of a book. */
    public UserRoutes(AccountBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/user/info", new AccountRoute(Access.CALLER, Set.of("GET"), this::info));
        table.put("/v2/user/info", new AccountRoute(Access.CALLER, Set.of("GET"), this::shortInfo));
        table.put("/user/list", new AccountRoute(Access.VIEWER, Set.of("GET"), this::list));
        table.put("/user/update", new AccountRoute(Access.ADMIN, Set.of("POST", "PATCH"), this::update));
        table.put("/user/bulk_update", new AccountRoute(Access.ADMIN, Set.of("POST"), this::updateMany));
        table.put(
                "/user/available_roles",
                new AccountRoute(Access.CALLER, Set.of("GET"), request -> Answer.ok(Roles.told())));
        table.put("/user/available_users", new AccountRoute(Access.VIEWER, Set.of("GET"), request -> counted()));
        return table;
    }

    private String wanted(Request request) {
        String named = request.parameter("user_id");
        String own = request.caller().owner().user();
        String id = named.isEmpty() ? own : named;
        if (id.isEmpty() && request.caller().admin()) {
            return MASTER;
        }
        if (!id.equals(own) && !request.caller().role().reaches(Role.VIEWER)) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.FORBIDDEN, "A user is shown to itself and to viewers only."));
        }
        return id;
    }

    private ObjectNode known(String id) {
        return book.document(AccountKind.USER, id)
                .or(() -> Optional.of(JsonCodec.object()
                                .put("user_id", MASTER)
                                .put("user_role", "proxy_admin")
                                .putNull("created_at")
                                .putNull("updated_at"))
                        .filter(master -> id.equals(MASTER)))
                .orElseThrow(UserRoutes::unknown);
    }

    private static Refused unknown() {
        return new Refused(Failure.OfCaller.of(
                Failure.OfCaller.Kind.NOT_FOUND, "There is no such user; GET /user/list lists them."));
    }

    private Answer info(Request request) {
        String id = wanted(request);
        ObjectNode user = known(id);
        Answer tagged = Versions.tagged(JsonCodec.object(), user.deepCopy());
        ObjectNode answer = JsonCodec.object().put("user_id", id);
        user.set("teams", teams(id));
        answer.set("user_info", Shapes.USER.filled(user));
        ArrayNode keys = answer.putArray("keys");
        boolean rows = request.parameter("user_id").isEmpty()
                && request.caller().role().reaches(Role.VIEWER);
        book.documents(AccountKind.KEY).forEach((token, key) -> {
            String holder = Documents.text(key, "user_id");
            if (holder.equals(id) || (holder.isEmpty() && id.equals(MASTER))) {
                Shapes shape = rows ? Shapes.KEY_ROW : Shapes.KEY;
                keys.add(shape.filled(key.put("token", token)).set("team_alias", team(key)));
            }
        });
        ArrayNode teams = answer.putArray("teams");
        user.path("teams")
                .forEach(team -> book.document(AccountKind.TEAM, team.asString())
                        .ifPresent(document -> teams.add(Shapes.TEAM_ROW.filled(document))));
        return new Answer(200, JsonCodec.text(answer), tagged.headers());
    }

    private JsonNode team(ObjectNode key) {
        return book.document(AccountKind.TEAM, Documents.text(key, "team_id"))
                .map(team -> team.path("team_alias"))
                .filter(JsonNode::isString)
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private ArrayNode teams(String user) {
        ArrayNode teams = JsonCodec.object().putArray("all");
        book.documents(AccountKind.TEAM).forEach((id, team) -> {
            if (Members.find(team, user, "").isPresent()) {
                teams.add(id);
            }
        });
        return teams;
    }

    /** Whoever may not see a user is not told whether there is one. */
    private Answer shortInfo(Request request) {
        String named = request.parameter("user_id");
        boolean own = named.isEmpty() || named.equals(request.caller().owner().user());
        if (!own && !request.caller().role().reaches(Role.VIEWER)) {
            throw unknown();
        }
        String id = wanted(request);
        ObjectNode user = known(id);
        user.set("teams", teams(id));
        ObjectNode filled = Shapes.USER.filled(user);
        filled.putObject("model_max_budget_usage");
        return Answer.ok(filled);
    }

    private Answer list(Request request) {
        int size = Paging.number(request, "page_size", PAGE);
        if (size > LARGEST_PAGE) {
            throw Fields.Wrong.type("page_size", "less_than_equal", "Input should be less than or equal to 100");
        }
        int page = Paging.number(request, "page", 1);
        List<String> ids = Arrays.stream(request.parameter("user_ids").split(","))
                .filter(id -> !id.isBlank())
                .toList();
        List<ObjectNode> found = book.documents(AccountKind.USER).values().stream()
                .filter(user -> ids.isEmpty() || ids.contains(Documents.text(user, "user_id")))
                .filter(user -> request.parameter("role").isEmpty()
                        || Documents.text(user, "user_role").equals(request.parameter("role")))
                .filter(user -> Documents.text(user, "user_email").contains(request.parameter("user_email")))
                .sorted(order(request))
                .toList();
        ObjectNode answer = JsonCodec.object();
        ArrayNode users = answer.putArray("users");
        found.stream().skip((page - 1L) * size).limit(size).forEach(user -> users.add(row(user)));
        return Answer.ok(Paging.told(answer, found.size(), page, size));
    }

    /** By the field that is asked for, else by their ids. */
    private static Comparator<ObjectNode> order(Request request) {
        String asked = request.parameter("sort_by");
        if (!asked.isEmpty() && !SORTED_BY.contains(asked)) {
            throw Fields.Wrong.of(400, "sort_by is one of " + String.join(", ", SORTED_BY) + ".", "sort_by");
        }
        String field = asked.isEmpty() ? "user_id" : asked;
        Comparator<ObjectNode> order = field.equals("spend")
                ? Comparator.comparing(user -> user.path(field).decimalValue(BigDecimal.ZERO))
                : Comparator.comparing(user -> Documents.text(user, field));
        return request.parameter("sort_order").equals("desc") ? order.reversed() : order;
    }

    private ObjectNode row(ObjectNode user) {
        String id = Documents.text(user, "user_id");
        user.set("teams", teams(id));
        user.put(
                "key_count",
                book.documents(AccountKind.KEY).values().stream()
                        .filter(key -> Documents.text(key, "user_id").equals(id))
                        .count());
        return Shapes.USER_ROW.filled(user);
    }

    private Answer update(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String id = named(asked);
        if (id.isEmpty()) {
            throw Fields.Wrong.type("user_id", "value_error", "Either user id or user email must be provided");
        }
        Versions.check(request, known(id));
        return Answer.ok(changed(id, asked));
    }

    /** The user a request names by its id, or by its e-mail; empty when it names none. */
    private String named(ObjectNode asked) {
        String id = Documents.text(asked, "user_id");
        String email = Documents.text(asked, "user_email");
        if (!id.isEmpty() || email.isEmpty()) {
            return id;
        }
        return book.documents(AccountKind.USER).entrySet().stream()
                .filter(entry -> Documents.text(entry.getValue(), "user_email").equals(email))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> known("").toString());
    }

    private ObjectNode changed(String id, ObjectNode asked) {
        ObjectNode user = known(id);
        Roles.check(asked);
        Fields.write(asked, user, clock);
        user.put("user_id", id);
        user.put("updated_at", clock.instant().toString());
        book.put(AccountKind.USER, id, user);
        ObjectNode answer = JsonCodec.object().put("user_id", id);
        ObjectNode told = known(id);
        told.set("teams", teams(id));
        answer.set("data", Shapes.USER.filled(told));
        return answer;
    }

    /** Each on its own: those that cannot be changed are told, the others are changed. */
    private Answer updateMany(Request request) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode results = answer.putArray("results");
        int done = 0;
        JsonNode users = AccountRoute.body(request).path("users");
        if (users.isEmpty()) {
            throw Fields.Wrong.of(400, "Name at least one user in 'users'.", "users");
        }
        for (JsonNode one : users) {
            ObjectNode result = results.addObject();
            String id = one.path("user_id").asString("");
            result.put("user_id", id).putNull("user_email");
            if (one instanceof ObjectNode asked
                    && book.document(AccountKind.USER, id).isPresent()) {
                result.put("success", true).putNull("error").set("updated_user", changed(id, asked));
                done++;
            } else {
                result.put("success", false)
                        .put("error", "There is no such user.")
                        .putNull("updated_user");
            }
        }
        answer.put("total_requested", results.size()).put("successful_updates", done);
        answer.put("failed_updates", results.size() - done);
        return Answer.ok(answer);
    }

    /** How many there are; there may be any number. */
    private Answer counted() {
        ObjectNode answer = JsonCodec.object();
        answer.putNull("total_users").putNull("total_teams");
        answer.put("total_users_used", book.documents(AccountKind.USER).size());
        answer.put("total_teams_used", book.documents(AccountKind.TEAM).size());
        return Answer.ok(answer.putNull("total_teams_remaining").putNull("total_users_remaining"));
    }
}
