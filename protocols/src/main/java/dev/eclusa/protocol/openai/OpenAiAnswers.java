package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole chat completions. */
final class OpenAiAnswers implements AnswerCodec {
    private static final Answer.Choice EMPTY =
            new Answer.Choice(List.of(), FinishReason.STOP, "", Optional.empty(), List.of(), Map.of());

    private final OpenAiUsage usage;

    OpenAiAnswers(OpenAiUsage usage) {
        this.usage = usage;
    }

    @Override
    public void decode(byte[] body, EventSink sink) {
        JsonNode answer = JsonCodec.answer(body, 0, body.length);
        if (OpenAiEventDecoder.failed(answer)) {
            sink.accept(new ChatEvent.Failed(OpenAiErrors.inBand(answer)));
            return;
        }
        if (!answer.path("choices").isArray() || answer.path("choices").isEmpty()) {
            throw new MalformedAnswer("The provider's answer has no choices.");
        }
        sink.accept(new ChatEvent.Started(
                answer.path("id").asString(""), answer.path("model").asString("")));
        OpenAiChoices choices = new OpenAiChoices(true);
        for (JsonNode choice : answer.path("choices")) {
            JsonNode message = choice.path("message");
            choices.read(choice, message.isObject() ? message : choice.path("delta"), sink);
        }
        choices.finish(sink);
        if (answer.path("usage").isObject()) {
            sink.accept(new ChatEvent.UsageReported(usage.read(answer.path("usage"))));
        }
        sink.accept(new ChatEvent.Ended());
    }

    @Override
    public byte[] encode(Answer answer, AnswerStyle style) {
        ObjectNode node = JsonCodec.object();
        node.put("id", answer.id().isEmpty() ? style.id() : answer.id());
        node.put("object", "chat.completion");
        node.put("created", style.createdSeconds());
        node.put("model", answer.model().isEmpty() ? style.model() : answer.model());
        ArrayNode choices = node.putArray("choices");
        for (Answer.Choice choice : answer.choices().isEmpty() ? List.of(EMPTY) : answer.choices()) {
            choices.add(new OpenAiWrittenMessage(choice).choice(choices.size()));
        }
        answer.usage()
                .ifPresent(report -> node.set(
                        "usage", OpenAiUsage.write(report, style.priced().cost(report))));
        return JsonCodec.bytes(node);
    }
}
