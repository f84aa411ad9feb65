package dev.eclusa.store;

/** The database cannot be used as it is; waiting will not help. The message says what to do, and holds no secret. */
public final class StoreRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
