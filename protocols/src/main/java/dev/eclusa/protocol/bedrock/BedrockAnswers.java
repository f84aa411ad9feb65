package dev.eclusa.protocol.bedrock;

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

/** Whole answers of Converse. They name neither themselves nor the model. */
final class BedrockAnswers implements AnswerCodec {
    private static final Answer.Choice NOTHING =
            new Answer.Choice(List.of(), FinishReason.STOP, "", Optional.empty(), List.of(), Map.of());

    @Override
    public void decode(byte[] body, EventSink sink) {
        JsonNode document = JsonCodec.answer(body, 0, body.length);
        JsonNode content = document.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw new MalformedAnswer("The provider's answer has no content.");
        }
        sink.accept(new ChatEvent.Started("", ""));
        BedrockBlocks blocks = new BedrockBlocks();
        int index = 0;
        for (JsonNode block : content) {
            blocks.whole(index++, block, sink);
        }
        if (document.path("trace").isObject()) {
            sink.accept(new ChatEvent.Extra(0, "trace", JsonCodec.json(document.path("trace"))));
        }
        sink.accept(new ChatEvent.UsageReported(BedrockUsage.read(document.path("usage"))));
        sink.accept(finished(document));
        sink.accept(new ChatEvent.Ended());
    }

    /** The end as an answer or its {@code messageStop} tells it. */
    static ChatEvent.Finished finished(JsonNode said) {
        String reason = said.path("stopReason").asString("");
        JsonNode sequence = said.path("additionalModelResponseFields").path("stop_sequence");
        Optional<String> stop = sequence.isString() ? Optional.of(sequence.asString()) : Optional.empty();
        return new ChatEvent.Finished(0, BedrockWords.reason(reason), reason, stop);
    }

    @Override
    public byte[] encode(Answer answer, AnswerStyle style) {
        Answer.Choice choice =
                answer.choices().isEmpty() ? NOTHING : answer.choices().getFirst();
        ObjectNode node = JsonCodec.object();
        ObjectNode message = node.putObject("output").putObject("message").put("role", "assistant");
        ArrayNode content = message.putArray("content");
        choice.content().forEach(part -> write(part, content));
        boolean called = choice.content().stream().anyMatch(Content.ToolCall.class::isInstance);
        node.setAll(stop(choice.reason(), called, choice.stopSequence()));
        node.set("usage", BedrockUsage.write(answer.usage().orElse(Usage.NONE)));
        node.set("metrics", metrics());
        return JsonCodec.bytes(node);
    }

    /** How an answer ended; the text that ended it stands where a caller of Anthropic's models asks for it. */
    static ObjectNode stop(FinishReason reason, boolean called, Optional<String> stopSequence) {
        ObjectNode node = JsonCodec.object().put("stopReason", BedrockWords.stopReason(reason, called));
        stopSequence.ifPresent(
                text -> node.putObject("additionalModelResponseFields").put("stop_sequence", text));
        return node;
    }

    /** Clients demand the field; what the gateway measures stands in headers and in the ledger. */
    static ObjectNode metrics() {
        return JsonCodec.object().put("latencyMs", 0);
    }

    private static void write(Content part, ArrayNode into) {
        switch (part) {
            case Content.Text text -> into.addObject().put("text", text.text());
            case Content.Refusal refusal -> into.addObject().put("text", refusal.text());
            case Content.Thinking thinking -> {
                ObjectNode words =
                        into.addObject().putObject("reasoningContent").putObject("reasoningText");
                words.put("text", thinking.text());
                thinking.signature().ifPresent(proof -> words.put("signature", proof));
            }
            case Content.RedactedThinking redacted ->
                into.addObject()
                        .putObject("reasoningContent")
                        .put("redactedContent", BedrockBytes.base64(redacted.data()));
            case Content.ToolCall call -> {
                ObjectNode node = into.addObject().putObject("toolUse");
                node.put("toolUseId", SignedIds.join(call.id(), call.signature()));
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
}
