package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /customer/*}, also called {@code /end_user/*}: whom callers say that calls are made for, in OpenAI's field
 * {@code user}. Paths and fields as LiteLLM has them. A customer is an account of the tag that its calls carry; one that only
 * calls have named so far is told all the same.
 */
public final class CustomerRoutes {
    private static final String ID = "user_id";
    private static final String BUDGET = "budget_id";
    private static final List<String> OWN = List.of("alias", "allowed_model_region", "default_model");
    private static final List<String> LIMITS = List.of(
            "max_budget",
            "soft_budget",
            "budget_duration",
            "rpm_limit",
            "tpm_limit",
            "max_parallel_requests",
            "model_max_budget");

    private final AccountBook book;
    private final Clock clock;

    /** Customers of a book. */
    public CustomerRoutes(AccountBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        for (String root : List.of("/customer", "/end_user")) {
            table.put(root + "/new", route(Access.ADMIN, "POST", this::create));
            table.put(root + "/update", route(Access.ADMIN, "POST", this::update));
            table.put(root + "/delete", route(Access.ADMIN, "POST", this::delete));
            table.put(root + "/block", route(Access.ADMIN, "POST", request -> blocked(request, true)));
            table.put(root + "/unblock", route(Access.ADMIN, "POST", request -> blocked(request, false)));
            table.put(root + "/info", route(Access.VIEWER, "GET", this::info));
            table.put(root + "/list", route(Access.VIEWER, "GET", request -> list()));
        }
        return table;
    }

    private static ManagementRoute route(Access access, String method, Function<Request, Answer> handler) {
        return new AccountRoute(access, Set.of(method), handler);
    }

    private Answer create(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String id = named(asked);
        if (asked.hasNonNull(BUDGET) && asked.hasNonNull("max_budget")) {
            throw Fields.Wrong.type(BUDGET, "value_error", "Set either budget_id or max_budget, not both");
        }
        if (document(id).isPresent()) {
            throw Fields.Wrong.of(400, "Customer already exists, passed user_id=" + id + ".", ID);
        }
        ObjectNode document = JsonCodec.object();
        document.put(ID, id)
                .put("blocked", false)
                .put("created_by", request.caller().name());
        return keep(id, document, asked);
    }

    private Answer update(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String id = named(asked);
        ObjectNode document = document(id).or(() -> seen(id)).orElseThrow(CustomerRoutes::unknown);
        return keep(id, document, asked);
    }

    private static String named(ObjectNode asked) {
        String id = Documents.text(asked, ID);
        if (id.isBlank()) {
            throw Fields.Wrong.type(ID, "missing", "Field required");
        }
        return id;
    }

    private Answer keep(String id, ObjectNode document, ObjectNode asked) {
        ObjectNode limits = JsonCodec.object();
        LIMITS.stream().filter(asked::has).forEach(field -> limits.set(field, asked.path(field)));
        ObjectNode rest = asked.deepCopy();
        rest.remove(LIMITS);
        rest.remove(ID);
        OWN.stream().filter(rest::has).forEach(field -> document.set(field, rest.path(field)));
        Fields.write(rest, document, clock);
        if (!limits.isEmpty()) {
            document.put(BUDGET, budget(document, limits));
        }
        document.put("updated_at", clock.instant().toString());
        book.put(AccountKind.TAG, AccountKind.CUSTOMER + id, document);
        return Answer.ok(shown(document(id).orElseThrow()));
    }

    /** Limits are kept as a budget of the customer's, as LiteLLM's users find them. */
    private String budget(ObjectNode document, ObjectNode limits) {
        String known = Documents.text(document, BUDGET);
        String id = known.isEmpty() ? UUID.randomUUID().toString() : known;
        ObjectNode budget = book.document(AccountKind.BUDGET, id).orElseGet(() -> {
            ObjectNode fresh = JsonCodec.object().put(BUDGET, id);
            Fields.writeUnlimited(fresh);
            return fresh.put("created_at", clock.instant().toString());
        });
        Fields.write(limits, budget, clock);
        budget.put("updated_at", clock.instant().toString());
        book.put(AccountKind.BUDGET, id, budget);
        return id;
    }

    private Optional<ObjectNode> document(String id) {
        return book.document(AccountKind.TAG, AccountKind.CUSTOMER + id);
    }

    /** A customer that calls have named; an account is made of it when it is changed. */
    private Optional<ObjectNode> seen(String id) {
        String tag = AccountKind.CUSTOMER + id;
        Map<String, Cost> spent = book.store().spent(AccountKind.TAG, Instant.EPOCH, Optional.of(tag));
        return Optional.ofNullable(spent.get(tag)).map(cost -> seen(id, cost));
    }

    private static ObjectNode seen(String id, Cost cost) {
        return JsonCodec.object().put(ID, id).put("blocked", false).put("spend", Documents.dollars(cost));
    }

    private static Refused unknown() {
        return new Refused(Failure.OfCaller.of(
                Failure.OfCaller.Kind.NOT_FOUND, "There is no such customer; GET /customer/list lists them."));
    }

    private Answer delete(Request request) {
        List<String> ids = several(request);
        ids.stream().filter(id -> document(id).isEmpty()).findFirst().ifPresent(id -> {
            throw unknown();
        });
        book.remove(
                AccountKind.TAG,
                ids.stream().map(id -> AccountKind.CUSTOMER + id).toList());
        return Answer.ok(JsonCodec.object()
                .put("deleted_customers", ids.size())
                .put("message", "Successfully deleted customers with ids: " + ids));
    }

    private static List<String> several(Request request) {
        List<String> ids = Fields.named(AccountRoute.body(request), "user_ids");
        if (ids.isEmpty()) {
            throw Fields.Wrong.type("user_ids", "missing", "Field required");
        }
        return ids;
    }

    /** One that nobody named so far can be blocked too, so that its first call is refused. */
    private Answer blocked(Request request, boolean blocked) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode changed = answer.putArray("blocked_users");
        for (String id : several(request)) {
            ObjectNode document = document(id)
                    .or(() -> seen(id))
                    .orElseGet(() -> JsonCodec.object().put(ID, id));
            document.put("blocked", blocked);
            document.put("updated_at", clock.instant().toString());
            book.put(AccountKind.TAG, AccountKind.CUSTOMER + id, document);
            changed.add(shown(document(id).orElseThrow()));
        }
        return Answer.ok(answer);
    }

    private Answer info(Request request) {
        String id = request.parameter("end_user_id");
        if (id.isEmpty()) {
            throw Fields.Wrong.type("end_user_id", "missing", "Field required");
        }
        return Answer.ok(shown(document(id).or(() -> seen(id)).orElseThrow(CustomerRoutes::unknown)));
    }

    private Answer list() {
        Map<String, ObjectNode> all = new TreeMap<>();
        book.store().spent(AccountKind.TAG, Instant.EPOCH, Optional.empty()).forEach((tag, cost) -> {
            if (tag.startsWith(AccountKind.CUSTOMER)) {
                String id = tag.substring(AccountKind.CUSTOMER.length());
                all.put(id, seen(id, cost));
            }
        });
        book.documents(AccountKind.TAG).forEach((tag, document) -> {
            if (tag.startsWith(AccountKind.CUSTOMER)) {
                all.put(tag.substring(AccountKind.CUSTOMER.length()), document);
            }
        });
        ArrayNode list = JsonCodec.array();
        all.values().forEach(document -> list.add(shown(document)));
        return Answer.ok(JsonCodec.text(list));
    }

    private ObjectNode shown(ObjectNode document) {
        ObjectNode shown = Shapes.CUSTOMER.only(document);
        book.document(AccountKind.BUDGET, Documents.text(document, BUDGET)).ifPresent(budget -> {
            budget.remove(List.of("spend", "models"));
            shown.set("litellm_budget_table", Shapes.BUDGET.filled(budget));
        });
        return shown;
    }
}
