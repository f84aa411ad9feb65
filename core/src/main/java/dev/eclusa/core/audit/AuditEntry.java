package dev.eclusa.core.audit;

/**
 * Something that somebody did, or was refused.
 *
 * @param atMillis epoch milliseconds
 * @param actor name of the key, empty when it was not known
 * @param address of the client
 * @param action such as {@code POST /key/delete}
 * @param status HTTP's
 * @param detail why, or to whom; never a secret
 */
public record AuditEntry(long atMillis, String actor, String address, String action, int status, String detail) {}
