package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.RequestCodec;
import dev.eclusa.protocol.json.JsonCodec;

/** Requests in both directions. */
final class ResponsesRequests implements RequestCodec {
    static final ResponsesRequests CODEC = new ResponsesRequests();

    private ResponsesRequests() {}

    @Override
    public ChatRequest decode(RequestSource source) {
        return ResponsesRequestDecoder.decode(JsonCodec.request(source.body()), source.pathModel());
    }

    @Override
    public EncodedRequest encode(ChatRequest request, RequestTarget target) {
        return new ResponsesRequestEncoder(request, target).encode();
    }
}
