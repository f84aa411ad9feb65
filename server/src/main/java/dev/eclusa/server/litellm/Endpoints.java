package dev.eclusa.server.litellm;

import dev.eclusa.engine.resilience.Obstacle;
import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How deployments are doing by the calls they had: nobody is called to find out. */
record Endpoints(Deployments deployments, InstantSource clock) {
    private static final String BY_TRAFFIC = "traffic";

    /** Deployments that take calls and those that do not; of one name or id where the request names one. */
    ObjectNode healthy(Request request) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode well = answer.putArray("healthy_endpoints");
        ArrayNode ill = answer.putArray("unhealthy_endpoints");
        for (Deployments.Named named : wanted(request)) {
            Optional<Obstacle> obstacle = obstacle(named.candidate().standing());
            obstacle.ifPresentOrElse(
                    found -> ill.add(endpoint(named, request)
                            .put("error", found.reason())
                            .putNull("raw_request_typed_dict")
                            .putNull("exception_status")),
                    () -> well.add(endpoint(named, request)));
        }
        return answer.put("healthy_count", well.size()).put("unhealthy_count", ill.size());
    }

    private List<Deployments.Named> wanted(Request request) {
        String model = request.parameter("model");
        String id = request.parameter("model_id");
        return deployments.all(request.caller()).stream()
                .filter(named -> model.isEmpty()
                        || named.group().equals(model)
                        || named.candidate().name().equals(model))
                .filter(named -> id.isEmpty() || named.id().equals(id))
                .toList();
    }

    private static ObjectNode endpoint(Deployments.Named named, Request request) {
        ObjectNode node = JsonCodec.object();
        Candidate candidate = named.candidate();
        if (LitellmRoute.reads(request)) {
            node.put("api_base", candidate.target().endpoint().toString());
        }
        candidate.traits().callsAMinute().ifPresent(calls -> node.put("rpm", calls));
        return node.put("model", candidate.name())
                .put("model_id", named.id())
                .putNull("x-ratelimit-remaining-requests")
                .putNull("x-ratelimit-remaining-tokens");
    }

    private static Optional<Obstacle> obstacle(Standing standing) {
        return standing.obstacle(System.nanoTime());
    }

    /** What would be the newest check of each name, were there any: how it stands. */
    Map<String, ObjectNode> latest(Caller caller) {
        Map<String, ObjectNode> checks = new java.util.LinkedHashMap<>();
        deployments.groups(caller).forEach((name, group) -> checks.put(name, check(name, group)));
        return checks;
    }

    private ObjectNode check(String name, Group group) {
        List<Standing> standings =
                group.candidates().stream().map(Candidate::standing).toList();
        List<Obstacle> obstacles =
                standings.stream().flatMap(one -> obstacle(one).stream()).toList();
        double first = standings.stream()
                .mapToDouble(Standing::firstTokenMillis)
                .filter(millis -> millis >= 0)
                .min()
                .orElse(-1);
        String now = Instant.ofEpochMilli(clock.millis()).toString();
        ObjectNode node = JsonCodec.object()
                .put("health_check_id", name)
                .put("model_name", name)
                .putNull("model_id")
                .put("status", obstacles.size() < standings.size() ? "healthy" : "unhealthy")
                .put("healthy_count", standings.size() - obstacles.size())
                .put("unhealthy_count", obstacles.size());
        obstacles.stream()
                .findFirst()
                .ifPresentOrElse(
                        found -> node.put("error_message", found.reason()), () -> node.putNull("error_message"));
        if (first < 0) {
            node.putNull("response_time_ms");
        } else {
            node.put("response_time_ms", first);
        }
        return node.putNull("details")
                .put("checked_by", BY_TRAFFIC)
                .put("checked_at", now)
                .put("created_at", now);
    }
}
