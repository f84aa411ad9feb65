package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.classifying.Assessment;
import dev.eclusa.engine.classifying.Assessor;
import dev.eclusa.engine.classifying.Facts;
import dev.eclusa.engine.classifying.Prompt;
import dev.eclusa.engine.classifying.Rule;
import dev.eclusa.engine.routing.Decision;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where one call goes: from the model's name to a plan, or to a refusal.
 *
 * @param decision what was decided; its plan is empty when nobody is left
 * @param refusal why there is no call
 */
public record Choice(Optional<Decision> decision, Optional<Failure> refusal) {
    /** Who asks, and how the call is known. */
    record Asking(String callId, String requestId, long atMillis, Caller caller, Instead instead) {}

    /** What a name led to. */
    private record Meant(String name, String why) {}

    /**
     * Decides without calling.
     *
     * @throws InvalidRequest when the body is not a request of its dialect
     */
    public static Choice explained(Routes routes, Routing routing, InboundCall call, Caller caller) {
        DecodedRequest request = DecodedRequest.of(call, JsonCodec.DEPTH, Manners.OURS);
        return of(
                routes,
                routing,
                request,
                new Asking("", call.requestId(), call.arrivedMillis(), caller, Instead.NOTHING),
                RandomGenerator.getDefault());
    }

    static Choice of(Routes routes, Routing routing, DecodedRequest request, Asking asking, RandomGenerator random) {
        Meant meant = asking.instead().isNothing()
                ? meant(request, routes, routing.rules())
                : new Meant(asking.instead().model(), "its budget is spent, and a cheaper tier serves it then");
        return switch (routes.resolve(asking.caller().owner().grants().model(meant.name()))) {
            case Routes.Resolution.Unknown unknown ->
                refused(Refusals.unknownModel(asking.caller(), request.head().model(), unknown.nearMatches()));
            case Routes.Resolution.Found found ->
                allowed(asking, request, found.group())
                        .map(group -> planned(routes, routing, request, asking, group, meant, random))
                        .orElseGet(() -> refused(forbidden(asking, request, found.group())));
        };
    }

    private static Failure forbidden(Asking asking, DecodedRequest request, Group group) {
        String model = request.head().model();
        return Refusals.forbiddenModel(model, asking.caller().forbidding(model, group.name()));
    }

    /** What of a group the caller may call; where the operator has another serve it, all of that. */
    private static Optional<Group> allowed(Asking asking, DecodedRequest request, Group group) {
        if (!asking.instead().isNothing()) {
            return Optional.of(group);
        }
        Optional<Group> allowed = asking.caller().allowed(request.head().model(), group);
        return allowed.isEmpty() && request.isBound() ? asking.caller().allowed(request.named(), group) : allowed;
    }

    private static Choice refused(Failure failure) {
        return new Choice(Optional.empty(), Optional.of(failure));
    }

    private static Choice planned(
            Routes routes,
            Routing routing,
            DecodedRequest request,
            Asking asking,
            Group group,
            Meant meant,
            RandomGenerator random) {
        CallExtras extras = request.extras();
        Needs needs = request.needs(
                Wishes.of(extras.wishes(), routing),
                routing.pricedOnly() && asking.caller().owner().hasBudget(),
                Wishes.session(routing, request, asking.caller()),
                Wishes.origin(request, asking.caller()));
        Moment moment = new Moment(System.nanoTime(), random);
        Group whole = Refusals.withFallbacks(
                request.isAlone() ? new Group(group.name(), group.candidates(), group.strategy(), List.of()) : group,
                request.fallbacks(),
                routes,
                asking.caller());
        Plan plan = orElse(routing.planner().plan(whole, needs, moment), routes, routing, needs, moment);
        Decision decision = new Decision(
                asking.callId(),
                asking.requestId(),
                asking.atMillis(),
                request.head().model(),
                meant.why(),
                asking.caller().name(),
                needs,
                plan);
        return new Choice(
                Optional.of(decision),
                plan.isEmpty() ? Optional.of(Refusals.nobodyLeft(plan, moment.nanos(), random)) : Optional.empty());
    }

    /** The plan, or where it is empty what the operator wants instead. */
    private static Plan orElse(Plan plan, Routes routes, Routing routing, Needs needs, Moment moment) {
        Exhausted exhausted = routing.exhausted();
        if (!plan.isEmpty() || !plan.isMatterOfTime()) {
            return plan;
        }
        if (exhausted.leastBad()) {
            return plan.leastBad();
        }
        return !exhausted.fallback().isEmpty()
                        && routes.resolve(exhausted.fallback()) instanceof Routes.Resolution.Found other
                ? plan.orElse(routing.planner().plan(other.group(), needs, moment))
                : plan;
    }

    /** The name that is looked up: the one called, or the tier that {@code auto} comes to. */
    private static Meant meant(DecodedRequest request, Routes routes, List<Rule> rules) {
        String model = request.head().model();
        if (!model.equals(Tier.AUTO)) {
            return new Meant(model, "");
        }
        Optional<Tier> asked = Tier.named(request.extras().tier());
        if (asked.isPresent()) {
            return new Meant(
                    nearest(asked.get(), routes),
                    "the caller asked for the tier " + asked.get().label());
        }
        return judged(facts(request), routes, rules);
    }

    private static Facts facts(DecodedRequest request) {
        Prompt prompt = request.conversation().prompt();
        return new Facts(
                Assessor.shipped().assess(prompt),
                prompt,
                request.estimate().tokens(),
                request.extras().isVip());
    }

    /** By the first rule that holds, else by the complexity, a tier better for those who matter most. */
    private static Meant judged(Facts facts, Routes routes, List<Rule> rules) {
        Assessment assessment = facts.assessment();
        for (Rule rule : rules) {
            if (rule.holds(facts)) {
                return new Meant(
                        nearest(rule.tier(), routes),
                        "the rule '" + rule.text() + "' asks for the tier "
                                + rule.tier().label());
            }
        }
        Tier tier = facts.vip() ? assessment.tier().better() : assessment.tier();
        return new Meant(nearest(tier, routes), why(assessment, tier, facts.vip()));
    }

    private static String why(Assessment assessment, Tier tier, boolean lifted) {
        return String.format(
                Locale.ROOT,
                "%s of complexity %.2f (%s): tier %s%s",
                assessment.intent().name().toLowerCase(Locale.ROOT),
                assessment.complexity(),
                String.join(", ", assessment.signs()),
                tier.label(),
                lifted ? ", one better for a VIP" : "");
    }

    /** The tier itself, or where it has nobody the next better one, or the next lower. */
    private static String nearest(Tier wanted, Routes routes) {
        for (int number = wanted.number(); number <= 4; number++) {
            if (routes.resolve("tier" + number) instanceof Routes.Resolution.Found) {
                return "tier" + number;
            }
        }
        for (int number = wanted.number() - 1; number >= 1; number--) {
            if (routes.resolve("tier" + number) instanceof Routes.Resolution.Found) {
                return "tier" + number;
            }
        }
        return Tier.AUTO;
    }
}
