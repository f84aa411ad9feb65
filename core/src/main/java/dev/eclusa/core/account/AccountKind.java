package dev.eclusa.core.account;

import java.util.Locale;

/** What an account is; the store knows it by its name. */
public enum AccountKind {
    /** A key that callers hold. */
    KEY,
    /** Whoever owns keys. */
    USER,
    /** Several users. */
    TEAM,
    /** Several teams. */
    ORGANIZATION,
    /** A word that calls carry. */
    TAG,
    /** A provider, by its configured name. */
    PROVIDER,
    /** A model, by the name callers use. */
    MODEL,
    /** Limits that others take for theirs by its id; it spends nothing itself. */
    BUDGET;

    /** As refusals call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
