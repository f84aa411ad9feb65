package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.RequestCodec;

/** Requests in both directions. */
final class OpenAiRequests implements RequestCodec {
    static final OpenAiRequests CODEC = new OpenAiRequests();

    private OpenAiRequests() {}

    @Override
    public ChatRequest decode(RequestSource source) {
        throw new UnsupportedOperationException("translation comes with the other dialects");
    }

    @Override
    public EncodedRequest encode(ChatRequest request, RequestTarget target) {
        throw new UnsupportedOperationException("translation comes with the other dialects");
    }
}
