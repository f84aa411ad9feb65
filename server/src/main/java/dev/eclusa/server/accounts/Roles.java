package dev.eclusa.server.accounts;

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
