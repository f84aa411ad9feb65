package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole chat completions. */
final class OpenAiAnswers implements AnswerCodec {
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
        if (!answer.path("choices").isArray()) {
            throw new MalformedAnswer("The provider's answer has no choices.");
        }
        sink.accept(new ChatEvent.Started(
                answer.path("id").asString(""), answer.path("model").asString("")));
        OpenAiChoices choices = new OpenAiChoices();
        for (JsonNode choice : answer.path("choices")) {
            choices.read(choice, choice.path("message"), sink);
        }
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
        List<Answer.Choice> all = answer.choices();
        for (int index = 0; index < all.size(); index++) {
            choices.add(choice(index, all.get(index)));
        }
        answer.usage()
                .ifPresent(report -> node.set(
                        "usage", OpenAiUsage.write(report, style.priced().cost(report))));
        return JsonCodec.bytes(node);
    }

    private static ObjectNode choice(int index, Answer.Choice choice) {
        ObjectNode node = JsonCodec.object();
        node.put("index", index);
        node.set("message", message(choice));
        if (choice.logprobs().isEmpty()) {
            node.putNull("logprobs");
        } else {
            node.set("logprobs", logprobs(choice.logprobs()));
        }
        boolean called = choice.content().stream().anyMatch(Content.ToolCall.class::isInstance);
        node.put("finish_reason", OpenAiWords.finishReason(choice.reason(), called));
        return node;
    }

    private static ObjectNode message(Answer.Choice choice) {
        ObjectNode message = JsonCodec.object();
        message.put("role", "assistant");
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        ArrayNode calls = JsonCodec.array();
        ArrayNode details = JsonCodec.array();
        for (Content part : choice.content()) {
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
        put(message, "content", text);
        put(message, "refusal", refusal);
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!details.isEmpty()) {
            message.set("reasoning_details", details);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        Json audio = choice.extras().get("audio");
        if (audio != null) {
            message.set("audio", JsonCodec.tree(audio));
        }
        return message;
    }

    private static void put(ObjectNode message, String name, StringBuilder text) {
        if (text.isEmpty()) {
            message.putNull(name);
        } else {
            message.put(name, text.toString());
        }
    }

    /** Log probabilities that came in pieces, joined. */
    private static JsonNode logprobs(List<Json> pieces) {
        ObjectNode joined = JsonCodec.object();
        for (Json piece : pieces) {
            JsonCodec.tree(piece).properties().forEach(field -> {
                if (field.getValue().isArray() && joined.path(field.getKey()).isArray()) {
                    ((ArrayNode) joined.path(field.getKey())).addAll((ArrayNode) field.getValue());
                } else {
                    joined.set(field.getKey(), field.getValue());
                }
            });
        }
        return joined;
    }
}
