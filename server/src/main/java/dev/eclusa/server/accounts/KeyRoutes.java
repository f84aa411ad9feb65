package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /key/*}: keys, which are shown once and kept as keyed hashes. Paths, fields and statuses as LiteLLM has them. */
public final class KeyRoutes {
    private static final String REGENERATE = "/regenerate";
    private static final String RESET = "/reset_spend";
    private static final String SERVICE_ACCOUNT = "service_account_id";
    private static final int SHORTEST = 16;
    private static final int KEY_BYTES = 24;

    private final AccountBook book;
    private final Function<String, byte[]> hash;
    private final Clock clock;
    private final Repeats repeats;
    private final KeyOwners owners;
    private final Projects projects;
    private final SecureRandom random = new SecureRandom();

    /** Keys of a book, hashed so. */
    public KeyRoutes(AccountBook book, Function<String, byte[]> hash, Clock clock) {
        this.book = book;
        this.hash = hash;
        this.clock = clock;
        this.repeats = new Repeats(book.store(), clock);
        this.owners = new KeyOwners(book);
        this.projects = new Projects(book);
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/key/generate", post(request -> repeats.once(request, this::generate, this::made)));
        table.put("/key/update", post(this::update));
        table.put("/key/delete", post(new KeyRemoval(book, owners, this::id)::handle));
        table.put("/key/block", post(request -> blocked(request, true)));
        table.put("/key/unblock", post(request -> blocked(request, false)));
        table.put("/key/regenerate", post(request -> repeats.once(request, this::regenerate, this::made)));
        table.put("/key/*", post(this::below));
        table.put(
                "/key/service-account/generate",
                post(request -> repeats.once(request, this::serviceAccount, this::made)));
        table.put("/key/bulk_update", post(this::updateMany));
        table.put("/key/info", new AccountRoute(Access.CALLER, Set.of("GET"), this::info));
        table.putAll(new KeyLists(book, clock, this::id).table());
        table.put("/key/health", new AccountRoute(Access.CALLER, Set.of("POST"), request -> healthy()));
        return table;
    }

    private static ManagementRoute post(Function<Request, Answer> handler) {
        return new AccountRoute(Access.CALLER, Set.of("POST"), handler);
    }

    private Answer generate(Request request, String repeat) {
        ObjectNode asked = AccountRoute.body(request);
        projects.check(asked, JsonCodec.object());
        owners.mayMake(request, asked);
        owners.check(asked);
        String made = made(request, repeat);
        String id = id(made);
        if (book.document(AccountKind.KEY, book.keyId(made, this::id)).isPresent()) {
            throw Fields.Wrong.of(409, "This key exists already.", "key");
        }
        ObjectNode document = JsonCodec.object();
        document.put("key_name", shown(made));
        document.putNull("key_alias");
        document.putNull("user_id");
        document.putNull("team_id");
        document.putNull("organization_id");
        document.putNull("project_id");
        Fields.writeUnlimited(document);
        document.putNull("expires");
        document.putNull("blocked");
        document.putObject("metadata");
        document.putObject("aliases");
        document.put("created_at", clock.instant().toString());
        document.put("created_by", request.caller().name());
        document.put("updated_by", request.caller().name());
        Fields.write(asked, document, clock);
        KeyTypes.write(asked, document);
        unique(document, id);
        return keep(made, id, document);
    }

    /** A key that belongs to a team and to nobody in it. */
    private Answer serviceAccount(Request request, String repeat) {
        ObjectNode asked = AccountRoute.body(request);
        if (Documents.text(asked, "team_id").isEmpty()) {
            throw Fields.Wrong.of(400, "A service account belongs to a team: name it in team_id.", "team_id");
        }
        if (book.document(AccountKind.TEAM, Documents.text(asked, "team_id")).isEmpty()) {
            throw Fields.Wrong.of(400, "There is no such team; GET /team/list lists them.", "team_id");
        }
        ObjectNode metadata = asked.path("metadata") instanceof ObjectNode there ? there : asked.putObject("metadata");
        if (!metadata.hasNonNull(SERVICE_ACCOUNT)) {
            String alias = Documents.text(asked, "key_alias");
            metadata.put(SERVICE_ACCOUNT, alias.isEmpty() ? UUID.randomUUID().toString() : alias);
        }
        return generate(request.with(JsonCodec.bytes(asked)), repeat);
    }

    /** A key made for somebody else's request, as it is shown once. */
    public ObjectNode first(Request request) {
        Answer answer = generate(request, "");
        return Documents.read(answer.json());
    }

    private Answer keep(String key, String id, ObjectNode document) {
        document.put("updated_at", clock.instant().toString());
        book.put(AccountKind.KEY, id, document);
        return shownOnce(key, id);
    }

    private Answer shownOnce(String key, String id) {
        ObjectNode answer = book.document(AccountKind.KEY, id).orElseThrow();
        answer.put("key", key);
        answer.put("token", id);
        answer.put("token_id", id);
        return Answer.ok(Shapes.KEY_MADE.filled(answer));
    }

    private void unique(ObjectNode document, String id) {
        String alias = Documents.text(document, "key_alias");
        if (!alias.isEmpty() && book.isTaken(AccountKind.KEY, "key_alias", alias, id)) {
            throw Fields.Wrong.of(
                    400, "Key with alias '" + alias + "' already exists. Aliases are unique.", "key_alias");
        }
    }

    /**
     * The key that a request asks for, or a fresh one.
     *
     * @param repeat what is the same each time the request is repeated, and of it the same key is made: so that it need not
     *     be kept; empty for a request that cannot be
     */
    private String made(Request request, String repeat) {
        ObjectNode asked = AccountRoute.body(request);
        String wanted = Documents.text(asked, request.path().endsWith(REGENERATE) ? "new_key" : "key");
        if (!wanted.isEmpty()) {
            return checked(wanted);
        }
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        if (!repeat.isEmpty()) {
            bytes = Arrays.copyOf(hash.apply("\0repeat\0" + repeat), KEY_BYTES);
        }
        return "sk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String checked(String key) {
        if (!key.startsWith("sk-") || key.length() < SHORTEST || !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw Fields.Wrong.of(
                    400, "A key begins with sk- and has at least " + SHORTEST + " visible characters.", "key");
        }
        return key;
    }

    private static String shown(String key) {
        return "sk-..." + key.substring(key.length() - 4);
    }

    private String id(String key) {
        return HexFormat.of().formatHex(hash.apply(key));
    }

    /** The id of a key that is named by itself or by its hash. */
    private String known(String named) {
        String id = book.keyId(named, this::id);
        if (named.isEmpty() || book.document(AccountKind.KEY, id).isEmpty()) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.NOT_FOUND, "There is no such key; name it by itself or by its token."));
        }
        return id;
    }

    private Answer update(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String named = required(asked);
        String id = known(named);
        Versions.check(request, book.document(AccountKind.KEY, id).orElseThrow());
        ObjectNode answer = changed(id, asked, request);
        answer.put("key", named);
        answer.put("token", id);
        return Answer.ok(answer);
    }

    private static String required(ObjectNode asked) {
        String named = Documents.text(asked, "key");
        if (named.isEmpty()) {
            throw Fields.Wrong.type("key", "missing", "Field required");
        }
        return named;
    }

    private ObjectNode changed(String id, ObjectNode asked, Request request) {
        ObjectNode document = book.document(AccountKind.KEY, id).orElseThrow();
        change(request, document, asked, id);
        document.put("updated_at", clock.instant().toString());
        document.put("updated_by", request.caller().name());
        book.put(AccountKind.KEY, id, document);
        return Shapes.KEY.filled(book.document(AccountKind.KEY, id).orElseThrow());
    }

    /** Each on its own: those that cannot be changed are told, the others are changed. */
    private Answer updateMany(Request request) {
        ObjectNode answer = JsonCodec.object();
        owners.mayChangeMany(request);
        JsonNode all = AccountRoute.body(request).path("keys");
        if (!all.isArray()) {
            throw Fields.Wrong.type("keys", "missing", "Field required");
        }
        if (all.isEmpty()) {
            throw Fields.Wrong.of(400, "Name at least one key in 'keys'.", "keys");
        }
        answer.put("total_requested", all.size());
        ArrayNode done = answer.putArray("successful_updates");
        ArrayNode failed = answer.putArray("failed_updates");
        all.valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .forEach(asked -> {
                    String named = Documents.text(asked, "key");
                    String id = book.keyId(named, this::id);
                    ObjectNode told = JsonCodec.object().put("key", named);
                    if (book.document(AccountKind.KEY, id).isEmpty()) {
                        failed.add(told.putNull("key_info").put("failed_reason", "Key not found."));
                    } else {
                        told.set("key_info", changed(id, asked, request));
                        done.add(told);
                    }
                });
        return Answer.ok(answer);
    }

    /** Whoever is answered has a key that holds. */
    private static Answer healthy() {
        return Answer.ok(JsonCodec.object().put("key", "healthy").putNull("logging_callbacks"));
    }

    private Answer blocked(Request request, boolean blocked) {
        String id = known(required(AccountRoute.body(request)));
        ObjectNode document = book.document(AccountKind.KEY, id).orElseThrow();
        owners.mayChange(request, document, JsonCodec.object().put("blocked", blocked));
        document.put("blocked", blocked);
        document.put("updated_at", clock.instant().toString());
        book.put(AccountKind.KEY, id, document);
        document.put("token", id);
        return Answer.ok(Shapes.KEY_ROW.filled(document));
    }

    /** {@code /key/regenerate}, the key in the body. */
    private Answer regenerate(Request request, String repeat) {
        return regenerate(request, Documents.text(AccountRoute.body(request), "key"), repeat);
    }

    /** {@code /key/KEY/regenerate} and {@code /key/KEY/reset_spend}; there is nothing else below {@code /key/}. */
    private Answer below(Request request) {
        String below = request.below("/key/");
        if (below.endsWith(RESET)) {
            return reset(request, known(below.substring(0, below.length() - RESET.length())));
        }
        if (!below.endsWith(REGENERATE)) {
            throw new Refused(
                    Failure.OfCaller.of(Failure.OfCaller.Kind.NOT_FOUND, "There is nothing at this path below /key/."));
        }
        String named = below.substring(0, below.length() - REGENERATE.length());
        return repeats.once(request, (asked, repeat) -> regenerate(asked, named, repeat), this::made);
    }

    private Answer reset(Request request, String id) {
        owners.mayReset(request);
        return new SpendReset(book).handle(request, id);
    }

    private Answer regenerate(Request request, String named, String repeat) {
        ObjectNode asked = AccountRoute.body(request);
        String id = known(named);
        String made = made(request, repeat);
        String next = id(made);
        if (!next.equals(id)
                && book.document(AccountKind.KEY, book.keyId(made, this::id)).isPresent()) {
            throw Fields.Wrong.of(409, "This key exists already.", "new_key");
        }
        ObjectNode document = book.document(AccountKind.KEY, id).orElseThrow();
        change(request, document, asked, id);
        document.put("key_name", shown(made));
        document.put("updated_at", clock.instant().toString());
        book.replace(id, next, document);
        return shownOnce(made, next);
    }

    /** Writes a change into a key's document, where it may be made and can be. */
    private void change(Request request, ObjectNode document, ObjectNode asked, String id) {
        projects.check(asked, document);
        owners.mayChange(request, document, asked);
        owners.check(asked);
        Fields.write(asked, document, clock);
        KeyTypes.write(asked, document);
        unique(document, id);
    }

    /** Any key by an admin; without a name, or by another, the caller's own. */
    private Answer info(Request request) {
        String named = request.parameter("key");
        String id = named.isEmpty() ? own(request) : known(named);
        ObjectNode answer = JsonCodec.object();
        answer.put("key", named.isEmpty() ? id : named);
        ObjectNode document = book.document(AccountKind.KEY, id).orElseThrow();
        if (!new KeySight(book).reads(request, id, document)) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.FORBIDDEN,
                    "A key is shown to itself, to its user, to members of its team and to viewers only."));
        }
        Answer tagged = Versions.tagged(answer, document.deepCopy().put("token", id));
        answer.set("info", Shapes.KEY.filled(document.put("token", id)).put("status", "active"));
        return new Answer(tagged.status(), JsonCodec.text(answer), tagged.headers());
    }

    private String own(Request request) {
        return known(request.caller().id());
    }
}
