package dev.eclusa.protocol.frame;

import java.nio.charset.StandardCharsets;

/**
 * One piece of a stream: the data of a server-sent event, a line, an element of an array, or a binary
 * message's payload.
 *
 * @param event the event's name, empty where the framing or the event has none
 * @param bytes holds the data; not owned, valid only while the frame is being read
 * @param offset where the data begins
 * @param length how long it is
 */
public record Frame(String event, byte[] bytes, int offset, int length) {
    /** A frame of a text, for tests and small things. */
    public static Frame of(String event, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new Frame(event, bytes, 0, bytes.length);
    }

    /** Whether the data is exactly this ASCII text. */
    public boolean is(String ascii) {
        if (length != ascii.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The data as text. */
    public String text() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
