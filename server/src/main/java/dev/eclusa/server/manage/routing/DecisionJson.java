package dev.eclusa.server.manage.routing;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Decision;
import dev.eclusa.engine.routing.Left;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import dev.eclusa.engine.strategy.WeightedScore;
import dev.eclusa.engine.strategy.WeightedScore.Factors;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A decision as JSON: what was asked, who was chosen and why, and everybody else with a reason. */
public final class DecisionJson {
    private DecisionJson() {}

    /** The document. */
    public static ObjectNode of(Decision decision) {
        ObjectNode node = JsonCodec.object();
        node.put("request_id", decision.requestId());
        node.put("call_id", decision.callId());
        node.put("timestamp", Instant.ofEpochMilli(decision.atMillis()).toString());
        node.put("model", decision.asked());
        node.put("group", decision.plan().model());
        node.put("strategy", decision.plan().strategy());
        node.put("reason", decision.plan().reason());
        if (!decision.why().isEmpty()) {
            node.put("classified", decision.why());
        }
        if (decision.plan().isEmpty()) {
            node.putNull("chosen");
        } else {
            Candidate first = decision.plan().candidate(0);
            node.put("chosen", first.name());
            node.put("provider", first.target().provider());
            if (first.traits().tier() > 0) {
                node.put("tier", first.traits().tier());
            }
        }
        needs(decision.needs(), node.putObject("needs"));
        candidates(decision, node.putArray("candidates"));
        return node;
    }

    private static void needs(Needs needs, ObjectNode node) {
        node.put("prompt_tokens_estimated", needs.promptTokens());
        needs.outputTokens().ifPresent(most -> node.put("max_tokens", most));
        ArrayNode uses = node.putArray("uses");
        needs.capabilities().forEach(one -> uses.add(one.name().toLowerCase(Locale.ROOT)));
    }

    private static void candidates(Decision decision, ArrayNode array) {
        List<Candidate> able = decision.plan().ranked().stream()
                .map(Strategy.Ranked::candidate)
                .toList();
        int place = 1;
        for (Strategy.Ranked ranked : decision.plan().ranked()) {
            ObjectNode node = candidate(ranked.candidate(), array.addObject());
            node.put("place", place++);
            node.put("score", round(ranked.score()));
            factors(WeightedScore.factors(ranked.candidate(), able, decision.needs()), node.putObject("factors"));
        }
        for (Left left : decision.plan().left()) {
            candidate(left.candidate(), array.addObject()).put("excluded", left.reason());
        }
    }

    static ObjectNode candidate(Candidate candidate, ObjectNode node) {
        node.put("deployment", candidate.name());
        node.put("provider", candidate.target().provider());
        node.put("model", candidate.target().model());
        node.put("order", candidate.traits().order());
        node.put("weight", candidate.traits().weight());
        node.put("in_flight", candidate.standing().inFlight());
        double latency = candidate.standing().firstTokenMillis();
        if (latency >= 0) {
            node.put("latency_ms", round(latency));
        }
        return node;
    }

    /** Each 1 for the best there is, 0 for the worst. */
    static void factors(Factors factors, ObjectNode node) {
        node.put("cost", round(1 - factors.cost()));
        node.put("latency", round(1 - factors.latency()));
        node.put("reliability", round(1 - factors.reliability()));
        node.put("load", round(1 - factors.load()));
        node.put("priority", round(1 - factors.priority()));
    }

    static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
