package dev.eclusa.protocol;

/** What a provider sent is not its dialect; thrown by decoders, without a stack trace and without the bytes. */
public final class MalformedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedAnswer(String message) {
        super(message, null, false, false);
    }
}
