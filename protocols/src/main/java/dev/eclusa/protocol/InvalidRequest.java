package dev.eclusa.protocol;

import dev.eclusa.core.failure.Failure;

/** A client's request is not one of its dialect; thrown by decoders, without a stack trace. */
public final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure.OfCaller failure;

    public InvalidRequest(Failure.OfCaller failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** A fault of one field. */
    public static InvalidRequest of(String message, String param) {
        return new InvalidRequest(Failure.OfCaller.invalid(message, param));
    }

    /** What to tell the caller. */
    public Failure.OfCaller failure() {
        return failure;
    }
}
