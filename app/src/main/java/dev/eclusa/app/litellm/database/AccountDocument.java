package dev.eclusa.app.litellm.database;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document of an account, from the row that LiteLLM keeps of it. */
final class AccountDocument {
    /** What it counts, we count ourselves; what is secret, or only its own, stays there. */
    private static final Set<String> NOT_CARRIED = Set.of(
            "spend",
            "total_spend",
            "budget_reset_at",
            "model_spend",
            "soft_budget_cooldown",
            "password",
            "password_reset_required",
            "last_breach_check_at",
            "token",
            "model_id");

    private static final Set<String> MOMENTS = Set.of(
            "created_at",
            "updated_at",
            "expires",
            "last_active",
            "settings_updated_at",
            "key_rotation_at",
            "last_rotation_at",
            "temp_budget_expiry");

    /** Those that are told although they are empty. */
    private static final Set<String> KEPT_EMPTY = Set.of("models", "metadata", "aliases");

    /** What LiteLLM keeps in the metadata of keys, users and teams. */
    private static final List<String> IN_METADATA = List.of("model_rpm_limit", "model_tpm_limit", "tags", "guardrails");

    private AccountDocument() {}

    static ObjectNode of(ObjectNode row) {
        ObjectNode document = JsonCodec.object();
        row.properties().forEach(field -> write(document, row, field.getKey(), field.getValue()));
        for (String name : IN_METADATA) {
            JsonNode there = row.path("metadata").path(name);
            if (!document.hasNonNull(name) && !there.isMissingNode() && !there.isNull()) {
                document.set(name, there);
            }
        }
        return document;
    }

    private static void write(ObjectNode document, ObjectNode row, String name, JsonNode value) {
        if (NOT_CARRIED.contains(name)
                || value.isNull()
                || (value.isContainer() && value.isEmpty() && !KEPT_EMPTY.contains(name))) {
            return;
        }
        if (MOMENTS.contains(name)) {
            Fields.moment(row, name).ifPresent(moment -> document.put(name, moment.toString()));
        } else if (value.isNumber() && !value.isIntegralNumber()) {
            Fields.decimal(value).ifPresent(exact -> document.put(name, exact));
        } else {
            document.set(name, value);
        }
    }
}
