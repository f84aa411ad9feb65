package dev.eclusa.engine.accounting;

import java.time.Duration;
import java.util.Optional;

/**
 * A limit that stands in a call's way.
 *
 * @param account whose it is, such as {@code team 't1'}
 * @param kind which limit
 * @param limit its figure, in words
 * @param retryAfter when there is room again, where that is known
 * @param whose the account itself
 */
public record Excess(String account, Kind kind, String limit, Optional<Duration> retryAfter, Account whose) {
    /** Which limit. */
    public enum Kind {
        /** Requests a minute. */
        REQUESTS,
        /** Requests a second. */
        BURST,
        /** Tokens a minute. */
        TOKENS,
        /** Calls at a time. */
        CONCURRENCY,
        /** Money. */
        BUDGET,
        /** Everything: the account is frozen. */
        FROZEN
    }

    /** Whose limit it is, in one word: {@code key}, {@code user}, {@code team} and so on. */
    public String scope() {
        int end = account.indexOf(' ');
        return end < 0 ? account : account.substring(0, end);
    }

    /** For the caller: whose limit it is, which, and when to try again. */
    public String message() {
        String when = retryAfter
                .map(pause -> " Try again in " + Math.max(1, (pause.toMillis() + 999) / 1000) + " s.")
                .orElse("");
        return switch (kind) {
            case REQUESTS -> "The " + account + " may make " + limit + " requests a minute." + when;
            case BURST -> "The " + account + " may make " + limit + " requests a second." + when;
            case TOKENS -> "The " + account + " may use " + limit + " tokens a minute." + when;
            case CONCURRENCY -> "The " + account + " may have " + limit + " calls at a time." + when;
            case BUDGET ->
                whose.hasSpentAll()
                        ? "The " + account + " has spent its budget of " + limit + " USD." + when
                        : "The " + account + " has less left of its budget of " + limit + " USD than this call needs."
                                + when;
            case FROZEN -> "The " + account + " is frozen; nobody below it may call.";
        };
    }
}
