package dev.eclusa.testkit;

/** How the end of a streamed body is told on the wire. */
public sealed interface Framing {
    /** {@code Transfer-Encoding: chunked}, one chunk for each send. */
    record Chunked() implements Framing {}

    /** Neither length nor chunks: the body ends where the connection does. */
    record UntilClose() implements Framing {}

    /** A {@code Content-Length} that may be a lie. */
    record Declared(long length) implements Framing {}
}
