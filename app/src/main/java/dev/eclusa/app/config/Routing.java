package dev.eclusa.app.config;

import dev.eclusa.engine.classifying.Rule;
import dev.eclusa.engine.resilience.Hedge;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.engine.strategy.ScoreWeights;
import dev.eclusa.router.Exhausted;
import dev.eclusa.router.trial.TierPromises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a deployment is chosen.
 *
 * @param strategy of groups that name none
 * @param weights parts of the weighted score
 * @param rules the operator's own word on the tier of a call
 * @param exhausted what becomes of a call that nobody can take at the moment
 * @param affinity what keeps a conversation where it is
 * @param slowStart how long the share of a recovered deployment grows
 * @param hedge when a second deployment is asked while the first is slow
 * @param resume whether a broken stream is continued by the next deployment
 * @param tiers members of each configured tier by name, in order
 * @param promises the latency tiers promise, of those that say it
 */
public record Routing(
        String strategy,
        ScoreWeights weights,
        List<Rule> rules,
        Exhausted exhausted,
        Affinity affinity,
        Duration slowStart,
        Hedge hedge,
        boolean resume,
        Map<Tier, List<String>> tiers,
        Map<Tier, TierPromises.Promise> promises) {

    /** What keeps a conversation where it is. */
    public enum Affinity {
        /** Nothing. */
        OFF,
        /** The session a caller names. */
        SESSION,
        /** That, or the beginning of a long prompt. */
        PROMPT_CACHE
    }

    /** Reads the sections {@code routing} and {@code tiers}. */
    static Routing read(Section top, Located.Mapping tree, Problems problems) {
        Section section = top.section("routing");
        Tiers tiers = Tiers.read(tree, problems);
        return new Routing(
                section.text("strategy"),
                weights(section.section("weights"), problems),
                rules(section, problems),
                exhausted(tree, problems),
                Affinity.valueOf(section.text("affinity")
                        .toUpperCase(java.util.Locale.ROOT)
                        .replace('-', '_')),
                section.span("slow_start"),
                hedge(section.section("hedge"), problems),
                section.flag("resume"),
                tiers.members(),
                tiers.promises());
    }

    private static List<Rule> rules(Section section, Problems problems) {
        List<Rule> rules = new ArrayList<>();
        for (Section rule : section.list("rules")) {
            Optional<Tier> tier = Tier.named(rule.text("tier"));
            if (tier.isEmpty()) {
                problems.add(
                        rule.place("tier"),
                        rule.path("tier"),
                        "A rule names a tier: fast, balanced, high_quality or premium.");
                continue;
            }
            try {
                rules.add(Rule.of(rule.text("if"), tier.get()));
            } catch (IllegalArgumentException unreadable) {
                problems.add(rule.place("if"), rule.path("if"), String.valueOf(unreadable.getMessage()));
            }
        }
        return rules;
    }

    private static Hedge hedge(Section section, Problems problems) {
        String after = section.text("after");
        Optional<Duration> fixed = Written.duration(after);
        if (fixed.isEmpty() && !after.equals("p95")) {
            problems.add(section.place("after"), section.path("after"), "This is p95 or a duration such as 2s.");
        }
        return new Hedge(section.flag("enabled"), fixed);
    }

    private static ScoreWeights weights(Section section, Problems problems) {
        try {
            return new ScoreWeights(
                    section.decimal("cost").doubleValue(),
                    section.decimal("latency").doubleValue(),
                    section.decimal("reliability").doubleValue(),
                    section.decimal("load").doubleValue(),
                    section.decimal("priority").doubleValue());
        } catch (IllegalArgumentException unusable) {
            problems.add(section.place("cost"), section.path("cost"), String.valueOf(unusable.getMessage()));
            return ScoreWeights.DEFAULT;
        }
    }

    private static Exhausted exhausted(Located.Mapping tree, Problems problems) {
        Optional<Located> given = tree.member("routing")
                .flatMap(routing ->
                        routing instanceof Located.Mapping mapping ? mapping.member("on_exhausted") : Optional.empty());
        if (given.isEmpty()) {
            return Exhausted.REJECT;
        }
        Optional<Exhausted> known = switch (given.get()) {
            case Located.Scalar word -> exhausted(word.text());
            case Located.Mapping mapping -> exhausted(mapping);
            case Located.Sequence list -> Optional.empty();
        };
        if (known.isEmpty()) {
            problems.add(
                    given.get().place(),
                    "routing.on_exhausted",
                    "This is reject, least_bad, { fallback: NAME } or { queue: { max: 2s, places: 1000 } }.");
        }
        return known.orElse(Exhausted.REJECT);
    }

    private static Optional<Exhausted> exhausted(String word) {
        return switch (word) {
            case "reject" -> Optional.of(Exhausted.REJECT);
            case "least_bad" -> Optional.of(new Exhausted(true, "", Duration.ZERO, 0));
            default -> Optional.empty();
        };
    }

    private static Optional<Exhausted> exhausted(Located.Mapping mapping) {
        Optional<Exhausted> fallback = mapping.member("fallback")
                .filter(name -> name instanceof Located.Scalar)
                .map(name -> new Exhausted(false, ((Located.Scalar) name).text(), Duration.ZERO, 0));
        return fallback.or(() -> mapping.member("queue").flatMap(Routing::queue));
    }

    private static Optional<Exhausted> queue(Located queue) {
        Optional<Duration> longest = scalar(queue, "max")
                .or(() -> scalar(queue, "max_ms").map(millis -> millis + "ms"))
                .flatMap(Written::duration);
        Optional<Integer> places =
                scalar(queue, "places").flatMap(Written::whole).or(() -> Optional.of(Exhausted.USUAL_PLACES));
        return longest.flatMap(span -> places.map(most -> new Exhausted(false, "", span, most)));
    }

    private static Optional<String> scalar(Located mapping, String key) {
        return mapping.at(key) instanceof Located.Scalar scalar
                        && !scalar.text().isEmpty()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }
}
