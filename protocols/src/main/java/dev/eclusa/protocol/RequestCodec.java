package dev.eclusa.protocol;

import dev.eclusa.core.chat.ChatRequest;
import java.util.List;
import java.util.OptionalLong;

/** Requests of one dialect, in both directions. */
public interface RequestCodec {
    /**
     * Reads a client's request whole.
     *
     * @param source the body and what its path said
     * @throws InvalidRequest when the request is not one of this dialect; the message repeats no input
     */
    ChatRequest decode(RequestSource source);

    /** Writes a request for a provider. What cannot be said is left out and named. */
    EncodedRequest encode(ChatRequest request, RequestTarget target);

    /**
     * What stands outside a request's body in some dialects.
     *
     * @param body the body's JSON text, UTF-8
     * @param pathModel model named by the path (Gemini), empty elsewhere
     * @param pathStream whether the path asked for a stream (Gemini)
     */
    record RequestSource(byte[] body, String pathModel, boolean pathStream) {
        /** A request whose body says everything. */
        public static RequestSource of(byte[] body) {
            return new RequestSource(body, "", false);
        }
    }

    /**
     * What a request is written for.
     *
     * @param model the provider's model id
     * @param maxOutput most tokens the model can generate, where known; dialects that must say a limit use it
     * @param reasons whether the model is declared to reason; one that is not gets no thinking field
     * @param quirks names of the provider's quirks, from its preset
     */
    record RequestTarget(String model, OptionalLong maxOutput, boolean reasons, java.util.Set<String> quirks) {}

    /**
     * A request as bytes.
     *
     * @param body UTF-8 JSON
     * @param dropped caller's fields that could not be carried, by the name the caller used (dotted path where nested)
     */
    record EncodedRequest(byte[] body, List<String> dropped) {
        public EncodedRequest {
            dropped = List.copyOf(dropped);
        }
    }
}
