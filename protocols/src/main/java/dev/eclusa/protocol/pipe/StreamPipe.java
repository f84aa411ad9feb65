package dev.eclusa.protocol.pipe;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ByteSink;

/**
 * One attempt's streamed answer on its way from a provider to a client. The caller holds back what is written until
 * {@link AnswerTally#hasContent()}, and decides what an end without {@link AnswerTally#hasEnded()} means.
 *
 * <p>Never throws: bytes that are not the provider's dialect are a failure in the tally.
 */
public interface StreamPipe {
    /** Takes the provider's next bytes, writes what goes to the client. */
    void feed(byte[] bytes, int offset, int length, ByteSink out);

    /** The provider closed the stream. */
    void end(ByteSink out);

    /** Ends the client's stream with its dialect's native error frame. */
    void fail(Failure failure, ByteSink out);

    /** What has passed so far. */
    AnswerTally tally();
}
