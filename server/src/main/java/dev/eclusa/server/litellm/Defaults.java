package dev.eclusa.server.litellm;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Fields that LiteLLM's documents of keys and users always have, where ours say nothing of them. */
final class Defaults {
    private static final List<String> OBJECTS = List.of(
            "aliases", "config", "router_settings", "permissions", "metadata", "model_spend", "model_max_budget");
    private static final List<String> LISTS =
            List.of("models", "allowed_cache_controls", "allowed_routes", "policies", "access_group_ids");
    private static final List<String> USER_OBJECTS = List.of("metadata", "model_spend", "model_max_budget");
    private static final List<String> USER_LISTS =
            List.of("models", "teams", "allowed_cache_controls", "policies", "organization_memberships");

    private Defaults() {}

    static ObjectNode key(ObjectNode key) {
        fill(key, OBJECTS, LISTS);
        absent(key, "soft_budget_cooldown").ifPresent(name -> key.put(name, false));
        absent(key, "auto_rotate").ifPresent(name -> key.put(name, false));
        absent(key, "rotation_count").ifPresent(name -> key.put(name, 0));
        absent(key, "key_type").ifPresent(name -> key.put(name, "default"));
        absent(key, "budget_fallbacks").ifPresent(key::putObject);
        return FieldNames.KEY.filled(key);
    }

    static ObjectNode user(ObjectNode user) {
        fill(user, USER_OBJECTS, USER_LISTS);
        return FieldNames.USER.filled(user);
    }

    private static void fill(ObjectNode document, List<String> objects, List<String> lists) {
        objects.forEach(name -> absent(document, name).ifPresent(document::putObject));
        lists.forEach(name -> absent(document, name).ifPresent(document::putArray));
    }

    private static java.util.Optional<String> absent(ObjectNode document, String name) {
        return document.has(name) ? java.util.Optional.empty() : java.util.Optional.of(name);
    }
}
