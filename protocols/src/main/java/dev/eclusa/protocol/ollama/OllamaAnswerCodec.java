package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole answers; reads both shapes, writes one. */
final class OllamaAnswerCodec implements AnswerCodec {
    private static final Answer.Choice NOTHING =
            new Answer.Choice(List.of(), FinishReason.STOP, "", java.util.Optional.empty(), List.of(), Map.of());

    private final OllamaShape shape;

    OllamaAnswerCodec(OllamaShape shape) {
        this.shape = shape;
    }

    @Override
    public void decode(byte[] body, EventSink sink) {
        JsonNode document = JsonCodec.answer(body, 0, body.length);
        if (!OllamaErrors.failed(document) && !document.path("done").asBoolean(false)) {
            throw new MalformedAnswer("The provider's answer is not whole.");
        }
        new OllamaDocumentReader().read(document, sink);
    }

    @Override
    public byte[] encode(Answer answer, AnswerStyle style) {
        Answer.Choice choice =
                answer.choices().isEmpty() ? NOTHING : answer.choices().getFirst();
        ObjectNode document = OllamaLines.document(style, answer.model());
        said(choice.content(), shape.said(document));
        ArrayNode logprobs = JsonCodec.array();
        for (Json piece : choice.logprobs()) {
            OllamaLines.logprobs(piece).forEach(logprobs::add);
        }
        if (!logprobs.isEmpty()) {
            document.set("logprobs", logprobs);
        }
        OllamaLines.done(document, choice.reason(), answer.usage(), OllamaLines.Durations.UNKNOWN);
        return JsonCodec.bytes(document);
    }

    private void said(List<Content> content, ObjectNode said) {
        StringBuilder text = new StringBuilder();
        ArrayNode calls = JsonCodec.array();
        for (Content part : content) {
            switch (part) {
                case Content.Text words -> text.append(words.text());
                case Content.Refusal words -> text.append(words.text());
                case Content.ToolCall call ->
                    calls.add(OllamaToolCalls.write(
                            calls.size(), call.id(), call.signature(), call.name(), call.arguments()));
                case Content.Thinking thinking -> {}
                case Content.RedactedThinking redacted -> {}
                case Content.Image image -> {}
                case Content.Audio audio -> {}
                case Content.Document document -> {}
                case Content.ToolResult result -> {}
                case Content.Opaque opaque -> {}
            }
        }
        said.put(shape.content(), text.toString());
        OllamaThoughts.write(content, true, said);
        if (!calls.isEmpty()) {
            said.set("tool_calls", calls);
        }
    }
}
