package dev.eclusa.protocol;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.failure.Failure;

/** Writes events as bytes of a dialect's stream, balanced and in the dialect's order whatever the source's was. */
public interface EventEncoder {
    /** Writes what the event is in this dialect; nothing for what the dialect cannot say yet or at all. */
    void encode(ChatEvent event, ByteSink out);

    /**
     * Ends a stream that broke, with the dialect's native error frame: open blocks are closed only where the dialect
     * demands it. Nothing may follow.
     */
    void fail(Failure failure, ByteSink out);
}
