package dev.eclusa.router;

/** What a key may do beside calling models; each may all that those before it may. */
public enum Role {
    /** Calls models. */
    CALLER,
    /** Reads what its own user uses and spends. */
    INSIDER,
    /** Reads what is managed: usage, logs, keys, users. */
    VIEWER,
    /** Steers how calls are routed. */
    OPERATOR,
    /** Manages everything. */
    ADMIN;

    /** The role a user has by its {@code user_role}, LiteLLM's names or ours. */
    public static Role of(String name) {
        return switch (name) {
            case "proxy_admin", "admin" -> ADMIN;
            case "proxy_admin_viewer", "viewer" -> VIEWER;
            case "operator" -> OPERATOR;
            case "internal_user", "internal_user_viewer" -> INSIDER;
            default -> CALLER;
        };
    }

    /** Whether it may what another may. */
    public boolean reaches(Role other) {
        return compareTo(other) >= 0;
    }
}
