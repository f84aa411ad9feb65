package dev.eclusa.engine.catalog;

import java.util.List;

/** What a requested model name turned out to be. */
public sealed interface Resolution {
    /**
     * It can be called.
     *
     * @param publicName the name it is known by, aliases followed
     * @param deployments those that take calls, lowest order first, within it as configured
     * @param fallbacks names to try when all of them failed, in order
     * @param strategy name of the strategy that chooses among them; empty for the gateway's
     */
    record Found(String publicName, List<Deployment> deployments, List<String> fallbacks, String strategy)
            implements Resolution {
        /** One that is served without choice. */
        Found(String publicName, List<Deployment> deployments) {
            this(publicName, deployments, List.of(), "");
        }
    }

    /**
     * Nobody has it.
     *
     * @param nearMatches names that look like it, nearest first
     */
    record Unknown(List<String> nearMatches) implements Resolution {}
}
