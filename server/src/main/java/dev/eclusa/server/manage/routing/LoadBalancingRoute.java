package dev.eclusa.server.manage.routing;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.money.Cost;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.resilience.ProviderStanding;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.routing.Affinity;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.strategy.WeightedScore;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/load-balancing?modelType=&preferredProvider=&maxCost=&maxLatency=} chooses among all deployments without
 * calling; {@code POST} declares a provider's load. {@code maxCost} is USD a token, prompt and answer blended half and half.
 */
public final class LoadBalancingRoute implements ManagementRoute {
    private static final long COMPARED_TOKENS = 1000;
    private static final Set<String> TYPES = Set.of("chat", "vision", "reasoning", "artifact");

    private final Supplier<List<Candidate>> candidates;
    private final Standings standings;
    private final WeightedScore score;

    /** Chooses among these candidates by the weighted score. */
    public LoadBalancingRoute(Supplier<List<Candidate>> candidates, Standings standings, WeightedScore score) {
        this.candidates = candidates;
        this.standings = standings;
        this.score = score;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Access access(String method) {
        return method.equals("POST") ? Access.OPERATOR : Access.CALLER;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST");
    }

    @Override
    public Answer handle(Request request) {
        return request.method().equals("POST") ? declare(request) : choose(request);
    }

    private Answer choose(Request request) {
        Needs needs = needs(request);
        Optional<BigDecimal> most = dollars(request.parameter("maxCost"));
        List<Candidate> all = candidates.get().stream()
                .map(candidate -> new Candidate(
                        candidate.model(),
                        candidate.target(),
                        candidate.traits().at(0, candidate.traits().tier()),
                        candidate.standing()))
                .toList();
        List<Candidate> affordable = all.stream()
                .filter(candidate -> most.isEmpty() || isWithin(candidate, most.get()))
                .toList();
        Plan plan = new Planner(new Affinity())
                .plan(
                        new Group("load-balancing", affordable, score, List.of()),
                        needs,
                        new Moment(System.nanoTime(), RandomGenerator.getDefault()));
        ObjectNode node = answer(plan, needs);
        all.stream()
                .filter(candidate -> !affordable.contains(candidate))
                .forEach(
                        candidate -> DecisionJson.candidate(candidate, ((ArrayNode) node.get("candidates")).addObject())
                                .put("excluded", dearOrUnknown(candidate)));
        return plan.isEmpty() ? refusal(node) : Answer.ok(node);
    }

    private static String dearOrUnknown(Candidate candidate) {
        return candidate.target().price().isPresent()
                ? "it costs more than maxCost"
                : "its price is not known, and a highest cost was asked for";
    }

    private static Answer refusal(ObjectNode node) {
        StringBuilder reasons = new StringBuilder();
        node.get("candidates")
                .forEach(candidate -> reasons.append(reasons.isEmpty() ? "" : "; ")
                        .append(candidate.path("deployment").asString(""))
                        .append(": ")
                        .append(candidate.path("excluded").asString("")));
        throw new Refused(Failure.OfCaller.invalid("No deployment is left: " + reasons + ".", "modelType"));
    }

    private ObjectNode answer(Plan plan, Needs needs) {
        ObjectNode node = JsonCodec.object();
        List<Candidate> able =
                plan.ranked().stream().map(one -> one.candidate()).toList();
        if (!able.isEmpty()) {
            Candidate first = able.getFirst();
            WeightedScore.Factors factors = WeightedScore.factors(first, able, needs);
            node.put("provider", first.target().provider());
            node.put("model", first.target().model());
            node.put("score", score(factors, first));
            DecisionJson.factors(factors, node.putObject("factors"));
            ObjectNode estimated = node.putObject("estimated");
            first.target().price().ifPresent(price -> estimated.put("costPer1k", blended(price, 1000)));
            double latency = first.standing().firstTokenMillis();
            if (latency >= 0) {
                estimated.put("latencyMs", DecisionJson.round(latency));
            } else {
                estimated.putNull("latencyMs");
            }
        }
        ArrayNode array = node.putArray("candidates");
        able.forEach(candidate -> DecisionJson.candidate(candidate, array.addObject())
                .put("score", score(WeightedScore.factors(candidate, able, needs), candidate)));
        plan.left()
                .forEach(left -> DecisionJson.candidate(left.candidate(), array.addObject())
                        .put("excluded", left.reason()));
        node.put("reason", plan.reason());
        return node;
    }

    /** 1 for the best of all in everything, 0 for the worst. */
    private double score(WeightedScore.Factors factors, Candidate candidate) {
        return DecisionJson.round(
                1 - factors.under(score.weights(candidate.target().provider())));
    }

    private static Needs needs(Request request) {
        String type = request.parameter("modelType");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            throw InvalidRequest.of("modelType is one of chat, vision, reasoning, artifact.", "modelType");
        }
        Set<Capability> uses = switch (type) {
            case "vision" -> Set.of(Capability.VISION);
            case "reasoning" -> Set.of(Capability.REASONING);
            default -> Set.of();
        };
        return new Needs(
                COMPARED_TOKENS,
                OptionalLong.empty(),
                uses,
                new Needs.Wishes(
                        request.parameter("preferredProvider"),
                        Set.of(),
                        false,
                        "",
                        Optional.<Cost>empty(),
                        millis(request.parameter("maxLatency")),
                        Optional.empty()),
                "");
    }

    private static boolean isWithin(Candidate candidate, BigDecimal most) {
        return candidate
                .target()
                .price()
                .map(price -> blended(price, 1).compareTo(most) <= 0)
                .orElse(false);
    }

    /** USD for so many tokens, half prompt, half answer. Prices are nano-dollars a million tokens. */
    private static BigDecimal blended(Price price, long tokens) {
        return BigDecimal.valueOf(price.input())
                .add(BigDecimal.valueOf(price.output()))
                .multiply(BigDecimal.valueOf(tokens))
                .movePointLeft(15)
                .divide(BigDecimal.TWO)
                .stripTrailingZeros();
    }

    private static Optional<BigDecimal> dollars(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal dollars = new BigDecimal(text);
            if (text.length() < 30 && dollars.signum() >= 0) {
                return Optional.of(dollars);
            }
        } catch (NumberFormatException malformed) {
            // refused below, as what is negative is
        }
        throw InvalidRequest.of("maxCost must be an amount of USD a token, such as 0.000002.", "maxCost");
    }

    private static Optional<Duration> millis(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > 9 || !text.chars().allMatch(Character::isDigit)) {
            throw InvalidRequest.of("maxLatency must be a whole number of milliseconds.", "maxLatency");
        }
        return Optional.of(Duration.ofMillis(Long.parseLong(text)));
    }

    private Answer declare(Request request) {
        ObjectNode body = request.json();
        ProviderStanding provider = provider(standings, body.path("provider").asString(""));
        ObjectNode node = JsonCodec.object();
        node.put("provider", provider.name());
        switch (body.path("action").asString("")) {
            case "increment" -> node.put("load", provider.increment());
            case "decrement" -> {
                boolean taken = provider.decrement();
                node.put("load", provider.load());
                if (!taken) {
                    node.put("message", "No load was declared, so there was none to take back.");
                }
            }
            default -> throw InvalidRequest.of("action is increment or decrement.", "action");
        }
        return Answer.ok(node);
    }

    /** The provider of a name, or a 404 that names those there are. */
    static ProviderStanding provider(Standings standings, String name) {
        return standings.providers().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(new Failure.OfCaller(
                        Failure.OfCaller.Kind.NOT_FOUND,
                        "There is no such provider. There are: "
                                + standings.providers().stream()
                                        .map(ProviderStanding::name)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + ".",
                        Optional.of("provider"))));
    }
}
