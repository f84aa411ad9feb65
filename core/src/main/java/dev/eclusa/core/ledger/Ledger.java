package dev.eclusa.core.ledger;

/**
 * Where calls are accounted. Both methods return as soon as the record would survive a {@code kill -9}; neither waits for
 * a database, and both may be called from an event loop.
 */
public interface Ledger {
    /**
     * Records that a call is about to leave for a provider.
     *
     * @throws LedgerUnavailable when the record cannot be kept, for example because the disk is full
     */
    void begin(CallBegin begin);

    /**
     * Records how the call ended. Called exactly once for each call begun.
     *
     * @throws LedgerUnavailable when the record cannot be kept
     */
    void settle(CallRow row);
}
