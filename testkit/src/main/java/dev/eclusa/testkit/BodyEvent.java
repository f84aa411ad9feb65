package dev.eclusa.testkit;

import java.nio.charset.StandardCharsets;

/** What reading a body for the next piece brought. Times are {@link System#nanoTime()}. */
public sealed interface BodyEvent {
    /** When it was read. */
    long at();

    /** Bytes of the body, a whole chunk where there are chunks. */
    record Piece(byte[] bytes, long at) implements BodyEvent {
        /** The bytes as UTF-8; a character may be cut at either end. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The body ended as its framing says it should. */
    record End(long at) implements BodyEvent {}

    /** The connection ended or broke first. */
    record Cut(String reason, long at) implements BodyEvent {}
}
