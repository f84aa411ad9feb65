package dev.eclusa.engine.routing;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a deployment is, besides where it is reached.
 *
 * @param order lower is tried first, strictly
 * @param weight its share among those of equal order
 * @param priority larger is preferred, as one part of a score
 * @param tier 1 to 4; 0 without a tier
 * @param region where its data stays; empty when not said
 * @param local whether it runs on the operator's own machines
 * @param capabilities what it can do; empty when unknown, which excludes nothing
 * @param tokensAMinute what its account allows; empty when not said
 * @param callsAMinute what its account allows; empty when not said
 * @param id what the operator calls the deployment; empty when not said
 */
public record Traits(
        int order,
        int weight,
        int priority,
        int tier,
        String region,
        boolean local,
        Optional<Set<Capability>> capabilities,
        OptionalLong tokensAMinute,
        OptionalLong callsAMinute,
        String id) {
    /** A deployment without a name of its own. */
    public Traits(
            int order,
            int weight,
            int priority,
            int tier,
            String region,
            boolean local,
            Optional<Set<Capability>> capabilities,
            OptionalLong tokensAMinute,
            OptionalLong callsAMinute) {
        this(order, weight, priority, tier, region, local, capabilities, tokensAMinute, callsAMinute, "");
    }

    /** A deployment of which nothing is known. */
    public static final Traits NONE =
            new Traits(0, 1, 0, 0, "", false, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Whether it is known that it cannot. What runs on the operator's own machines may embed with a model that chats. */
    public boolean cannot(Capability capability) {
        if (capabilities.isEmpty() || capabilities.get().contains(capability)) {
            return false;
        }
        return capability != Capability.EMBEDDINGS
                || (!local && capabilities.get().contains(Capability.CHAT));
    }

    /** The same at another place. */
    public Traits at(int otherOrder, int otherTier) {
        return new Traits(
                otherOrder, weight, priority, otherTier, region, local, capabilities, tokensAMinute, callsAMinute, id);
    }

    /** The same with other abilities. */
    public Traits able(Optional<Set<Capability>> others) {
        return new Traits(order, weight, priority, tier, region, local, others, tokensAMinute, callsAMinute, id);
    }

    /** The same, on the operator's machines or not. */
    public Traits onOwnMachines(boolean own) {
        return new Traits(order, weight, priority, tier, region, own, capabilities, tokensAMinute, callsAMinute, id);
    }
}
