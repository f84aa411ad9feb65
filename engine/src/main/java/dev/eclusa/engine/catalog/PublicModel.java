package dev.eclusa.engine.catalog;

import java.util.List;

/**
 * A name callers use, and the deployments that serve it.
 *
 * @param deployments as configured; at least one
 * @param fallbacks names to try when all of them failed, in order
 */
public record PublicModel(String name, List<Deployment> deployments, List<String> fallbacks) {
    public PublicModel {
        deployments = List.copyOf(deployments);
        fallbacks = List.copyOf(fallbacks);
    }
}
