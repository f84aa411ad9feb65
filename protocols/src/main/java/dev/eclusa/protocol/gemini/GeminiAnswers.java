package dev.eclusa.protocol.gemini;

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

/** Whole answers. */
final class GeminiAnswers implements AnswerCodec {
    private static final Answer.Choice NOTHING =
            new Answer.Choice(List.of(), FinishReason.STOP, "", Optional.empty(), List.of(), Map.of());

    @Override
    public void decode(byte[] body, EventSink sink) {
        JsonNode document = JsonCodec.answer(body, 0, body.length);
        GeminiDocumentReader reader = new GeminiDocumentReader();
        for (JsonNode chunk : document.isArray() ? document : JsonCodec.array().add(document)) {
            reader.read(chunk, sink);
        }
        if (!reader.isWhole()) {
            throw new MalformedAnswer("The provider's answer has no candidates that ended.");
        }
        reader.end(sink);
    }

    @Override
    public byte[] encode(Answer answer, AnswerStyle style) {
        ObjectNode document = JsonCodec.object();
        ArrayNode candidates = document.putArray("candidates");
        List<Answer.Choice> choices = answer.choices().isEmpty() ? List.of(NOTHING) : answer.choices();
        for (Answer.Choice choice : choices) {
            candidates.add(candidate(choice, candidates.size()));
        }
        answer.usage().ifPresent(usage -> document.set("usageMetadata", GeminiUsage.write(usage)));
        document.put("modelVersion", answer.model().isEmpty() ? style.model() : answer.model());
        document.put("responseId", answer.id().isEmpty() ? style.id() : answer.id());
        return JsonCodec.bytes(document);
    }

    private static ObjectNode candidate(Answer.Choice choice, int index) {
        ObjectNode candidate = JsonCodec.object();
        ObjectNode content = candidate.putObject("content");
        ArrayNode parts = content.putArray("parts");
        choice.content().forEach(part -> GeminiSaid.write(part, parts));
        content.put("role", "model");
        candidate.put("finishReason", GeminiWords.finishReason(choice.reason()));
        candidate.put("index", index);
        if (!choice.logprobs().isEmpty()) {
            candidate.set("logprobsResult", GeminiLogprobs.write(choice.logprobs()));
        }
        return candidate;
    }

    /** Answers a stream's start as this dialect has it: the identity that stands in every chunk. */
    static void identify(ObjectNode chunk, ChatEvent.Started head, AnswerStyle style) {
        chunk.put("modelVersion", head.model().isEmpty() ? style.model() : head.model());
        chunk.put("responseId", head.id().isEmpty() ? style.id() : head.id());
    }
}
