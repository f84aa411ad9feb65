package dev.eclusa.server.manage.routing;

import dev.eclusa.engine.resilience.ProviderStanding;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.strategy.ScoreWeights;
import dev.eclusa.engine.strategy.WeightedScore;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code PUT /api/load-balancing/providers/{provider}}: weights of the score, priority and bound of one provider, from now
 * on. Weights that are all 1 or less are read as fractions of a hundred; those not named stay as they are.
 */
public final class ProviderWeightsRoute implements ManagementRoute {
    private static final String PARENT = "/api/load-balancing/providers/";

    private final Standings standings;
    private final WeightedScore score;

    /** Steers these. */
    public ProviderWeightsRoute(Standings standings, WeightedScore score) {
        this.standings = standings;
        this.score = score;
    }

    @Override
    public Access access() {
        return Access.OPERATOR;
    }

    @Override
    public Set<String> methods() {
        return Set.of("PUT");
    }

    @Override
    public Answer handle(Request request) {
        ProviderStanding provider = LoadBalancingRoute.provider(standings, request.below(PARENT));
        ObjectNode body = request.json();
        ScoreWeights weights = weights(body, score.weights(provider.name()));
        int most = whole(body, "maxConcurrent", provider.maxConcurrent());
        int priority = whole(body, "priority", provider.priority());
        score.weigh(provider.name(), weights);
        provider.configure(most, priority);
        return Answer.ok(told(provider, weights));
    }

    private static ScoreWeights weights(ObjectNode body, ScoreWeights known) {
        double scale = areFractions(body) ? 100 : 1;
        try {
            return new ScoreWeights(
                    weight(body, "costWeight", known.cost(), scale),
                    weight(body, "latencyWeight", known.latency(), scale),
                    weight(body, "reliabilityWeight", known.reliability(), scale),
                    weight(body, "loadWeight", known.load(), scale),
                    weight(body, "priorityWeight", known.priority(), scale));
        } catch (IllegalArgumentException unusable) {
            throw InvalidRequest.of(String.valueOf(unusable.getMessage()), "costWeight");
        }
    }

    private static boolean areFractions(ObjectNode body) {
        return Stream.of("costWeight", "latencyWeight", "reliabilityWeight", "loadWeight", "priorityWeight")
                .map(body::path)
                .filter(JsonNode::isNumber)
                .allMatch(weight -> weight.asDouble() <= 1);
    }

    private static double weight(ObjectNode body, String name, double known, double scale) {
        JsonNode weight = body.path(name);
        if (weight.isMissingNode()) {
            return known;
        }
        if (!weight.isNumber()) {
            throw InvalidRequest.of(name + " must be a number of 0 or more.", name);
        }
        return weight.asDouble() * scale;
    }

    private static int whole(ObjectNode body, String name, int known) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return known;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
            throw InvalidRequest.of(name + " must be a whole number of 0 or more.", name);
        }
        return value.asInt();
    }

    /** Weights as shares of a hundred. */
    private static ObjectNode told(ProviderStanding provider, ScoreWeights weights) {
        ObjectNode node = JsonCodec.object();
        node.put("provider", provider.name());
        double share = 100 / weights.sum();
        node.put("costWeight", DecisionJson.round(weights.cost() * share));
        node.put("latencyWeight", DecisionJson.round(weights.latency() * share));
        node.put("reliabilityWeight", DecisionJson.round(weights.reliability() * share));
        node.put("loadWeight", DecisionJson.round(weights.load() * share));
        node.put("priorityWeight", DecisionJson.round(weights.priority() * share));
        node.put("priority", provider.priority());
        node.put("maxConcurrent", provider.maxConcurrent());
        return node;
    }
}
