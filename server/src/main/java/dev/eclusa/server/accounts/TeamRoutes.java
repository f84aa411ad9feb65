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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /team/*} has beside what every holder has: members, models, lists. Paths and fields as LiteLLM's (1.106.2). */
public final class TeamRoutes {
    private static final int PAGE = 10;
    private static final String PERMISSIONS = "team_member_permissions";

    private final AccountBook book;
    private final Clock clock;
    private final Members members;
    private final MemberBudgets budgets;

    /** Teams of a book. */
    public TeamRoutes(AccountBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
        this.members = new Members(book);
        this.budgets = new MemberBudgets(book, clock);
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/team/member_add", managing(this::add));
        table.put("/team/bulk_member_add", managing(this::addMany));
        table.put("/team/member_update", managing(this::update));
        table.put("/team/member_delete", managing(this::remove));
        table.put("/team/model/add", changing(request -> models(request, true)));
        table.put("/team/model/delete", changing(request -> models(request, false)));
        table.put("/team/info", new AccountRoute(Access.CALLER, Set.of("GET"), this::info));
        table.put("/team/list", new AccountRoute(Access.CALLER, Set.of("GET"), this::list));
        table.put("/v2/team/list", new AccountRoute(Access.CALLER, Set.of("GET"), this::pages));
        table.put("/team/available", new AccountRoute(Access.CALLER, Set.of("GET"), request -> Answer.ok("[]")));
        table.put("/team/permissions_list", new AccountRoute(Access.CALLER, Set.of("GET"), this::permissions));
        table.put("/team/permissions_update", managing(this::permit));
        table.put("/team/*", new TeamBelow(book, budgets));
        return table;
    }

    /** For those who manage the team, which the handler checks. */
    private static ManagementRoute managing(Function<Request, Answer> handler) {
        return new AccountRoute(Access.CALLER, Set.of("POST"), handler);
    }

    private static ManagementRoute changing(Function<Request, Answer> handler) {
        return new AccountRoute(Access.ADMIN, Set.of("POST"), handler);
    }

    private ObjectNode named(ObjectNode asked) {
        String id = Documents.text(asked, "team_id");
        if (id.isEmpty()) {
            throw Fields.Wrong.type("team_id", "missing", "Field required");
        }
        return known(id);
    }

    private ObjectNode managed(Request request, ObjectNode asked) {
        ObjectNode team = named(asked);
        TeamAdmins.require(request, team);
        return team;
    }

    /** The team of a member that is changed or removed; an unknown one is told as a mistake of the body (recorded: 400). */
    private ObjectNode ofMember(Request request, ObjectNode asked) {
        AskedMembers.requireOne(asked);
        String id = Documents.text(asked, "team_id");
        if (!id.isEmpty() && book.document(AccountKind.TEAM, id).isEmpty()) {
            throw Fields.Wrong.of(400, "There is no team '" + id + "'; GET /team/list lists them.", "team_id");
        }
        return managed(request, asked);
    }

    private ObjectNode known(String id) {
        return book.document(AccountKind.TEAM, id)
                .orElseThrow(() -> new Refused(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.NOT_FOUND, "There is no such team; GET /team/list lists them.")));
    }

    private ObjectNode kept(ObjectNode team) {
        String id = Documents.text(team, "team_id");
        team.put("updated_at", clock.instant().toString());
        book.put(AccountKind.TEAM, id, team);
        return Shapes.TEAM_MADE.filled(known(id));
    }

    private Answer add(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        ObjectNode team = managed(request, asked);
        budgets.check(asked);
        List<JsonNode> wanted = AskedMembers.toAdd(asked);
        List<ObjectNode> added =
                wanted.stream().map(one -> members.add(team, one).deepCopy()).toList();
        ObjectNode answer = kept(team);
        String id = Documents.text(team, "team_id");
        added.forEach(member -> budgets.write(id, member.path("user_id").asString(), asked));
        budgets.inherit(team);
        ArrayNode users = answer.putArray("updated_users");
        ArrayNode memberships = answer.putArray("updated_team_memberships");
        added.forEach(member -> {
            users.add(user(team, member));
            memberships.add(budgets.membership(team, member));
        });
        return Answer.ok(answer);
    }

    private ObjectNode user(ObjectNode team, ObjectNode member) {
        ObjectNode user = book.document(AccountKind.USER, member.path("user_id").asString())
                .orElseGet(() -> JsonCodec.object().put("user_role", "internal_user"));
        user.set("user_id", member.path("user_id"));
        user.set("user_email", member.path("user_email"));
        user.putArray("teams").add(team.path("team_id"));
        List.of("created_at", "updated_at").stream()
                .filter(field -> !user.has(field))
                .forEach(field -> user.put(field, clock.instant().toString()));
        return Shapes.USER_ROW.filled(user);
    }

    /** Each on its own: those that cannot be added are told, the others are members. */
    private Answer addMany(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        ObjectNode team = managed(request, asked);
        List<JsonNode> wanted = AskedMembers.many(asked);
        ObjectNode answer = JsonCodec.object();
        answer.set("team_id", team.path("team_id"));
        ArrayNode results = answer.putArray("results");
        ArrayNode users = JsonCodec.array();
        ArrayNode memberships = JsonCodec.array();
        for (JsonNode one : wanted) {
            ObjectNode result = results.addObject();
            result.set("user_id", one.path("user_id"));
            result.put("user_email", one.path("user_email").asString(""));
            try {
                ObjectNode member = members.add(team, one).deepCopy();
                result.put("success", true).putNull("error");
                users.add(user(team, member));
                memberships.add(budgets.membership(team, member));
                result.set("updated_user", users.get(users.size() - 1));
                result.set("updated_team_membership", memberships.get(memberships.size() - 1));
            } catch (Fields.Wrong wrong) {
                result.put("success", false).put("error", wrong.answer().json());
            }
        }
        answer.put("total_requested", results.size()).put("successful_additions", users.size());
        answer.put("failed_additions", results.size() - users.size());
        ObjectNode updated = kept(team);
        updated.set("updated_users", users);
        updated.set("updated_team_memberships", memberships);
        answer.set("updated_team", updated);
        budgets.inherit(team);
        return Answer.ok(answer);
    }

    private Answer update(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        ObjectNode team = ofMember(request, asked);
        budgets.check(asked);
        int place = Members.find(team, Documents.text(asked, "user_id"), Documents.text(asked, "user_email"))
                .orElseThrow(() -> Fields.Wrong.of(404, "User not found in team.", "user_id"));
        JsonNode member = Members.of(team).get(place);
        String user = member.path("user_id").asString("");
        Members.change(team, user, asked);
        kept(team);
        String id = Documents.text(team, "team_id");
        budgets.write(id, user, asked);
        return Answer.ok(budgets.told((ObjectNode) member, id));
    }

    private Answer remove(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        ObjectNode team = ofMember(request, asked);
        String user = Documents.text(asked, "user_id");
        String email = Documents.text(asked, "user_email");
        int place = Members.find(team, user, email)
                .orElseThrow(() -> Fields.Wrong.of(400, "User not found in team.", "user_id"));
        String gone = Members.of(team).remove(place).path("user_id").asString("");
        Answer answer = Answer.ok(kept(team));
        new Dependents(book).ofMember(Documents.text(team, "team_id"), gone);
        return answer;
    }

    private Answer models(Request request, boolean added) {
        ObjectNode asked = AccountRoute.body(request);
        ObjectNode team = named(asked);
        if (!asked.path("models").isArray()) {
            throw Fields.Wrong.type("models", "missing", "Field required");
        }
        List<String> wanted = Fields.named(asked, "models");
        List<String> models = new ArrayList<>(Fields.named(team, "models"));
        models.removeAll(wanted);
        if (added) {
            models.addAll(wanted);
        }
        ArrayNode list = team.putArray("models");
        models.forEach(list::add);
        return Answer.ok(kept(team));
    }

    /** A team by whoever may see it: viewers, and its own members and keys. */
    private Answer info(Request request) {
        String id = request.parameter("team_id");
        if (id.isEmpty()) {
            throw Fields.Wrong.of(422, "Which team? Name it: /team/info?team_id=…", "team_id");
        }
        ObjectNode team = known(id);
        boolean own = request.caller().owner().team().equals(id)
                || Members.find(team, request.caller().owner().user(), "").isPresent();
        if (!own && !request.caller().role().reaches(Role.VIEWER)) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.FORBIDDEN, "A team is shown to its members and to viewers only."));
        }
        Answer tagged = Versions.tagged(JsonCodec.object(), team.deepCopy());
        ObjectNode answer = JsonCodec.object().put("team_id", id);
        ArrayNode memberships = budgets.memberships(team);
        Members.of(team).forEach(member -> ((ObjectNode) member).set("user_alias", alias(member)));
        answer.set("team_info", Shapes.TEAM.filled(team));
        ArrayNode keys = answer.putArray("keys");
        book.documents(AccountKind.KEY).forEach((token, key) -> {
            if (Documents.text(key, "team_id").equals(id)) {
                keys.add(Shapes.KEY_ROW.filled(key.put("token", token)));
            }
        });
        answer.set("team_memberships", memberships);
        return new Answer(200, JsonCodec.text(answer), tagged.headers());
    }

    private JsonNode alias(JsonNode member) {
        return book.document(AccountKind.USER, member.path("user_id").asString(""))
                .map(user -> user.path("user_alias"))
                .filter(JsonNode::isString)
                .orElseGet(tools.jackson.databind.node.JsonNodeFactory.instance::nullNode);
    }

    private static void checkList(Request request) {
        String user = request.parameter("user_id");
        String own = request.caller().owner().user();
        if (!request.caller().role().reaches(Role.VIEWER) && (user.isEmpty() || !user.equals(own))) {
            throw new Refused(Failure.OfCaller.of(
                            Failure.OfCaller.Kind.FORBIDDEN,
                            "Only viewers list the teams of others: name yourself in user_id.")
                    .because(Failure.OfCaller.Reason.ROLE));
        }
    }

    private Answer list(Request request) {
        checkList(request);
        String user = request.parameter("user_id");
        ArrayNode list = JsonCodec.object().putArray("all");
        teams(user, "").forEach(team -> list.add(Shapes.TEAM_ROW.filled(team)));
        return Answer.ok(JsonCodec.text(list));
    }

    private long keys(String team) {
        return book.documents(AccountKind.KEY).values().stream()
                .filter(key -> Documents.text(key, "team_id").equals(team))
                .count();
    }

    private List<ObjectNode> teams(String user, String alias) {
        return book.documents(AccountKind.TEAM).values().stream()
                .filter(team -> user.isEmpty() || Members.find(team, user, "").isPresent())
                .filter(team -> Documents.text(team, "team_alias").contains(alias))
                .toList();
    }

    private Answer pages(Request request) {
        checkList(request);
        int size = Paging.number(request, "page_size", PAGE);
        int page = Paging.number(request, "page", 1);
        List<ObjectNode> found = teams(request.parameter("user_id"), request.parameter("team_alias"));
        ObjectNode answer = JsonCodec.object();
        ArrayNode list = answer.putArray("teams");
        found.stream().skip((page - 1L) * size).limit(size).forEach(team -> {
            team.put("members_count", Members.of(team).size());
            team.put("keys_count", keys(Documents.text(team, "team_id")));
            list.add(Shapes.TEAM_ROW.filled(team));
        });
        return Answer.ok(Paging.told(answer, found.size(), page, size));
    }

    /** What members may do with the team's keys beside reading them; an empty list is nothing. */
    private Answer permissions(Request request) {
        ObjectNode team = known(request.parameter("team_id"));
        if (!request.caller().role().reaches(Role.VIEWER)) {
            TeamAdmins.require(request, team);
        }
        ObjectNode answer = JsonCodec.object();
        answer.set("team_id", team.path("team_id"));
        ArrayNode may = answer.putArray(PERMISSIONS);
        Fields.named(team, PERMISSIONS).forEach(may::add);
        ArrayNode all = answer.putArray("all_available_permissions");
        KeyOwners.PERMISSIONS.forEach(all::add);
        return Answer.ok(answer);
    }

    private Answer permit(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        ObjectNode team = managed(request, asked);
        List<String> wanted = Fields.named(asked, PERMISSIONS);
        wanted.stream()
                .filter(name -> !KeyOwners.PERMISSIONS.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw Fields.Wrong.of(
                            400,
                            "A member's permissions are among " + String.join(", ", KeyOwners.PERMISSIONS) + ".",
                            PERMISSIONS);
                });
        ArrayNode may = team.putArray(PERMISSIONS);
        wanted.forEach(may::add);
        return Answer.ok(kept(team));
    }
}
