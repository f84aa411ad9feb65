package dev.eclusa.server.accounts;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The roles a user may have: LiteLLM's names (recorded, 1.106.2) and ours. */
final class Roles {
    private static final Set<String> KNOWN = Set.of(
            "proxy_admin",
            "proxy_admin_viewer",
            "internal_user",
            "internal_user_viewer",
            "admin",
            "operator",
            "viewer",
            "caller");

    private Roles() {}

    /** LiteLLM's roles, and what each may. */
    static ObjectNode told() {
        ObjectNode told = JsonCodec.object();
        describe(told, "proxy_admin", "Admin (All Permissions)", "manages everything");
        describe(told, "proxy_admin_viewer", "Admin (View Only)", "sees all keys and all spending");
        describe(
                told,
                "internal_user",
                "Internal User (Create/Delete/View)",
                "makes, deletes and sees its own keys, and what it spent");
        describe(told, "internal_user_viewer", "Internal User (View Only)", "sees its own keys, and what it spent");
        return told;
    }

    private static void describe(ObjectNode into, String role, String label, String description) {
        into.putObject(role).put("description", description).put("ui_label", label);
    }

    /** Refuses a request that names another. */
    static void check(ObjectNode asked) {
        String role = Documents.text(asked, "user_role");
        if (!role.isEmpty() && !KNOWN.contains(role)) {
            throw Fields.Wrong.type(
                    "user_role",
                    "literal_error",
                    "Input should be 'proxy_admin', 'proxy_admin_viewer', 'internal_user' or 'internal_user_viewer'");
        }
    }
}
