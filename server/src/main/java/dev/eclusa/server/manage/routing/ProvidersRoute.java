package dev.eclusa.server.manage.routing;

import dev.eclusa.engine.resilience.Breaker;
import dev.eclusa.engine.resilience.Obstacle;
import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/providers}: each provider with its deployments as they stand; {@code /api/providers/status} and
 * {@code /v1/status}: whether each can be called, the detail behind it with {@code ?detailed=true}.
 */
public final class ProvidersRoute implements ManagementRoute {
    private final Supplier<Map<String, Facts>> providers;
    private final Standings standings;

    /**
     * What is known of a provider besides how its deployments do.
     *
     * @param preset its kind
     * @param local whether it runs on the operator's machines
     * @param reachable whether it answered when it was last asked for its models; empty while it was not asked
     * @param models how many it listed
     */
    public record Facts(String preset, boolean local, Optional<Boolean> reachable, int models) {}

    /** Tells of these, in their order. */
    public ProvidersRoute(Supplier<Map<String, Facts>> providers, Standings standings) {
        this.providers = providers;
        this.standings = standings;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Answer handle(Request request) {
        long now = System.nanoTime();
        ObjectNode node = JsonCodec.object();
        Map<String, Facts> known = providers.get();
        if (request.path().equals("/api/providers")) {
            ArrayNode array = node.putArray("providers");
            known.forEach((name, facts) -> detail(name, facts, now, array.addObject()));
            node.put("count", known.size());
            return Answer.ok(node);
        }
        known.forEach((name, facts) -> node.put(name, isAvailable(name, facts, now)));
        if (request.parameter("detailed").equals("true")) {
            ObjectNode details = node.putObject("details");
            known.forEach((name, facts) -> detail(name, facts, now, details.putObject(name)));
        }
        return Answer.ok(node);
    }

    private List<Standing> deployments(String provider) {
        return standings.deployments().stream()
                .filter(standing -> standing.provider().name().equals(provider))
                .toList();
    }

    /** It answered when asked last, and not every deployment of it is out of order. */
    private boolean isAvailable(String name, Facts facts, long now) {
        List<Standing> deployments = deployments(name);
        boolean allDown = !deployments.isEmpty()
                && deployments.stream()
                        .allMatch(standing -> standing.obstacle(now)
                                .filter(obstacle -> obstacle.kind() != Obstacle.Kind.FULL)
                                .isPresent());
        return facts.reachable().orElse(true) && !allDown;
    }

    private void detail(String name, Facts facts, long now, ObjectNode node) {
        List<Standing> deployments = deployments(name);
        node.put("name", name);
        node.put("preset", facts.preset());
        node.put("available", isAvailable(name, facts, now));
        facts.reachable().ifPresent(reachable -> node.put("reachable", reachable));
        node.put("local", facts.local());
        node.put("models_listed", facts.models());
        deployments.stream().findFirst().ifPresent(standing -> {
            node.put("load", standing.provider().load());
            node.put("max_concurrent", standing.provider().maxConcurrent());
            node.put("priority", standing.provider().priority());
        });
        double latency = deployments.stream()
                .mapToDouble(Standing::firstTokenMillis)
                .filter(millis -> millis >= 0)
                .average()
                .orElse(-1);
        if (latency >= 0) {
            node.put("latency_ms", DecisionJson.round(latency));
        } else {
            node.putNull("latency_ms");
        }
        ArrayNode array = node.putArray("deployments");
        deployments.stream()
                .filter(standing ->
                        standing.calls() > 0 || standing.obstacle(now).isPresent())
                .forEach(standing -> deployment(standing, now, array.addObject()));
    }

    private static void deployment(Standing standing, long now, ObjectNode node) {
        Breaker.State state = standing.breaker().state(now);
        node.put("deployment", standing.name());
        node.put("circuit_breaker", state.name().toLowerCase(java.util.Locale.ROOT));
        node.put("calls", standing.calls());
        node.put("success_rate", DecisionJson.round(standing.reliability()));
        node.put("in_flight", standing.inFlight());
        if (standing.firstTokenMillis() >= 0) {
            node.put("latency_ms", DecisionJson.round(standing.firstTokenMillis()));
        }
        standing.obstacle(now).ifPresent(obstacle -> {
            node.put("resting", obstacle.reason());
            node.put("resting_ms", Math.max(0, (obstacle.untilNanos() - now) / 1_000_000));
        });
    }
}
