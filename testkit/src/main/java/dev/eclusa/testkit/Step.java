package dev.eclusa.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One thing a streamed reply does in its turn. */
public sealed interface Step {
    /** Writes the bytes at once, as one chunk where the framing has chunks. */
    record Send(byte[] bytes) implements Step {}

    /** Waits until the test opens the gate, or the client has gone. */
    record Await(Gate gate) implements Step {}

    /** Waits in real time, or until the client has gone. Only where a test wants real pacing. */
    record Delay(Duration duration) implements Step {}

    /** Sends text as UTF-8. */
    static Step send(String text) {
        return new Send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    static Step send(byte[] bytes) {
        return new Send(bytes);
    }

    /** Sends one server-sent event without a name: {@code data: …} and a blank line. */
    static Step data(String payload) {
        return send("data: " + payload + "\n\n");
    }

    /** Sends one named server-sent event. */
    static Step event(String name, String payload) {
        return send("event: " + name + "\ndata: " + payload + "\n\n");
    }

    /** Waits at the gate. */
    static Step await(Gate gate) {
        return new Await(gate);
    }

    /** Waits that long. */
    static Step delay(Duration duration) {
        return new Delay(duration);
    }
}
