package dev.eclusa.engine.catalog;

import dev.eclusa.engine.routing.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tiers of a gateway whose operator named none: every callable model in the class its family belongs to (families as of
 * November 2026), else the one its price suggests; local ones first, then the cheaper.
 */
public final class UsualTiers {
    private static final int MOST_MEMBERS = 12;
    private static final Pattern FAST =
            Pattern.compile("nano|flash|(?<![\\d.])[0-4](\\.\\d)?b\\b|:1b|:3b|instant|-lite|ministral");
    private static final Pattern BALANCED = Pattern.compile("haiku|mini|small|:?[78]b\\b|turbo|deepseek-chat|scout");
    private static final Pattern PREMIUM =
            Pattern.compile("opus|-pro\\b.*gpt|gpt-\\d.*-pro|o1-pro|o3-pro|fable|mythos");
    private static final Pattern HIGH =
            Pattern.compile("sonnet|gpt-4o|gpt-4\\.1|gpt-5|gemini-.*-pro|large|70b|72b|grok|reasoner|maverick|-r1");
    private static final long CHEAP_NANOS = 1_000_000_000L;
    private static final long USUAL_NANOS = 6_000_000_000L;
    private static final long DEAR_NANOS = 40_000_000_000L;

    private UsualTiers() {}

    /** Members of each tier by name; tiers that would be empty are left out. */
    public static Map<Tier, List<String>> of(ModelDirectory directory) {
        record Member(String name, boolean local, long price) {}
        Map<Tier, List<Member>> members = new EnumMap<>(Tier.class);
        for (ModelDirectory.ListedModel listed : directory.list()) {
            if (directory.resolve(listed.name()) instanceof Resolution.Found found
                    && !found.deployments().isEmpty()
                    && found.publicName().equals(listed.name())) {
                Deployment first = found.deployments().getFirst();
                members.computeIfAbsent(tier(first), none -> new ArrayList<>())
                        .add(new Member(
                                listed.name(),
                                first.traits().local(),
                                first.price().map(price -> price.output()).orElse(Long.MAX_VALUE)));
            }
        }
        Map<Tier, List<String>> tiers = new EnumMap<>(Tier.class);
        members.forEach((tier, found) -> tiers.put(
                tier,
                found.stream()
                        .sorted(Comparator.comparing((Member member) -> !member.local())
                                .thenComparingLong(Member::price))
                        .map(Member::name)
                        .limit(MOST_MEMBERS)
                        .toList()));
        return tiers;
    }

    private static Tier tier(Deployment deployment) {
        String id = deployment.model().toLowerCase(Locale.ROOT);
        return family(id).orElseGet(() -> byPrice(deployment));
    }

    private static Optional<Tier> family(String id) {
        if (PREMIUM.matcher(id).find()) {
            return Optional.of(Tier.PREMIUM);
        }
        if (FAST.matcher(id).find()) {
            return Optional.of(Tier.FAST);
        }
        if (BALANCED.matcher(id).find()) {
            return Optional.of(Tier.BALANCED);
        }
        return HIGH.matcher(id).find() ? Optional.of(Tier.HIGH_QUALITY) : Optional.empty();
    }

    private static Tier byPrice(Deployment deployment) {
        long nanos = deployment.price().map(price -> price.output()).orElse(USUAL_NANOS);
        if (nanos <= CHEAP_NANOS) {
            return Tier.FAST;
        }
        if (nanos <= USUAL_NANOS) {
            return Tier.BALANCED;
        }
        return nanos <= DEAR_NANOS ? Tier.HIGH_QUALITY : Tier.PREMIUM;
    }
}
