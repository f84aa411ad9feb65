package dev.eclusa.router;

import java.util.Map;
import java.util.Set;

/**
 * What a key may reach: paths, and models under names of its own. Groups of paths are called as LiteLLM calls them.
 *
 * @param routes paths, beginnings of paths that end in {@code *}, or groups of paths; empty is every path
 * @param aliases models by the names that only this key has for them
 * @param pretends whether its calls may say themselves what they are answered
 */
public record Grants(Set<String> routes, Map<String, String> aliases, boolean pretends) {
    /** Everything, by its usual name. */
    public static final Grants ALL = new Grants(Set.of(), Map.of(), false);

    private static final Set<String> CALLS =
            Set.of("llm_api_routes", "openai_routes", "anthropic_routes", "google_routes");
    private static final String MANAGING = "management_routes";
    private static final String INFORMING = "info_routes";
    private static final String SPENDING = "spend_tracking_routes";
    private static final Set<String> INFORMED =
            Set.of("/v1/models", "/models", "/model/info", "/v1/model/info", "/v2/model/info", "/model_group/info");

    /** Whether it may call models on a path. */
    public boolean allowCall(String path) {
        return routes.isEmpty() || routes.stream().anyMatch(CALLS::contains) || names(path);
    }

    /** Whether it may use a path that calls no model. */
    public boolean allowManaging(String path) {
        return routes.isEmpty()
                || names(path)
                || (routes.contains(MANAGING) && !path.startsWith("/v1/"))
                || (routes.contains(INFORMING) && (path.endsWith("/info") || path.endsWith("/list")))
                || (routes.contains(SPENDING) && path.contains("spend"))
                || (INFORMED.contains(path) && routes.stream().anyMatch(Grants::isGroup));
    }

    private static boolean isGroup(String route) {
        return route.endsWith("_routes");
    }

    private boolean names(String path) {
        return routes.contains(path)
                || routes.stream()
                        .anyMatch(route ->
                                route.endsWith("*") && path.startsWith(route.substring(0, route.length() - 1)));
    }

    /** The model a name stands for. */
    public String model(String name) {
        return aliases.isEmpty() ? name : aliases.getOrDefault(name, name);
    }
}
