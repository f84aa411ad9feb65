package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Small pieces of OpenAI's JSON that answers, streams and requests share. */
final class OpenAiWords {
    private OpenAiWords() {}

    static String finishReason(FinishReason reason, boolean called) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, PAUSE, ERROR -> called ? "tool_calls" : "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    static ObjectNode toolCall(Content.ToolCall call) {
        ObjectNode node = JsonCodec.object();
        node.put("id", call.id());
        node.put("type", "function");
        ObjectNode function = node.putObject("function");
        function.put("name", call.name());
        function.put("arguments", call.arguments().text());
        signature(node, call.signature());
        return node;
    }

    /** Gemini's thought signature, where its OpenAI-compatible endpoint carries it. */
    static void signature(ObjectNode call, Optional<String> signature) {
        signature.ifPresent(
                value -> call.putObject("extra_content").putObject("google").put("thought_signature", value));
    }

    static ObjectNode signedThinking(String text, String signature) {
        ObjectNode detail = JsonCodec.object();
        detail.put("type", "reasoning.text");
        detail.put("text", text);
        detail.put("signature", signature);
        return detail;
    }

    static ObjectNode encryptedThinking(String data) {
        ObjectNode detail = JsonCodec.object();
        detail.put("type", "reasoning.encrypted");
        detail.put("data", data);
        return detail;
    }
}
