package dev.eclusa.server.litellm;

import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.StoreRefused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /health/*} in LiteLLM's shapes. */
final class HealthRoutes {
    private static final int MOST = 100;
    private static final Set<String> SERVICES = Set.of(
            "slack",
            "slack_budget_alerts",
            "ms_teams",
            "email",
            "webhook",
            "langfuse",
            "langfuse_otel",
            "datadog",
            "datadog_llm_observability",
            "openmeter",
            "braintrust",
            "generic_api",
            "arize",
            "galileo",
            "newrelic",
            "sqs");

    private final LedgerStore ledger;
    private final IntSupplier active;
    private final Endpoints endpoints;
    private final AddedModels added;
    private final String version;
    private final Hearers hearers;

    HealthRoutes(LitellmRoutes.Parts parts, Endpoints endpoints) {
        this.ledger = parts.ledger();
        this.active = parts.active();
        this.endpoints = endpoints;
        this.added = parts.added();
        this.version = parts.facts().version();
        this.hearers = parts.facts().hearers();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        ManagementRoute alive = LitellmRoute.says(Access.PUBLIC, () -> JsonCodec.string("I'm alive!"));
        table.put("/health/liveliness", alive);
        table.put("/health/liveness", alive);
        table.put("/health/readiness", new LitellmRoute(Access.PUBLIC, Set.of("GET"), request -> ready(readiness())));
        table.put(
                "/health/readiness/details",
                new LitellmRoute(Access.CALLER, Set.of("GET"), request -> ready(details())));
        table.put(
                "/health/backlog",
                LitellmRoute.says(
                        Access.CALLER, () -> JsonCodec.object().put("in_flight_requests", active.getAsInt())));
        table.put("/health/history", LitellmRoute.get(Access.VIEWER, this::history));
        table.put("/health/latest", LitellmRoute.get(Access.VIEWER, this::latest));
        table.put(
                "/health/shared-status",
                LitellmRoute.says(
                        Access.VIEWER,
                        () -> JsonCodec.object()
                                .put("shared_health_check_enabled", false)
                                .put(
                                        "message",
                                        "Deployments are judged by the calls they have; nothing is checked apart.")));
        table.put("/health/license", LitellmRoute.says(Access.VIEWER, HealthRoutes::license));
        table.put("/health/services", LitellmRoute.get(Access.VIEWER, HealthRoutes::service));
        table.put("/health/test_connection", LitellmRoute.post(Access.ADMIN, this::tried));
        return table;
    }

    /** Whether the database answers; without it calls go on into the journal. */
    private ObjectNode readiness() {
        boolean connected = true;
        try {
            ledger.state("readiness");
        } catch (LedgerUnavailable | StoreRefused unavailable) {
            connected = false;
        }
        return JsonCodec.object()
                .put("status", connected ? "healthy" : "degraded")
                .put("db", connected ? "connected" : "disconnected");
    }

    private static Answer ready(ObjectNode readiness) {
        return LitellmRoute.ok(readiness);
    }

    private ObjectNode details() {
        ObjectNode details = readiness().putNull("cache").put("litellm_version", "eclusa " + version);
        hearers.every().forEach(details.putArray("success_callbacks")::add);
        return details.put("use_aiohttp_transport", false)
                .put("log_level", "INFO")
                .put("is_detailed_debug", false)
                .put("show_no_redis_warning", false)
                .put("show_env_credential_login_warning", false);
    }

    private ObjectNode history(Request request) {
        int limit = LitellmRoute.number(request, "limit", MOST, 1000);
        List<ObjectNode> checks = List.copyOf(endpoints.latest(request.caller()).values());
        String model = request.parameter("model");
        ObjectNode answer = JsonCodec.object();
        ArrayNode list = answer.putArray("health_checks");
        checks.stream()
                .filter(check ->
                        model.isEmpty() || check.path("model_name").asString("").equals(model))
                .limit(limit)
                .forEach(list::add);
        return answer.put("total_records", list.size()).put("limit", limit).put("offset", 0);
    }

    private ObjectNode latest(Request request) {
        Map<String, ObjectNode> checks = endpoints.latest(request.caller());
        ObjectNode answer = JsonCodec.object();
        answer.putObject("latest_health_checks").setAll(checks);
        return answer.put("total_models", checks.size());
    }

    /** Whether a deployment that is not there yet would answer; of one who may add it anyway. */
    private ObjectNode tried(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        if (!(asked.path("litellm_params") instanceof ObjectNode params)) {
            throw Unfit.required("body", "litellm_params");
        }
        AddedModels.Trial trial =
                added.trial().apply(asked.put("model_name", params.path("model").asString("")));
        ObjectNode answer = JsonCodec.object().put("status", trial.works() ? "success" : "error");
        ObjectNode result = answer.putObject("result");
        for (String field : List.of("model", "api_base")) {
            if (params.hasNonNull(field)) {
                result.set(field, params.path(field));
            }
        }
        result.put(trial.works() ? "detail" : "error", trial.detail());
        result.putNull("x-ratelimit-remaining-requests").putNull("x-ratelimit-remaining-tokens");
        return answer;
    }

    private static ObjectNode license() {
        ObjectNode answer = JsonCodec.object()
                .put("has_license", false)
                .put("license_type", "community")
                .putNull("expiration_date");
        answer.putArray("allowed_features");
        answer.putObject("limits").putNull("max_users").putNull("max_teams");
        return answer;
    }

    private static ObjectNode service(Request request) {
        String service = request.parameter("service");
        if (service.isEmpty()) {
            throw Unfit.required("query", "service");
        }
        throw SERVICES.contains(service)
                ? Unfit.of(422, "Nothing is sent to " + service + " here, so that there is nothing to test.", "service")
                : Unfit.of(400, "There is no service of this name.", "service");
    }
}
