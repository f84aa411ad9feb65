package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.server.manage.OwnUse;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.TaggedUse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /tag/*}: words that calls carry, and their limits. Paths and fields as LiteLLM has them (recorded, 1.106.2). */
public final class TagRoutes {
    private static final List<String> SHOWN =
            List.of("name", "description", "models", "model_info", "created_at", "updated_at", "created_by");
    private static final List<String> LIMITS = List.of(
            "max_budget",
            "soft_budget",
            "max_parallel_requests",
            "tpm_limit",
            "rpm_limit",
            "budget_duration",
            "budget_reset_at",
            "spend");

    private final AccountBook book;
    private final LedgerStore ledger;
    private final Clock clock;

    /** Tags of a book, and what calls carried. */
    public TagRoutes(AccountBook book, LedgerStore ledger, Clock clock) {
        this.book = book;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/tag/new", changing(this::create));
        table.put("/tag/update", changing(this::update));
        table.put("/tag/delete", changing(this::delete));
        table.put("/tag/info", new AccountRoute(Access.ADMIN, Set.of("POST"), this::info));
        table.put("/tag/list", new AccountRoute(Access.INSIDER, Set.of("GET"), this::list));
        table.put("/tag/distinct", new AccountRoute(Access.VIEWER, Set.of("GET"), request -> distinct()));
        return table;
    }

    private static ManagementRoute changing(Function<Request, Answer> handler) {
        return new AccountRoute(Access.ADMIN, Set.of("POST"), handler);
    }

    private static String name(ObjectNode asked) {
        String name = Documents.text(asked, "name");
        if (name.isEmpty()) {
            throw Fields.Wrong.type("name", "missing", "Field required");
        }
        if (AccountKind.isOfKeys(name)) {
            throw Fields.Wrong.of(400, "Tags that begin so stand for projects and members of organizations.", "name");
        }
        return name;
    }

    private Answer create(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String name = name(asked);
        if (book.document(AccountKind.TAG, name).isPresent()) {
            throw Fields.Wrong.of(409, "There is a tag '" + name + "' already.", "name");
        }
        ObjectNode document = JsonCodec.object();
        document.put("name", name);
        document.putNull("description");
        Fields.writeUnlimited(document);
        document.putObject("model_info");
        document.put("created_at", clock.instant().toString());
        document.put("created_by", request.caller().name());
        return keep(asked, name, document, "created");
    }

    private Answer update(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String name = name(asked);
        return keep(asked, name, known(name), "updated");
    }

    private Answer keep(ObjectNode asked, String name, ObjectNode document, String done) {
        Fields.write(asked, document, clock);
        document.put("updated_at", clock.instant().toString());
        book.put(AccountKind.TAG, name, document);
        ObjectNode answer = JsonCodec.object();
        answer.put("message", "Tag " + name + " " + done + " successfully");
        answer.set("tag", shown(known(name)));
        return Answer.ok(answer);
    }

    private ObjectNode known(String name) {
        return book.document(AccountKind.TAG, name)
                .orElseThrow(() -> new Refused(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.NOT_FOUND, "There is no such tag; GET /tag/list lists them.")));
    }

    private Answer delete(Request request) {
        String name = name(AccountRoute.body(request));
        known(name);
        book.remove(AccountKind.TAG, List.of(name));
        return Answer.ok(JsonCodec.object().put("message", "Tag " + name + " deleted successfully"));
    }

    private Answer info(Request request) {
        List<String> names = Fields.named(AccountRoute.body(request), "names");
        ObjectNode answer = JsonCodec.object();
        names.forEach(name -> answer.set(name, shown(known(name))));
        return Answer.ok(answer);
    }

    /** All of them for viewers; others are told of those that their own calls carried. */
    private Answer list(Request request) {
        String own = OwnUse.user(request);
        Map<String, ObjectNode> tags = tags();
        if (!own.isEmpty()) {
            tags.keySet().retainAll(carriedBy(own));
        }
        ArrayNode list = JsonCodec.object().putArray("all");
        tags.values().forEach(document -> list.add(shown(document)));
        return Answer.ok(JsonCodec.text(list));
    }

    private Set<String> carriedBy(String user) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return ledger.tagged(new DailyQuery(LocalDate.EPOCH, today, "", user, "", ""), "").stream()
                .map(TaggedUse::tag)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Answer distinct() {
        ObjectNode answer = JsonCodec.object();
        ArrayNode results = answer.putArray("results");
        tags().keySet().forEach(name -> results.addObject().put("tag", name));
        return Answer.ok(answer);
    }

    /** All but those that stand for customers and projects. */
    private Map<String, ObjectNode> tags() {
        Map<String, ObjectNode> tags = book.documents(AccountKind.TAG);
        tags.keySet().removeIf(name -> !AccountKind.isWord(name));
        return tags;
    }

    private static ObjectNode shown(ObjectNode document) {
        ObjectNode shown = JsonCodec.object();
        SHOWN.forEach(name -> shown.set(name, document.path(name)));
        if (LIMITS.stream().anyMatch(name -> !name.equals("spend") && document.hasNonNull(name))) {
            ObjectNode limits = shown.putObject("litellm_budget_table");
            LIMITS.forEach(name -> limits.set(
                    name,
                    document.has(name)
                            ? document.path(name)
                            : JsonCodec.object().nullNode()));
        }
        return shown;
    }
}
