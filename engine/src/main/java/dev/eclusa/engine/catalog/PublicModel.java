package dev.eclusa.engine.catalog;

import java.util.List;

/**
 * A name callers use, and the deployments that serve it.
 *
 * @param deployments as configured; at least one
 * @param fallbacks names to try when all of them failed, in order
 * @param strategy name of the strategy that chooses among them; empty for the gateway's
 */
public record PublicModel(String name, List<Deployment> deployments, List<String> fallbacks, String strategy) {
    public PublicModel {
        deployments = List.copyOf(deployments);
        fallbacks = List.copyOf(fallbacks);
    }
}
