package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account of LiteLLM's as one of ours.
 *
 * @param table where it is from
 * @param document its fields, which have LiteLLM's names
 * @param spend what LiteLLM says it has spent in its current period; empty for what spends nothing
 * @param renews when LiteLLM would have set that back
 */
record Account(
        AccountKind kind,
        String id,
        String table,
        ObjectNode document,
        Optional<Cost> spend,
        Optional<Instant> renews) {
    /** What spends nothing. */
    static Account plain(AccountKind kind, String id, String table, ObjectNode document) {
        return new Account(kind, id, table, document, Optional.empty(), Optional.empty());
    }
}
