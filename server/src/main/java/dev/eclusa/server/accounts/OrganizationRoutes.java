package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /organization/*} has beside what every holder has: members. Paths and fields as LiteLLM's (1.106.2). */
public final class OrganizationRoutes {
    private static final String ID = OrganizationMembers.ORGANIZATION;

    private final AccountBook book;
    private final Clock clock;
    private final OrganizationMembers members;

    /** Organizations of a book. */
    public OrganizationRoutes(AccountBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
        this.members = new OrganizationMembers(book, clock);
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        return Map.of(
                "/organization/member_add", changing(this::add, "POST"),
                "/organization/member_update", changing(this::update, "PATCH", "POST"),
                "/organization/member_delete", changing(this::remove, "DELETE", "POST"),
                "/organization/info", new AccountRoute(Access.VIEWER, Set.of("GET", "POST"), this::info));
    }

    /** Each takes the organization's document and the request. */
    private ManagementRoute changing(BiFunction<ObjectNode, ObjectNode, ObjectNode> handler, String... methods) {
        return new AccountRoute(Access.ADMIN, Set.of(methods), request -> {
            ObjectNode asked = AccountRoute.body(request);
            members.check(asked);
            return Answer.ok(handler.apply(known(Documents.text(asked, ID)), asked));
        });
    }

    private ObjectNode known(String id) {
        if (id.isEmpty()) {
            throw Fields.Wrong.type(ID, "missing", "Field required");
        }
        return book.document(AccountKind.ORGANIZATION, id)
                .orElseThrow(() -> new Refused(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.NOT_FOUND,
                        "There is no such organization; GET /organization/list lists them.")));
    }

    private void keep(ObjectNode organization) {
        organization.put("updated_at", clock.instant().toString());
        book.put(AccountKind.ORGANIZATION, Documents.text(organization, ID), organization);
    }

    private ObjectNode add(ObjectNode organization, ObjectNode asked) {
        List<JsonNode> wanted = asked.path("member").isArray()
                ? asked.path("member").valueStream().toList()
                : List.of(asked.path("member"));
        List<ObjectNode> added =
                wanted.stream().map(one -> members.add(organization, one)).toList();
        keep(organization);
        ObjectNode answer = JsonCodec.object();
        answer.set(ID, organization.path(ID));
        ArrayNode users = answer.putArray("updated_users");
        ArrayNode memberships = answer.putArray("updated_organization_memberships");
        added.forEach(member -> {
            members.limit(member, asked);
            users.add(user(member));
            memberships.add(members.told(member));
        });
        return answer;
    }

    private ObjectNode user(ObjectNode member) {
        ObjectNode user = book.document(AccountKind.USER, Documents.text(member, "user_id"))
                .orElseGet(() -> member.deepCopy().retain("user_id", "user_role", "created_at", "updated_at"));
        return Shapes.USER_ROW.filled(user);
    }

    private ObjectNode update(ObjectNode organization, ObjectNode asked) {
        ObjectNode member = members.known(organization, asked);
        members.change(member, asked);
        keep(organization);
        members.limit(member, asked);
        return members.told(member);
    }

    private ObjectNode remove(ObjectNode organization, ObjectNode asked) {
        ObjectNode member = members.known(organization, asked);
        ObjectNode told = members.told(member);
        OrganizationMembers.remove(organization, member);
        keep(organization);
        members.forget(member);
        return told;
    }

    /** One by its id; by {@code POST}, as LiteLLM had it once, several. */
    private Answer info(Request request) {
        if (request.method().equals("GET")) {
            ObjectNode organization = known(request.parameter(ID));
            return Versions.tagged(shown(organization.deepCopy()), organization);
        }
        ArrayNode list = JsonCodec.array();
        Fields.named(AccountRoute.body(request), "organizations").stream()
                .filter(id -> book.document(AccountKind.ORGANIZATION, id).isPresent())
                .forEach(id -> list.add(shown(known(id))));
        return Answer.ok(JsonCodec.text(list));
    }

    private ObjectNode shown(ObjectNode organization) {
        String id = Documents.text(organization, ID);
        organization.set("members", members.all(organization));
        organization.set("teams", below(AccountKind.TEAM, id));
        organization.set("keys", below(AccountKind.KEY, id));
        return Shapes.ORGANIZATION.filled(organization);
    }

    private ArrayNode below(AccountKind kind, String organization) {
        ArrayNode found = JsonCodec.array();
        book.documents(kind).forEach((name, document) -> {
            if (Documents.text(document, ID).equals(organization)) {
                found.add(kind == AccountKind.KEY ? document.put("token", name) : Shapes.TEAM_ROW.filled(document));
            }
        });
        return found;
    }
}
