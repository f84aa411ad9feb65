package dev.eclusa.router;

import java.util.Map;

/** A client over HTTP, to which an answer can go as another server gave it. */
public interface PlainClient extends ClientSide {
    /**
     * Begins an answer; its body follows by {@link #write} and {@link #end}.
     *
     * @param headers with the body's length among them where it is known
     */
    void head(int status, Map<String, String> headers);

    /** Closes the connection in the middle of an answer, so that nobody takes the part for the whole. */
    void breakOff();
}
