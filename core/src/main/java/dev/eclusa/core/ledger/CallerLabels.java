package dev.eclusa.core.ledger;

/**
 * Who a call is charged to; an empty string where there is none.
 *
 * @param key name of the key that was used, never the key itself
 * @param user the user the key or the call names
 * @param team the key's team
 * @param organization the key's organization
 * @param address the client's network address
 */
public record CallerLabels(String key, String user, String team, String organization, String address) {}
