package dev.eclusa.core.ledger;

/** The ledger cannot keep a record; the message says why and what to do, and holds no secret. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(String message) {
        super(message);
    }

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
