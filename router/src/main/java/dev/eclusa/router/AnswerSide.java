package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.pipe.AnswerTally;

/** What is done with the body of a provider's answer: streamed on, held whole, or read as an error. */
sealed interface AnswerSide permits StreamSide, WholeSide, ErrorSide {
    /** Takes the next bytes, valid during the call only. */
    void bytes(byte[] bytes, int length);

    /** The body is over. */
    void ended();

    /**
     * The wire failed in the middle.
     *
     * @return true when something was already delivered and the break was told to the client; false when the attempt may
     *     move on
     */
    boolean broke(Failure.OfProvider failure);

    /** What has passed so far. */
    AnswerTally tally();
}
