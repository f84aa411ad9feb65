package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;

/** Whole responses. */
final class ResponsesAnswers implements AnswerCodec {
    static final ResponsesAnswers CODEC = new ResponsesAnswers();

    private ResponsesAnswers() {}

    @Override
    public void decode(byte[] body, EventSink sink) {
        JsonNode response = JsonCodec.answer(body, 0, body.length);
        if (response.path("error").isObject()
                || response.path("status").asString("").equals("failed")) {
            sink.accept(new ChatEvent.Failed(ResponsesFailure.read(response.path("error"))));
            return;
        }
        if (!response.path("output").isArray()) {
            throw new MalformedAnswer("The provider's answer has no output.");
        }
        sink.accept(new ChatEvent.Started(
                response.path("id").asString(""), response.path("model").asString("")));
        ResponsesOutputReader reader = new ResponsesOutputReader();
        response.path("output").forEach(item -> reader.read(item, sink));
        reader.finish(response, sink);
    }

    /** A whole answer is what the last event of its stream holds. */
    @Override
    public byte[] encode(Answer answer, AnswerStyle style) {
        ResponsesEventEncoder encoder = new ResponsesEventEncoder(style, ResponsesEvents.SILENT);
        ByteSink nowhere = new ByteSink(0);
        encoder.encode(new ChatEvent.Started(answer.id(), answer.model()), nowhere);
        answer.choices().stream().limit(1).forEach(choice -> {
            int call = 0;
            for (Content part : choice.content()) {
                say(part, call, event -> encoder.encode(event, nowhere));
                call += part instanceof Content.ToolCall ? 1 : 0;
            }
            say(choice, event -> encoder.encode(event, nowhere));
        });
        answer.usage().ifPresent(usage -> encoder.encode(new ChatEvent.UsageReported(usage), nowhere));
        encoder.encode(new ChatEvent.Ended(), nowhere);
        return JsonCodec.bytes(encoder.response());
    }

    private static void say(Answer.Choice choice, EventSink sink) {
        choice.logprobs().forEach(value -> sink.accept(new ChatEvent.Logprobs(0, value)));
        choice.extras().forEach((name, value) -> sink.accept(new ChatEvent.Extra(0, name, value)));
        sink.accept(new ChatEvent.Finished(0, choice.reason(), choice.nativeReason(), choice.stopSequence()));
    }

    private static void say(Content part, int call, EventSink sink) {
        switch (part) {
            case Content.Text text -> sink.accept(new ChatEvent.TextDelta(0, text.text()));
            case Content.Refusal refusal -> sink.accept(new ChatEvent.RefusalDelta(0, refusal.text()));
            case Content.Thinking thinking -> {
                sink.accept(new ChatEvent.ThinkingDelta(0, thinking.text()));
                thinking.signature().ifPresent(signature -> sink.accept(new ChatEvent.ThinkingSigned(0, signature)));
            }
            case Content.RedactedThinking redacted -> sink.accept(new ChatEvent.ThinkingRedacted(0, redacted.data()));
            case Content.ToolCall tool -> {
                sink.accept(new ChatEvent.ToolCallStarted(0, call, tool.id(), tool.name(), tool.signature()));
                sink.accept(
                        new ChatEvent.ToolCallDelta(0, call, tool.arguments().text()));
            }
            case Content.Image image -> {}
            case Content.Audio audio -> {}
            case Content.Document document -> {}
            case Content.ToolResult result -> {}
            case Content.Opaque opaque -> {}
        }
    }
}
