package dev.eclusa.protocol;

import dev.eclusa.core.chat.Answer;

/** Whole answers of one dialect, in both directions. */
public interface AnswerCodec {
    /**
     * Reads a provider's whole answer as the events it would have streamed, ended or failed at the end.
     *
     * @param body UTF-8 JSON, one document
     * @throws MalformedAnswer when it is not an answer of this dialect
     */
    void decode(byte[] body, EventSink sink);

    /** Writes a whole answer for a client, UTF-8 JSON. */
    byte[] encode(Answer answer, AnswerStyle style);
}
