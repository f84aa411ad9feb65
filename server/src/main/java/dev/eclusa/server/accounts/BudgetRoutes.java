package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /budget/*}: limits that accounts take for theirs by {@code budget_id}. Paths and fields as LiteLLM has them. */
public final class BudgetRoutes {
    private static final String ID = "budget_id";

    private final AccountBook book;
    private final Clock clock;

    /** Budgets of a book. */
    public BudgetRoutes(AccountBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        return Map.of(
                "/budget/new", route(Access.ADMIN, "POST", this::create),
                "/budget/update", route(Access.ADMIN, "POST", this::update),
                "/budget/delete", route(Access.ADMIN, "POST", this::delete),
                "/budget/info", route(Access.ADMIN, "POST", this::info),
                "/budget/settings", route(Access.VIEWER, "GET", this::settings),
                "/budget/list", route(Access.VIEWER, "GET", this::list));
    }

    private static ManagementRoute route(Access access, String method, Function<Request, Answer> handler) {
        return new AccountRoute(access, Set.of(method), handler);
    }

    private Answer create(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String wanted = Documents.text(asked, ID);
        String id = wanted.isEmpty() ? UUID.randomUUID().toString() : wanted;
        if (book.document(AccountKind.BUDGET, id).isPresent()) {
            throw Fields.Wrong.of(400, "Budget with id '" + id + "' already exists.", ID);
        }
        ObjectNode document = JsonCodec.object();
        document.put(ID, id);
        Fields.writeUnlimited(document);
        document.put("created_at", clock.instant().toString());
        document.put("created_by", request.caller().name());
        return keep(request, id, document);
    }

    private Answer update(Request request) {
        String id = Documents.text(AccountRoute.body(request), ID);
        if (id.isEmpty()) {
            throw Fields.Wrong.of(400, "budget_id is required.", ID);
        }
        ObjectNode document = book.document(AccountKind.BUDGET, id)
                .orElseThrow(() -> Fields.Wrong.of(404, "There is no budget '" + id + "'.", ID));
        Versions.check(request, document);
        return keep(request, id, document);
    }

    private Answer keep(Request request, String id, ObjectNode document) {
        Fields.write(AccountRoute.body(request), document, clock);
        document.put(ID, id);
        document.put("updated_at", clock.instant().toString());
        document.put("updated_by", request.caller().name());
        book.put(AccountKind.BUDGET, id, document);
        return Versions.tagged(known(id), document);
    }

    private ObjectNode known(String id) {
        return shown(book.document(AccountKind.BUDGET, id).orElseThrow());
    }

    private static ObjectNode shown(ObjectNode document) {
        document.remove("spend");
        document.remove("models");
        return Shapes.BUDGET.filled(document);
    }

    private Answer delete(Request request) {
        String id = Documents.text(AccountRoute.body(request), "id");
        if (id.isEmpty()) {
            throw Fields.Wrong.type("id", "missing", "Field required");
        }
        if (book.document(AccountKind.BUDGET, id).isEmpty()) {
            return Answer.ok("null");
        }
        ObjectNode document = known(id);
        book.remove(AccountKind.BUDGET, List.of(id));
        return Answer.ok(document);
    }

    private Answer info(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        if (!asked.path("budgets").isArray()) {
            throw Fields.Wrong.type("budgets", "missing", "Field required");
        }
        List<String> named = Fields.named(asked, "budgets");
        if (named.isEmpty()) {
            throw Fields.Wrong.of(400, "Name the ids of budgets in 'budgets'.", "budgets");
        }
        ArrayNode list = JsonCodec.array();
        named.stream()
                .filter(id -> book.document(AccountKind.BUDGET, id).isPresent())
                .forEach(id -> list.add(known(id)));
        return Answer.ok(JsonCodec.text(list));
    }

    private Answer settings(Request request) {
        String id = request.parameter(ID);
        if (id.isEmpty()) {
            throw Fields.Wrong.type(ID, "missing", "Field required");
        }
        return Answer.ok(BudgetSettings.of(book.document(AccountKind.BUDGET, id)
                .orElseThrow(() -> Fields.Wrong.of(404, "There is no budget '" + id + "'.", ID))));
    }

    private Answer list(Request request) {
        ArrayNode list = JsonCodec.array();
        book.documents(AccountKind.BUDGET).values().forEach(document -> list.add(shown(document)));
        return Answer.ok(JsonCodec.text(list));
    }
}
