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
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /user/*}, {@code /team/*} and {@code /organization/*}: whoever stands above keys. Paths, fields and statuses as
 * LiteLLM has them.
 */
public final class HolderRoutes {
    /** What a request for a user says of the key it is given. */
    private static final List<String> OF_THE_KEY = List.of(
            "key_alias",
            "duration",
            "aliases",
            "allowed_routes",
            "key_type",
            "tags",
            "metadata",
            "team_id",
            "organization_id");

    private final AccountBook book;
    private final AccountKind kind;
    private final Clock clock;
    private final Repeats repeats;
    private final Function<Request, ObjectNode> firstKey;
    private final String word;
    private final String idField;

    /**
     * Those of one kind.
     *
     * @param firstKey makes a key as a request asks for it; users are given one with themselves
     */
    public HolderRoutes(AccountBook book, AccountKind kind, Clock clock, Function<Request, ObjectNode> firstKey) {
        this.firstKey = firstKey;
        this.book = book;
        this.kind = kind;
        this.clock = clock;
        this.repeats = new Repeats(book.store(), clock);
        this.word = kind.word();
        this.idField = word + "_id";
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        String path = "/" + word;
        table.put(
                path + "/new",
                route(
                        request -> repeats.once(request, (asked, repeat) -> create(asked), (asked, repeat) -> ""),
                        "POST"));
        Access changing = kind == AccountKind.TEAM ? Access.CALLER : Access.ADMIN;
        table.put(path + "/update", new AccountRoute(changing, Set.of("POST", "PATCH"), this::update));
        table.put(path + "/delete", route(this::delete, "POST", "DELETE"));
        table.put(path + "/block", route(request -> blocked(request, true), "POST"));
        table.put(path + "/unblock", route(request -> blocked(request, false), "POST"));
        table.put(path + "/info", new AccountRoute(Access.VIEWER, Set.of("GET"), this::info));
        table.put(path + "/list", new AccountRoute(Access.VIEWER, Set.of("GET"), this::list));
        return table;
    }

    private static ManagementRoute route(Function<Request, Answer> handler, String... methods) {
        return new AccountRoute(Access.ADMIN, Set.of(methods), handler);
    }

    private Answer create(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        check(asked);
        String wanted = Documents.text(asked, idField);
        String id = wanted.isEmpty() ? UUID.randomUUID().toString() : wanted;
        if (book.document(kind, id).isPresent()) {
            int status = kind == AccountKind.TEAM ? 400 : 409;
            throw Fields.Wrong.of(status, "There is a " + word + " with this id already.", idField);
        }
        ObjectNode document = JsonCodec.object();
        document.putNull(word + "_alias");
        Fields.writeUnlimited(document);
        document.put("blocked", false);
        document.putObject("metadata");
        document.put("created_at", clock.instant().toString());
        document.put("created_by", request.caller().name());
        Fields.write(asked, document, clock);
        Answer kept = keep(id, document);
        if (kind == AccountKind.TEAM) {
            new MemberBudgets(book, clock).inherit(known(id));
        }
        return kind == AccountKind.USER ? withKey(request, asked, id) : kept;
    }

    /** A new user's first key, unless {@code auto_create_key} is false: LiteLLM's users expect one. */
    private Answer withKey(Request request, ObjectNode asked, String id) {
        ObjectNode answer = shaped(known(id));
        if (!asked.path("auto_create_key").asBoolean(true)) {
            return Answer.ok(answer.put("key", ""));
        }
        ObjectNode wanted = JsonCodec.object().put("user_id", id);
        for (String field : OF_THE_KEY) {
            if (asked.hasNonNull(field)) {
                wanted.set(field, asked.path(field));
            }
        }
        ObjectNode key = firstKey.apply(request.with(JsonCodec.bytes(wanted)));
        for (String field : List.of("key", "key_name", "token", "token_id", "expires")) {
            answer.set(field, key.path(field));
        }
        return Answer.ok(answer);
    }

    /** What only some kinds have to be told apart by. */
    private void check(ObjectNode asked) {
        Roles.check(asked);
        if (kind == AccountKind.TEAM) {
            new Members(book).check(asked);
            checkOrganization(asked, 400);
        }
        String email = Documents.text(asked, "user_email");
        if (kind == AccountKind.USER && !email.isEmpty() && book.isTaken(kind, "user_email", email, "")) {
            throw Fields.Wrong.of(409, "User with email " + email + " already exists.", "user_email");
        }
    }

    private void checkOrganization(ObjectNode asked, int status) {
        String organization = Documents.text(asked, "organization_id");
        if (!organization.isEmpty()
                && book.document(AccountKind.ORGANIZATION, organization).isEmpty()) {
            throw Fields.Wrong.of(status, "There is no organization '" + organization + "'.", "organization_id");
        }
    }

    private ObjectNode shaped(ObjectNode document) {
        return switch (kind) {
            case USER -> Shapes.USER_MADE.filled(document);
            case TEAM -> Shapes.TEAM_MADE.filled(document);
            default -> document;
        };
    }

    private Answer keep(String id, ObjectNode document) {
        document.put(idField, id);
        document.put("updated_at", clock.instant().toString());
        book.put(kind, id, document);
        return Answer.ok(shaped(book.document(kind, id).orElseThrow()));
    }

    private ObjectNode known(String id) {
        return book.document(kind, id)
                .orElseThrow(() -> new Refused(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.NOT_FOUND,
                        "There is no such " + word + "; GET /" + word + "/list lists them.")));
    }

    private Answer update(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String id = Documents.text(asked, idField);
        if (id.isEmpty()) {
            throw Fields.Wrong.type(idField, "missing", "Field required");
        }
        ObjectNode document = known(id);
        if (kind == AccountKind.TEAM) {
            TeamAdmins.requireGateway(request);
            checkOrganization(asked, 404);
        }
        Versions.check(request, document);
        Fields.write(asked, document, clock);
        keep(id, document);
        ObjectNode answer = JsonCodec.object();
        answer.put(idField, id);
        ObjectNode data = known(id);
        if (kind == AccountKind.TEAM) {
            ModelTable.write(data);
        }
        answer.set("data", Shapes.TEAM_CHANGED.filled(data));
        return Answer.ok(kind == AccountKind.ORGANIZATION ? known(id) : answer);
    }

    private Answer blocked(Request request, boolean blocked) {
        String id = Documents.text(AccountRoute.body(request), idField);
        if (id.isEmpty()) {
            throw Fields.Wrong.type(idField, "missing", "Field required");
        }
        return keep(id, known(id).put("blocked", blocked));
    }

    private Answer delete(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        List<String> ids = Fields.named(asked, idField + "s");
        if (!asked.path(idField + "s").isArray()) {
            throw Fields.Wrong.type(idField + "s", "missing", "Field required");
        }
        Map<String, ObjectNode> gone = new TreeMap<>();
        ids.forEach(id -> gone.put(id, known(id)));
        removeDependents(gone);
        book.remove(kind, ids);
        if (kind == AccountKind.USER) {
            return Answer.ok(Integer.toString(ids.size()));
        }
        ObjectNode answer = JsonCodec.object();
        ArrayNode deleted = answer.putArray("deleted_" + word + "s");
        ids.forEach(deleted::add);
        return Answer.ok(answer);
    }

    private void removeDependents(Map<String, ObjectNode> gone) {
        Dependents dependents = new Dependents(book);
        if (kind == AccountKind.USER) {
            dependents.ofUsers(List.copyOf(gone.keySet()));
        } else if (kind == AccountKind.TEAM) {
            dependents.ofTeams(gone);
        } else {
            dependents.ofOrganizations(gone.keySet());
        }
    }

    private Answer info(Request request) {
        String id = request.parameter(idField);
        ObjectNode document = known(id);
        ObjectNode answer = JsonCodec.object();
        answer.put(idField, id);
        answer.set(word + "_info", document);
        ArrayNode keys = answer.putArray("keys");
        book.documents(AccountKind.KEY).forEach((token, key) -> {
            if (Documents.text(key, idField).equals(id)) {
                keys.add(key.put("token", token));
            }
        });
        return Versions.tagged(kind == AccountKind.ORGANIZATION ? document.set("keys", keys) : answer, document);
    }

    private Answer list(Request request) {
        ArrayNode list = JsonCodec.object().putArray("all");
        book.documents(kind).values().forEach(list::add);
        if (kind != AccountKind.USER) {
            return Answer.ok(JsonCodec.text(list));
        }
        ObjectNode answer = JsonCodec.object();
        answer.set("users", list);
        answer.put("total", list.size());
        answer.put("page", 1);
        answer.put("page_size", list.size());
        answer.put("total_pages", 1);
        return Answer.ok(answer);
    }
}
