package dev.eclusa.protocol.cohere;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.GeneratedIds;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole answers. */
final class CohereAnswers implements AnswerCodec {
    /** Where in an answer the model found what it says; known to this dialect only. */
    static final String CITATIONS = "citations";

    private static final Answer.Choice NOTHING =
            new Answer.Choice(List.of(), FinishReason.STOP, "", Optional.empty(), List.of(), Map.of());

    @Override
    public void decode(byte[] body, EventSink sink) {
        JsonNode answer = JsonCodec.answer(body, 0, body.length);
        JsonNode message = answer.path("message");
        String reason = answer.path("finish_reason").asString("");
        if (message.isString() || CohereWords.isFailure(reason)) {
            sink.accept(new ChatEvent.Failed(CohereErrors.inBand(answer)));
            return;
        }
        if (!message.isObject()) {
            throw new MalformedAnswer("The provider's answer has no message.");
        }
        sink.accept(new ChatEvent.Started(answer.path("id").asString(""), ""));
        text(message.path("content").asString(""), sink);
        message.path("content").forEach(part -> part(part, sink));
        text(message.path("tool_plan").asString(""), sink);
        int number = 0;
        for (JsonNode call : message.path("tool_calls")) {
            call(number++, call, sink);
        }
        if (message.path(CITATIONS).isArray() && !message.path(CITATIONS).isEmpty()) {
            sink.accept(new ChatEvent.Extra(0, CITATIONS, JsonCodec.json(message.path(CITATIONS))));
        }
        if (answer.path("usage").isObject()) {
            sink.accept(new ChatEvent.UsageReported(CohereUsage.read(answer.path("usage"))));
        }
        sink.accept(new ChatEvent.Finished(0, CohereWords.reason(reason), reason, Optional.empty()));
        sink.accept(new ChatEvent.Ended());
    }

    private static void part(JsonNode part, EventSink sink) {
        switch (part.path("type").asString("")) {
            case "text" -> text(part.path("text").asString(""), sink);
            case "thinking" -> {
                String thought = part.path("thinking").asString("");
                if (!thought.isEmpty()) {
                    sink.accept(new ChatEvent.ThinkingDelta(0, thought));
                }
            }
            default -> {}
        }
    }

    private static void text(String words, EventSink sink) {
        if (!words.isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, words));
        }
    }

    private static void call(int number, JsonNode call, EventSink sink) {
        sink.accept(started(number, call));
        String arguments = call.path("function").path("arguments").asString("");
        sink.accept(new ChatEvent.ToolCallDelta(0, number, arguments.isBlank() ? "{}" : arguments));
    }

    /** A call begins, in an answer or in a stream. */
    static ChatEvent.ToolCallStarted started(int number, JsonNode call) {
        String id = call.path("id").asString("");
        return new ChatEvent.ToolCallStarted(
                0,
                number,
                id.isEmpty() ? GeneratedIds.call() : SignedIds.id(id),
                call.path("function").path("name").asString(""),
                SignedIds.signature(id));
    }

    @Override
    public byte[] encode(Answer answer, AnswerStyle style) {
        Answer.Choice choice =
                answer.choices().isEmpty() ? NOTHING : answer.choices().getFirst();
        boolean called = choice.content().stream().anyMatch(Content.ToolCall.class::isInstance);
        ObjectNode node = JsonCodec.object().put("id", answer.id().isEmpty() ? style.id() : answer.id());
        node.put("finish_reason", CohereWords.finishReason(choice.reason(), called));
        ObjectNode message = node.putObject("message").put("role", "assistant");
        content(choice, called, message);
        Json citations = choice.extras().get(CITATIONS);
        if (citations != null && JsonCodec.tree(citations).isArray()) {
            message.set(CITATIONS, JsonCodec.tree(citations));
        }
        node.set("usage", CohereUsage.write(answer.usage().orElse(Usage.NONE)));
        return JsonCodec.bytes(node);
    }

    /** The words before calls are the plan that led to them. */
    private static void content(Answer.Choice choice, boolean called, ObjectNode message) {
        StringBuilder words = new StringBuilder();
        ArrayNode content = JsonCodec.array();
        ArrayNode calls = JsonCodec.array();
        for (Content part : choice.content()) {
            switch (part) {
                case Content.Text text -> words.append(text.text());
                case Content.Refusal refusal -> words.append(refusal.text());
                case Content.Thinking thinking ->
                    content.addObject().put("type", "thinking").put("thinking", thinking.text());
                case Content.ToolCall call ->
                    calls.add(CoherePartWriter.call(
                            SignedIds.join(call.id(), call.signature()), call.name(), call.arguments()));
                case Content.RedactedThinking redacted -> {}
                case Content.Image image -> {}
                case Content.Audio audio -> {}
                case Content.Document document -> {}
                case Content.ToolResult result -> {}
                case Content.Opaque opaque -> {}
            }
        }
        if (!called) {
            content.addObject().put("type", "text").put("text", words.toString());
        } else if (!words.isEmpty()) {
            message.put("tool_plan", words.toString());
        }
        if (!content.isEmpty()) {
            message.set("content", content);
        }
        if (called) {
            message.set("tool_calls", calls);
        }
    }
}
