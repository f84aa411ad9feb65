package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One choice of a whole answer, written. */
final class OpenAiWrittenMessage {
    private final Answer.Choice choice;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final ArrayNode calls = JsonCodec.array();
    private final ArrayNode details = JsonCodec.array();

    OpenAiWrittenMessage(Answer.Choice choice) {
        this.choice = choice;
        choice.content().forEach(this::take);
    }

    ObjectNode choice(int index) {
        ObjectNode node = JsonCodec.object();
        node.put("index", index);
        node.set("message", message());
        if (choice.logprobs().isEmpty()) {
            node.putNull("logprobs");
        } else {
            node.set("logprobs", logprobs(choice.logprobs()));
        }
        String reason = OpenAiWords.finishReason(choice.reason(), !calls.isEmpty());
        node.put("finish_reason", reason);
        if (!choice.nativeReason().isEmpty() && !choice.nativeReason().equals(reason)) {
            node.put("native_finish_reason", choice.nativeReason());
        }
        choice.stopSequence().ifPresent(stop -> node.put("stop_reason", stop));
        return node;
    }

    private void take(Content part) {
        switch (part) {
            case Content.Text words -> text.append(words.text());
            case Content.Thinking thought -> {
                thinking.append(thought.text());
                thought.signature()
                        .ifPresent(signature -> details.add(OpenAiWords.signedThinking(thought.text(), signature)));
            }
            case Content.RedactedThinking redacted -> details.add(OpenAiWords.encryptedThinking(redacted.data()));
            case Content.Refusal words -> refusal.append(words.text());
            case Content.ToolCall call -> calls.add(OpenAiWords.toolCall(call));
            case Content.Image image -> {}
            case Content.Audio audio -> {}
            case Content.Document document -> {}
            case Content.ToolResult result -> {}
            case Content.Opaque opaque -> {}
        }
    }

    private ObjectNode message() {
        ObjectNode message = JsonCodec.object();
        message.put("role", "assistant");
        content(message);
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!details.isEmpty()) {
            message.set("reasoning_details", details);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        choice.extras().forEach((name, value) -> {
            if (name.equals("audio") || OpenAiChoice.CARRIED.contains(name)) {
                message.set(name, JsonCodec.tree(value));
            }
        });
        return message;
    }

    /** No words is null where something else was said, and the empty text where nothing was. */
    private void content(ObjectNode message) {
        boolean said = !calls.isEmpty() || !refusal.isEmpty() || choice.extras().containsKey("audio");
        if (text.isEmpty() && said) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        if (refusal.isEmpty()) {
            message.putNull("refusal");
        } else {
            message.put("refusal", refusal.toString());
        }
    }

    /** Log probabilities that came in pieces, joined. */
    private static JsonNode logprobs(List<Json> pieces) {
        ObjectNode joined = JsonCodec.object();
        for (Json piece : pieces) {
            JsonCodec.tree(piece).properties().forEach(field -> {
                if (joined.path(field.getKey()) instanceof ArrayNode seen
                        && field.getValue().isArray()) {
                    field.getValue().forEach(seen::add);
                } else {
                    joined.set(field.getKey(), field.getValue());
                }
            });
        }
        return joined;
    }
}
