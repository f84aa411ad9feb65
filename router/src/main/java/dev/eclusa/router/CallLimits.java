package dev.eclusa.router;

import dev.eclusa.protocol.frame.FrameLimits;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Duration;

/**
 * The named limits of one call.
 *
 * @param jsonDepth deepest nesting of a request, at most {@link JsonCodec#DEPTH}
 * @param frames longest event of a stream and longest whole answer
 * @param errorBody how much of a provider's error is kept, bytes
 * @param slowClient a client that takes nothing for this long is cancelled
 * @param streams most streams at a time on one event loop
 */
public record CallLimits(int jsonDepth, FrameLimits frames, int errorBody, Duration slowClient, int streams) {
    /** The contract's defaults, and no bound on streams. */
    public static final CallLimits DEFAULT =
            new CallLimits(JsonCodec.DEPTH, FrameLimits.DEFAULT, 256 << 10, Duration.ofSeconds(60), Integer.MAX_VALUE);
}
