package dev.eclusa.core.account;

import dev.eclusa.core.Json;

/**
 * An account as it is kept.
 *
 * @param id unique within its kind; of a key the keyed hash in hexadecimal, never the key
 * @param document its fields, a JSON object
 */
public record StoredAccount(AccountKind kind, String id, Json document) {}
