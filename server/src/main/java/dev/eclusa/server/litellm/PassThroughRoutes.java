package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.accounts.Seal;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /config/pass_through_endpoint}: paths that lead to other servers, kept sealed in the store and in effect on all gateways at
 * once. No answer holds what their headers say.
 */
final class PassThroughRoutes {
    private static final String PATH = "/config/pass_through_endpoint";
    private static final String ID = "endpoint_id";

    /** What of a document is the endpoint; the book notes things of its own beside it. */
    private static final String ENDPOINT = "endpoint";

    /** LiteLLM's fields (its 1.106.2), and {@code forward_headers}, which its file has. */
    private static final List<String> FIELDS = List.of(
            "id",
            "path",
            "target",
            "headers",
            "default_query_params",
            "include_subpath",
            "cost_per_request",
            "timeout",
            "auth",
            "guardrails",
            "methods",
            "forward_headers");

    private final AccountBook book;
    private final Seal seal;
    private final AddedPassages added;

    PassThroughRoutes(LitellmRoutes.Parts parts) {
        this.book = parts.book();
        this.seal = parts.added().seal();
        this.added = parts.passages();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put(PATH, new LitellmRoute(Access.ADMIN, Set.of("GET", "POST", "DELETE"), this::all));
        table.put(PATH + "/*", new LitellmRoute(Access.ADMIN, Set.of("POST"), this::change));
        return table;
    }

    private Answer all(Request request) {
        return switch (request.method()) {
            case "POST" -> create(LitellmRoute.body(request));
            case "DELETE" -> delete(request);
            default -> list(request);
        };
    }

    private Answer list(Request request) {
        String id = request.parameter(ID);
        ObjectNode answer = JsonCodec.object();
        ArrayNode list = answer.putArray("endpoints");
        if (id.isEmpty()) {
            added.configured().forEach(passage -> list.add(shown(passage)));
        }
        book.documents(AccountKind.PASSAGE).forEach((known, document) -> {
            if (id.isEmpty() || id.equals(known)) {
                list.add(shown(endpoint(document)));
            }
        });
        return LitellmRoute.ok(answer);
    }

    private Answer create(ObjectNode asked) {
        for (String field : List.of("path", "target")) {
            if (!asked.hasNonNull(field)) {
                throw Unfit.required("body", field);
            }
        }
        String id = asked.path("id").asString("");
        String fresh = id.isEmpty() ? UUID.randomUUID().toString() : id;
        if (book.document(AccountKind.PASSAGE, fresh).isPresent()) {
            throw Unfit.of(409, "There is an endpoint of this id already; POST " + PATH + "/ID changes it.", "id");
        }
        return keep(fresh, JsonCodec.object(), asked);
    }

    private Answer change(Request request) {
        String id = request.below(PATH + "/");
        ObjectNode document = book.document(AccountKind.PASSAGE, id)
                .orElseThrow(() -> Unfit.of(404, "There is no endpoint of this id; GET " + PATH + " lists them.", ID));
        return keep(id, document, LitellmRoute.body(request));
    }

    /** What is not said stays as it is. */
    private Answer keep(String id, ObjectNode document, ObjectNode asked) {
        ObjectNode endpoint = endpoint(document);
        FIELDS.stream().filter(asked::hasNonNull).forEach(field -> endpoint.set(field, asked.path(field)));
        endpoint.put("id", id);
        ObjectNode sealed = seal.sealed(endpoint);
        seal.opened(sealed).flatMap(added.fault()).ifPresent(fault -> {
            throw Unfit.of(400, fault, "body");
        });
        taken(id, sealed).ifPresent(path -> {
            throw Unfit.of(409, "Another endpoint has the path " + path + " for the same methods already.", "path");
        });
        document.set(ENDPOINT, sealed);
        book.put(AccountKind.PASSAGE, id, document);
        return endpoints(sealed);
    }

    private static ObjectNode endpoint(ObjectNode document) {
        return document.path(ENDPOINT) instanceof ObjectNode known ? known : JsonCodec.object();
    }

    private Optional<String> taken(String id, ObjectNode asked) {
        String path = bare(asked);
        Set<String> methods = methods(asked);
        boolean written = added.configured().stream()
                .anyMatch(passage -> passage.path().equals(path)
                        && passage.methods().stream().anyMatch(methods::contains));
        boolean kept = book.documents(AccountKind.PASSAGE).entrySet().stream()
                .filter(other -> !other.getKey().equals(id))
                .map(other -> endpoint(other.getValue()))
                .anyMatch(other ->
                        bare(other).equals(path) && methods(other).stream().anyMatch(methods::contains));
        return written || kept ? Optional.of(path) : Optional.empty();
    }

    private static String bare(ObjectNode document) {
        return document.path("path").asString("").replaceFirst("/$", "");
    }

    private static Set<String> methods(ObjectNode document) {
        Set<String> methods = new TreeSet<>();
        document.path("methods")
                .forEach(method -> methods.add(method.asString("").toUpperCase(Locale.ROOT)));
        return methods.isEmpty() ? Passage.METHODS : methods;
    }

    private Answer delete(Request request) {
        String id = request.parameter(ID);
        if (id.isEmpty()) {
            throw Unfit.required("query", ID);
        }
        ObjectNode document = book.document(AccountKind.PASSAGE, id)
                .orElseThrow(() -> Unfit.of(
                        400,
                        "There is no endpoint of this id among those that were added; those of the file are changed there.",
                        ID));
        book.remove(AccountKind.PASSAGE, List.of(id));
        return endpoints(endpoint(document));
    }

    private static Answer endpoints(ObjectNode endpoint) {
        ObjectNode answer = JsonCodec.object();
        answer.putArray("endpoints").add(shown(endpoint));
        return LitellmRoute.ok(answer);
    }

    private static ObjectNode shown(ObjectNode endpoint) {
        ObjectNode shown = JsonCodec.object();
        ObjectNode masked = Seal.masked(endpoint);
        usual().properties()
                .forEach(entry -> shown.set(
                        entry.getKey(),
                        masked.hasNonNull(entry.getKey()) ? masked.path(entry.getKey()) : entry.getValue()));
        if (masked.hasNonNull("forward_headers")) {
            shown.set("forward_headers", masked.path("forward_headers"));
        }
        return shown.put("is_from_config", false);
    }

    /** What LiteLLM shows of an endpoint that says nothing. */
    private static ObjectNode usual() {
        ObjectNode usual = JsonCodec.object().putNull("id").putNull("path").putNull("target");
        usual.putObject("headers");
        usual.putObject("default_query_params");
        return usual.put("include_subpath", false)
                .put("cost_per_request", 0.0)
                .putNull("timeout")
                .put("auth", true)
                .putNull("guardrails")
                .put("is_from_config", false)
                .putNull("methods");
    }

    private static ObjectNode shown(Passage passage) {
        ObjectNode shown = usual();
        shown.put("path", passage.path());
        shown.put("target", passage.place().target().endpoint().toString());
        ObjectNode headers = shown.putObject("headers");
        passage.place().target().endpoint().headers().keySet().forEach(name -> headers.put(name, Seal.MASK));
        shown.put("include_subpath", passage.below());
        passage.price().map(Cost::dollars).ifPresent(cost -> shown.put("cost_per_request", cost));
        shown.put("timeout", passage.silence().toMillis() / 1000.0);
        shown.put("auth", passage.needsKey()).put("forward_headers", passage.forwardsHeaders());
        ArrayNode methods = shown.putArray("methods");
        passage.methods().stream().sorted().forEach(methods::add);
        return shown.put("is_from_config", true);
    }
}
