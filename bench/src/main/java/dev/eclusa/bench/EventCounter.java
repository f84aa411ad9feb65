package dev.eclusa.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Counts the server-sent events in a body however it is cut, and remembers whether the terminal one came. */
final class EventCounter {
    private byte last;
    private String tail = "";

    /** The events that end in these bytes. */
    int count(Buffer bytes) {
        int events = 0;
        for (int i = 0; i < bytes.length(); i++) {
            byte next = bytes.getByte(i);
            if (next == '\n' && last == '\n') {
                events++;
            }
            last = next;
        }
        int from = Math.max(0, bytes.length() - 64);
        var end = tail + bytes.getString(from, bytes.length(), StandardCharsets.ISO_8859_1.name());
        tail = end.substring(Math.max(0, end.length() - 64));
        return events;
    }

    /** Whether OpenAI's or Anthropic's terminal event was the last thing said. */
    boolean terminated() {
        return tail.contains("[DONE]") || tail.contains("\"message_stop\"");
    }
}
