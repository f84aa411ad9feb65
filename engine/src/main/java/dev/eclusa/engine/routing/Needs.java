package dev.eclusa.engine.routing;

import dev.eclusa.core.money.Cost;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a call needs of a deployment, and what its caller asks for.
 *
 * @param promptTokens an upper bound of the prompt's tokens
 * @param outputTokens the caller's limit on generated tokens; empty without one
 * @param capabilities what the request makes use of
 * @param wishes what the caller asks for beyond the model's name
 * @param priced whether a deployment without a known price will not do, since a budget pays for it
 * @param session what identifies a conversation, so that it can stay where its prompt is cached; empty for none
 * @param origin whose call it is, for strategies that treat one person or conversation alike
 * @param forms of which the provider must take one
 */
public record Needs(
        long promptTokens,
        OptionalLong outputTokens,
        Set<Capability> capabilities,
        Wishes wishes,
        boolean priced,
        String session,
        Origin origin,
        Forms forms) {
    /** Tokens expected of an answer whose length nobody bounds. */
    private static final long USUAL_OUTPUT = 500;

    /** A call that no budget pays for. */
    public Needs(
            long promptTokens, OptionalLong outputTokens, Set<Capability> capabilities, Wishes wishes, String session) {
        this(promptTokens, outputTokens, capabilities, wishes, false, session, Origin.NOBODY, Forms.ANY);
    }

    /** A call that needs nothing in particular. */
    public static final Needs NONE = new Needs(0, OptionalLong.empty(), Set.of(), Wishes.NONE, "");

    /** Tokens of the answer, as costs are estimated with. */
    public long expectedOutput() {
        return Math.min(outputTokens.orElse(USUAL_OUTPUT), USUAL_OUTPUT);
    }

    /**
     * The forms that a call can be put into.
     *
     * @param names of dialects, or of forms of their own; empty for any
     * @param otherwise what is said of a deployment that takes none of them
     */
    public record Forms(Set<String> names, String otherwise) {
        /** Any. */
        public static final Forms ANY = new Forms(Set.of(), "");
    }

    /**
     * Whose call it is.
     *
     * @param person the user, or where none is named the key; empty for nobody in particular
     * @param conversation what the caller calls its conversation; empty for none
     */
    public record Origin(String person, String conversation) {
        /** Nobody in particular. */
        public static final Origin NOBODY = new Origin("", "");
    }

    /**
     * What a caller asks for.
     *
     * @param preferred provider tried first; empty for none
     * @param only providers that may be used; empty for any
     * @param localOnly whether nothing may leave the operator's machines
     * @param region where the data must stay; empty for anywhere
     * @param maxCost most the call may cost
     * @param maxLatency most time to the first token
     * @param strategy chooses in place of the group's own
     */
    public record Wishes(
            String preferred,
            Set<String> only,
            boolean localOnly,
            String region,
            Optional<Cost> maxCost,
            Optional<Duration> maxLatency,
            Optional<Strategy> strategy) {
        /** None. */
        public static final Wishes NONE =
                new Wishes("", Set.of(), false, "", Optional.empty(), Optional.empty(), Optional.empty());
    }
}
