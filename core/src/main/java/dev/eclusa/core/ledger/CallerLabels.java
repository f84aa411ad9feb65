package dev.eclusa.core.ledger;

import java.util.List;

/**
 * Who a call is charged to; an empty string where there is none.
 *
 * @param key name of the key that was used, never the key itself
 * @param user the user the key or the call names
 * @param team the key's team
 * @param organization the key's organization
 * @param address the client's network address
 * @param tags words the key and the call carry, each once
 */
public record CallerLabels(
        String key, String user, String team, String organization, String address, List<String> tags) {
    /** Without tags. */
    public CallerLabels(String key, String user, String team, String organization, String address) {
        this(key, user, team, organization, address, List.of());
    }
}
