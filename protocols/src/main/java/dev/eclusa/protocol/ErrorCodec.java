package dev.eclusa.protocol;

import dev.eclusa.core.failure.Failure;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Errors of one dialect, in both directions. */
public interface ErrorCodec {
    /**
     * Writes a failure for a client of this dialect.
     *
     * @param requestId shown where the dialect shows one
     */
    EncodedError encode(Failure failure, String requestId);

    /**
     * Reads a provider's error answer. Never throws: a body that is no JSON is a failure without words.
     *
     * @param status HTTP status, 400 and above
     * @param header answers a response header by its lower-case name, empty when absent
     * @param body the body, possibly cut at the named limit
     */
    Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body);

    /**
     * An error answer.
     *
     * @param headers more headers than content type (retry-after is the server's own to add)
     */
    record EncodedError(int status, byte[] body, Map<String, String> headers) {}
}
