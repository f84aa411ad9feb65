package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.accounts.Seal;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /model/new}, {@code /model/update}, {@code /model/ID/update}, {@code /model/delete}, {@code /model/block}: deployments
 * added while serving, which hold at once on every gateway of the same database. Those of the configuration file stay there.
 */
final class ModelChangeRoutes {
    private static final String PARAMS = "litellm_params";
    private static final String INFO = "model_info";
    private static final String NAME = "model_name";

    private final Deployments deployments;
    private final AccountBook book;
    private final AddedModels added;
    private final InstantSource clock;

    ModelChangeRoutes(LitellmRoutes.Parts parts) {
        this.deployments = parts.deployments();
        this.book = parts.book();
        this.added = parts.added();
        this.clock = parts.clock();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/model/new", new LitellmRoute(Access.ADMIN, Set.of("POST"), this::create));
        table.put("/model/update", new LitellmRoute(Access.ADMIN, Set.of("POST"), this::update));
        table.put("/model/delete", new LitellmRoute(Access.ADMIN, Set.of("POST"), this::delete));
        table.put("/model/block", new LitellmRoute(Access.ADMIN, Set.of("POST"), request -> blocked(request, true)));
        table.put("/model/unblock", new LitellmRoute(Access.ADMIN, Set.of("POST"), request -> blocked(request, false)));
        table.put("/model/*", new LitellmRoute(Access.ADMIN, Set.of("PATCH"), this::patch));
        return table;
    }

    private Answer create(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        for (String field : List.of(NAME, PARAMS)) {
            if (!asked.hasNonNull(field)) {
                throw Unfit.required("body", field);
            }
        }
        String wanted = asked.path(INFO).path("id").asString("");
        String id = wanted.isEmpty() ? UUID.randomUUID().toString() : wanted;
        if (book.document(AccountKind.DEPLOYMENT, id).isPresent() || isConfigured(id, request.caller())) {
            throw Unfit.of(409, "There is a model with the id '" + id + "' already.", "model_info.id");
        }
        ObjectNode document = JsonCodec.object();
        document.put("created_at", clock.instant().toString())
                .put("created_by", request.caller().name());
        return keep(id, document, asked, request);
    }

    private boolean isConfigured(String id, Caller caller) {
        return deployments.all(caller).stream().anyMatch(named -> named.id().equals(id))
                && book.document(AccountKind.DEPLOYMENT, id).isEmpty();
    }

    private Answer update(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        String id = asked.path(INFO).path("id").asString(asked.path("id").asString(""));
        if (id.isEmpty()) {
            throw Unfit.of(400, "Name the model in model_info.id.", "model_info.id");
        }
        return keep(id, known(id, request), asked, request);
    }

    private ObjectNode known(String id, Request request) {
        return book.document(AccountKind.DEPLOYMENT, id)
                .orElseThrow(() -> isConfigured(id, request.caller())
                        ? Unfit.of(
                                400,
                                "This model stands in the configuration file: change it there and start the gateway anew,"
                                        + " or add another with POST /model/new.",
                                "model_info.id")
                        : Unfit.missing("There is no model of this id. GET /model/info lists them.", "model_info.id"));
    }

    private Answer patch(Request request) {
        String below = request.below("/model/");
        if (!below.endsWith("/update")) {
            throw Unfit.missing("There is nothing at this path below /model/.", "id");
        }
        String written = below.substring(0, below.length() - "/update".length());
        String id = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        return keep(id, known(id, request), LitellmRoute.body(request), request);
    }

    private Answer keep(String id, ObjectNode document, ObjectNode asked, Request request) {
        if (asked.hasNonNull(NAME)) {
            document.set(NAME, asked.path(NAME));
        }
        document.set(PARAMS, added.seal().sealed(merged(document, asked, PARAMS)));
        document.set(INFO, merged(document, asked, INFO).put("id", id));
        refuseOfTeams(document);
        added.fault().apply(document).ifPresent(fault -> {
            throw Unfit.of(400, fault, PARAMS);
        });
        document.put("blocked", document.path("blocked").asBoolean(false));
        return stored(id, document, request);
    }

    private Answer stored(String id, ObjectNode document, Request request) {
        document.put("updated_at", clock.instant().toString())
                .put("updated_by", request.caller().name());
        book.put(AccountKind.DEPLOYMENT, id, document);
        ObjectNode told = JsonCodec.object().put("model_id", id);
        told.set(NAME, document.path(NAME));
        told.set(PARAMS, withSwitches(Seal.masked((ObjectNode) document.path(PARAMS))));
        told.set(INFO, ((ObjectNode) document.path(INFO)).put("db_model", true).put("member_auto_router", false));
        for (String field : List.of("blocked", "created_at", "created_by", "updated_at", "updated_by")) {
            told.set(field, document.path(field));
        }
        return LitellmRoute.ok(told);
    }

    /** Switches of LiteLLM's that its clients look for; none of them is on here. */
    private static ObjectNode withSwitches(ObjectNode params) {
        for (String name : List.of(
                "use_xai_oauth",
                "use_litellm_proxy",
                "use_in_pass_through",
                "allow_client_keepalive_override",
                "merge_reasoning_content_in_choices")) {
            if (!params.has(name)) {
                params.put(name, false);
            }
        }
        return params;
    }

    /** What is not said again stays; what is said to be null goes. */
    private static ObjectNode merged(ObjectNode document, ObjectNode asked, String part) {
        ObjectNode merged = document.path(part) instanceof ObjectNode before ? before.deepCopy() : JsonCodec.object();
        asked.path(part).properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                merged.remove(entry.getKey());
            } else {
                merged.set(entry.getKey(), entry.getValue());
            }
        });
        return merged;
    }

    /** Whoever is told that a model is a team's own must not find others calling it. */
    private static void refuseOfTeams(ObjectNode document) {
        if (document.path(INFO).hasNonNull("team_id")) {
            throw Unfit.of(
                    400,
                    "A model of one team only is not kept here: leave team_id out, and name the model in the team's models.",
                    "model_info.team_id");
        }
    }

    private Answer delete(Request request) {
        String id = LitellmRoute.body(request).path("id").asString("");
        Optional<ObjectNode> document = book.document(AccountKind.DEPLOYMENT, id);
        if (document.isEmpty()) {
            throw Unfit.of(
                    400,
                    isConfigured(id, request.caller())
                            ? "This model stands in the configuration file; take it out there and start the gateway anew."
                            : "No model of this id was added. GET /model/info lists them.",
                    "id");
        }
        book.remove(AccountKind.DEPLOYMENT, List.of(id));
        return LitellmRoute.ok(JsonCodec.object().put("message", "Model: " + id + " deleted successfully"));
    }

    private Answer blocked(Request request, boolean blocked) {
        JsonNode named = LitellmRoute.body(request).path("model_id");
        if (!named.isString()) {
            throw Unfit.required("body", "model_id");
        }
        ObjectNode document = known(named.asString(), request);
        return stored(named.asString(), document.put("blocked", blocked), request);
    }
}
