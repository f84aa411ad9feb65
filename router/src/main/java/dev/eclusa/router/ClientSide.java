package dev.eclusa.router;

import java.util.Map;

/** The client of one call: the server's response, or a Java program's subscriber. All methods run on the call's event loop. */
public interface ClientSide {
    /** Sends a whole answer. */
    void answer(int status, Map<String, String> headers, byte[] body);

    /** Begins a streamed answer; the head leaves with the first bytes. */
    void begin(Map<String, String> headers, byte[] first);

    /** Sends more of a streamed answer. */
    void write(byte[] bytes);

    /** Sends the last of a streamed answer. */
    void end(byte[] last);

    /** Whether the client takes bytes slower than they come: nothing more should be read for it. */
    boolean isFull();

    /** Runs once when a full client has room again. */
    void onRoom(Runnable action);

    /** Runs once if the client leaves before the answer is complete. */
    void onGone(Runnable action);
}
