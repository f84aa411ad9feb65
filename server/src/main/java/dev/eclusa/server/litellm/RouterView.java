package dev.eclusa.server.litellm;

import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.strategy.Strategies;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /router/*} and {@code /fallback*}: how calls are routed, as LiteLLM's router would say it. */
final class RouterView {
    private static final String FALLBACK = "/fallback/";
    private static final String IN_THE_FILE =
            "Fallbacks live in the configuration file here (router_settings.fallbacks, or fallbacks of a model): change it"
                    + " there and start the gateway anew. A call names others in metadata.fallbacks.";

    /** What LiteLLM's router knows and this one has no word for. */
    private static final List<String> NO_WORD_HERE = List.of(
            "routing_groups",
            "routing_strategy_args",
            "stream_timeout",
            "max_fallbacks",
            "context_window_fallbacks",
            "content_policy_fallbacks",
            "allowed_fails",
            "cooldown_time",
            "retry_after",
            "retry_policy",
            "model_group_retry_policy",
            "model_group_alias",
            "enable_pre_call_checks",
            "default_litellm_params",
            "set_verbose",
            "enable_tag_filtering",
            "tag_filtering_match_any",
            "tag_routing_prefix",
            "enable_weighted_failover",
            "disable_cooldowns",
            "default_max_parallel_requests");

    private static final Map<String, String> MEANINGS = Map.of(
            "round-robin", "One after the other.",
            "weighted", "At random, by weight.",
            "least-connections", "The one with the fewest calls under way.",
            "cost", "The cheapest.",
            "latency", "The one that answers soonest.",
            "usage", "The one with most left of its limits.",
            "weighted-score", "The best of cost, latency, reliability, load and priority, weighed.",
            "adaptive", "The one that has been worth most, others tried now and then.");

    private final Deployments deployments;
    private final LitellmRoutes.Facts facts;

    RouterView(Deployments deployments, LitellmRoutes.Facts facts) {
        this.deployments = deployments;
        this.facts = facts;
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/router/settings", LitellmRoute.says(Access.VIEWER, this::settings));
        table.put("/router/fields", LitellmRoute.says(Access.VIEWER, () -> fields(JsonCodec.object())));
        table.put("/fallback", LitellmRoute.refuses(IN_THE_FILE, "POST"));
        table.put("/fallback/*", new LitellmRoute(Access.ADMIN, Set.of("GET", "DELETE"), this::fallback));
        return table;
    }

    /** What is set. */
    ObjectNode values() {
        ObjectNode values = JsonCodec.object()
                .put("routing_strategy", facts.strategy())
                .put("num_retries", facts.retries())
                .put("timeout", facts.timeoutSeconds());
        ArrayNode fallbacks = values.putArray("fallbacks");
        deployments.groups(new Caller("router", true, Set.of())).forEach((name, group) -> {
            if (!group.fallbacks().isEmpty()) {
                names(group).forEach(fallbacks.addObject().putArray(name)::add);
            }
        });
        NO_WORD_HERE.forEach(values::putNull);
        return values;
    }

    private static List<String> names(Group group) {
        return group.fallbacks().stream().map(Group::name).toList();
    }

    private ObjectNode settings() {
        ObjectNode values = values();
        ObjectNode answer = fields(values);
        answer.set("current_values", values);
        ObjectNode source = answer.putObject("source");
        values.propertyNames().forEach(name -> source.put(name, "config"));
        return answer;
    }

    private static ObjectNode fields(ObjectNode values) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode fields = answer.putArray("fields");
        ObjectNode strategy = field(values, "routing_strategy", "String", "How one of several deployments is chosen.");
        Strategies.NAMES.forEach(strategy.putArray("options")::add);
        strategy.put("field_default", "weighted");
        fields.add(strategy);
        fields.add(field(values, "num_retries", "Integer", "How often a failed attempt is repeated."));
        fields.add(field(values, "timeout", "Float", "The longest a call may take, seconds."));
        fields.add(field(values, "fallbacks", "List", "Names that are tried when one fails."));
        ObjectNode meanings = answer.putObject("routing_strategy_descriptions");
        Strategies.NAMES.stream()
                .filter(MEANINGS::containsKey)
                .forEach(name -> meanings.put(name, MEANINGS.getOrDefault(name, "")));
        Strategies.NAMES.forEach(answer.putArray("routing_group_strategies")::add);
        return answer;
    }

    private static ObjectNode field(ObjectNode values, String name, String type, String description) {
        ObjectNode node = JsonCodec.object()
                .put("field_name", name)
                .put("field_type", type)
                .put("field_description", description);
        JsonNode value = values.path(name);
        node.set("field_value", value.isMissingNode() ? node.nullNode() : value);
        return node.putNull("field_default")
                .putNull("options")
                .put("ui_field_name", name.replace('_', ' '))
                .putNull("link");
    }

    private Answer fallback(Request request) {
        String name = URLDecoder.decode(request.below(FALLBACK).replace("+", "%2B"), StandardCharsets.UTF_8);
        Optional<Group> group = deployments
                .group(name, request.caller())
                .filter(found -> !found.fallbacks().isEmpty());
        if (group.isEmpty()) {
            throw Unfit.missing("No fallbacks are configured for this model.", "model");
        }
        if (request.method().equals("DELETE")) {
            throw Unfit.unsupported(IN_THE_FILE);
        }
        ObjectNode answer = JsonCodec.object().put("model", name);
        names(group.get()).forEach(answer.putArray("fallback_models")::add);
        return LitellmRoute.ok(answer.put("fallback_type", "general"));
    }
}
