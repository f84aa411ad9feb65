package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.RequestCodec;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Requests: read in the caller's form, always written as chats. */
final class OllamaRequests implements RequestCodec {
    private final Function<ObjectNode, ChatRequest> decoder;

    OllamaRequests(Function<ObjectNode, ChatRequest> decoder) {
        this.decoder = decoder;
    }

    @Override
    public ChatRequest decode(RequestSource source) {
        return decoder.apply(JsonCodec.request(source.body()));
    }

    @Override
    public EncodedRequest encode(ChatRequest request, RequestTarget target) {
        return new OllamaRequestEncoder(request, target).encode();
    }
}
