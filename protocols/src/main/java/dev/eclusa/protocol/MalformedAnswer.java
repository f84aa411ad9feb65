package dev.eclusa.protocol;

import dev.eclusa.core.failure.Failure;

/** What a provider sent is not its dialect; thrown by decoders, without a stack trace and without the bytes. */
public final class MalformedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure.OfProvider failure;

    public MalformedAnswer(String message) {
        super(message, null, false, false);
        failure = Failure.OfProvider.of(Failure.OfProvider.Kind.MALFORMED, message);
    }

    /** The attempt's failure. */
    public Failure.OfProvider failure() {
        return failure;
    }
}
