package dev.eclusa.protocol;

import dev.eclusa.protocol.frame.Frame;

/**
 * One wire format, written once and used on both sides: towards clients it decodes requests and encodes answers, towards
 * providers it encodes requests and decodes answers.
 */
public interface Dialect {
    /** Its name in configuration: {@code openai}, {@code anthropic}, {@code gemini}, {@code ollama}, {@code cohere}, {@code bedrock}. */
    String name();

    /** Requests in both directions. */
    RequestCodec requests();

    /** Whole answers in both directions. */
    AnswerCodec answers();

    /** Reads a provider's streamed answer; one for each answer. */
    EventDecoder newDecoder();

    /** Writes a streamed answer to a client; one for each answer. */
    EventEncoder newEncoder(AnswerStyle style);

    /** Errors outside a stream, in both directions. */
    ErrorCodec errors();

    /** Turns frames of a stream into events. Keeps what must be remembered between frames. */
    interface EventDecoder {
        /**
         * Reads the next frame.
         *
         * @throws MalformedAnswer when the frame is not of this dialect
         */
        void decode(Frame frame, EventSink sink);

        /**
         * The provider closed the stream. A dialect whose stream ends without a marker of its own, once its last required
         * event was seen (Gemini, and OpenAI without {@code [DONE]}), says {@code Ended} here.
         */
        void end(EventSink sink);
    }
}
