package dev.eclusa.core.account;

import java.util.List;

/**
 * What happened to accounts.
 *
 * @param kept new or changed
 * @param gone no longer there
 * @param last the number of the last change
 */
public record AccountChanges(List<StoredAccount> kept, List<Gone> gone, long last) {
    /** An account that is no longer there. */
    public record Gone(AccountKind kind, String id) {}
}
