package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.RequestCodec;
import dev.eclusa.protocol.json.JsonCodec;

/** Requests in both directions. */
final class OpenAiRequests implements RequestCodec {
    static final OpenAiRequests CODEC = new OpenAiRequests();

    private OpenAiRequests() {}

    @Override
    public ChatRequest decode(RequestSource source) {
        return OpenAiRequestDecoder.decode(JsonCodec.request(source.body()), source.pathModel());
    }

    @Override
    public EncodedRequest encode(ChatRequest request, RequestTarget target) {
        return new OpenAiRequestEncoder(request, target).encode();
    }
}
