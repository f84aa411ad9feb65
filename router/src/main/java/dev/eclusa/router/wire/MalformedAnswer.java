package dev.eclusa.router.wire;

/** What came is not an HTTP/1.1 answer. The message names the fault and repeats nothing of what came. */
public final class MalformedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message, null, false, false);
    }
}
