package dev.eclusa.app.reconcile;

/** A file is not what can be compared; the message says where, and what was expected. */
public final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
        super(message);
    }
}
