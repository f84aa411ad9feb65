package dev.eclusa.router;

import dev.eclusa.protocol.AnswerStyle;

/** How the answer to a call is dressed for its client. */
final class AnswerStyles {
    private AnswerStyles() {}

    static AnswerStyle of(CallContext context, AnswerStyle.Pricing pricing) {
        DecodedRequest request = context.request();
        return new AnswerStyle(
                id(context.call().dialect().name(), context.requestId()),
                request.named(),
                context.call().arrivedMillis() / 1000,
                request.head().includeUsage(),
                request.isBound() ? AnswerStyle.Pricing.UNKNOWN : pricing,
                context.call().framing());
    }

    /** An answer's id in the form clients of a dialect know. */
    private static String id(String client, String request) {
        return switch (client) {
            case "anthropic" -> "msg_" + request;
            case "openai" -> "chatcmpl-" + request;
            case "responses" -> "resp_" + request;
            default -> request;
        };
    }
}
