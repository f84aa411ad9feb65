package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole messages. */
final class AnthropicAnswers implements AnswerCodec {
    private static final Answer.Choice NOTHING =
            new Answer.Choice(List.of(), FinishReason.STOP, "", Optional.empty(), List.of(), Map.of());

    @Override
    public void decode(byte[] body, EventSink sink) {
        JsonNode message = JsonCodec.answer(body, 0, body.length);
        if (message.path("type").asString("").equals("error")
                || message.path("error").isObject()) {
            sink.accept(new ChatEvent.Failed(AnthropicErrors.inBand(message)));
            return;
        }
        if (!message.path("content").isArray()) {
            throw new MalformedAnswer("The provider's answer has no content.");
        }
        sink.accept(new ChatEvent.Started(
                message.path("id").asString(""), message.path("model").asString("")));
        AnthropicBlocks blocks = new AnthropicBlocks();
        int index = 0;
        for (JsonNode block : message.path("content")) {
            blocks.start(index, block, sink);
            blocks.stop(index++, sink);
        }
        sink.accept(new ChatEvent.UsageReported(AnthropicUsage.read(message.path("usage"))));
        sink.accept(finished(message));
        sink.accept(new ChatEvent.Ended());
    }

    /** The end as a message or a message delta tells it. */
    static ChatEvent.Finished finished(JsonNode said) {
        String reason = said.path("stop_reason").asString("");
        JsonNode sequence = said.path("stop_sequence");
        Optional<String> stop = sequence.isString() ? Optional.of(sequence.asString()) : Optional.empty();
        return new ChatEvent.Finished(0, AnthropicWords.reason(reason), reason, stop);
    }

    @Override
    public byte[] encode(Answer answer, AnswerStyle style) {
        Answer.Choice choice =
                answer.choices().isEmpty() ? NOTHING : answer.choices().getFirst();
        ObjectNode node = head(answer.id(), answer.model(), style);
        ArrayNode content = node.withArrayProperty("content");
        boolean called = false;
        for (Content part : choice.content()) {
            write(part, content);
            called |= part instanceof Content.ToolCall;
        }
        node.put("stop_reason", AnthropicWords.stopReason(choice.reason(), called));
        choice.stopSequence().ifPresent(text -> node.put("stop_sequence", text));
        node.set("usage", AnthropicUsage.write(answer.usage().orElse(Usage.NONE)));
        return JsonCodec.bytes(node);
    }

    /** A message without content yet. */
    static ObjectNode head(String id, String model, AnswerStyle style) {
        ObjectNode node = JsonCodec.object();
        node.put("id", id.isEmpty() ? style.id() : id);
        node.put("type", "message").put("role", "assistant");
        node.put("model", model.isEmpty() ? style.model() : model);
        node.putArray("content");
        node.putNull("stop_reason").putNull("stop_sequence");
        return node;
    }

    private static void write(Content part, ArrayNode into) {
        switch (part) {
            case Content.Text text -> text(text.text(), into);
            case Content.Refusal refusal -> text(refusal.text(), into);
            case Content.Thinking thinking ->
                into.addObject()
                        .put("type", "thinking")
                        .put("thinking", thinking.text())
                        .put("signature", thinking.signature().orElse(""));
            case Content.RedactedThinking redacted ->
                into.addObject().put("type", "redacted_thinking").put("data", redacted.data());
            case Content.ToolCall call -> {
                ObjectNode node = into.addObject().put("type", "tool_use");
                node.put("id", SignedIds.join(call.id(), call.signature()));
                node.put("name", call.name());
                node.set("input", JsonCodec.object(call.arguments()));
            }
            case Content.Image image -> {}
            case Content.Audio audio -> {}
            case Content.Document document -> {}
            case Content.ToolResult result -> {}
            case Content.Opaque opaque -> {}
        }
    }

    private static void text(String text, ArrayNode into) {
        into.addObject().put("type", "text").put("text", text);
    }
}
