package dev.eclusa.router.sharing;

/** What becomes of calls under a limit while the counters cannot be reached. */
public enum Stance {
    /** Each gateway lets in its part: limits and what is left of budgets, divided by the gateways that were known. */
    LOCAL,
    /** All are let in. */
    OPEN,
    /** None is let in. */
    CLOSED
}
