package dev.eclusa.protocol.embed;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedInput;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Purpose;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.RequestFields;
import dev.eclusa.protocol.openai.OpenAiHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What Gemini's two forms have in common (ai.google.dev/api/embeddings, November 2026). */
final class GeminiBodies {
    private static final Set<String> KNOWN = Set.of("model", "content", "taskType", "outputDimensionality");
    private static final Set<String> PART = Set.of("text");
    private static final String UNSPECIFIED = "TASK_TYPE_UNSPECIFIED";

    private GeminiBodies() {}

    static RequestHead head(JsonIndex body, String subject, String model) {
        OpenAiHead.onceEach(body);
        if (!body.has(subject)) {
            throw InvalidRequest.of("The field '" + subject + "' is missing.", subject);
        }
        return new RequestHead(model, false, false, OptionalLong.of(0), 1);
    }

    /** Pictures and the like stand in parts of their own. */
    static InwardForm.Subject subject(JsonIndex body) {
        String text = new String(body.bytes(), StandardCharsets.ISO_8859_1);
        boolean other = text.contains("\"inlineData\"")
                || text.contains("\"inline_data\"")
                || text.contains("\"fileData\"")
                || text.contains("\"file_data\"");
        return other ? InwardForm.Subject.OTHER : InwardForm.Subject.TEXTS;
    }

    /** The words of one request's content: its parts, a line each. */
    static EmbedInput input(RequestFields request) {
        RequestFields content = request.nested("content");
        List<String> words = new ArrayList<>();
        for (RequestFields part : content.objects("parts")) {
            if (!part.others(PART).isEmpty()) {
                throw part.wrong("text", "must be all there is: this model's provider embeds texts only");
            }
            words.add(part.requiredText("text"));
        }
        if (words.isEmpty()) {
            throw content.wrong("parts", "must be a list of at least one part");
        }
        return new EmbedInput.Text(String.join("\n", words));
    }

    static EmbedRequest.Wanted wanted(RequestFields request) {
        return new EmbedRequest.Wanted(
                request.whole("outputDimensionality", 1), false, purpose(request), Optional.empty());
    }

    private static Optional<Purpose> purpose(RequestFields request) {
        Optional<String> named = request.text("taskType").filter(name -> !name.equals(UNSPECIFIED));
        Optional<Purpose> purpose = named.flatMap(Purposes::ofTaskType);
        if (named.isPresent() && purpose.isEmpty()) {
            throw request.wrong("taskType", "is no task type known here");
        }
        return purpose;
    }

    static Map<String, Json> extras(RequestFields request) {
        return request.others(KNOWN);
    }

    /** The resource name of a model, as bodies have it beside the path. */
    static String resource(String model) {
        return model.indexOf('/') < 0 ? "models/" + model : model;
    }

    /** Newer models say how many tokens they read; older ones do not. */
    static Optional<Usage> usage(JsonIndex answer) {
        long tokens = Vectors.inner(answer, "usageMetadata").number("promptTokenCount", -1);
        return tokens < 0 ? Optional.empty() : Optional.of(Usage.of(tokens, 0));
    }

    static String written(Optional<Usage> usage) {
        return usage.map(known -> ",\"usageMetadata\":{\"promptTokenCount\":" + known.input() + ",\"totalTokenCount\":"
                        + known.total() + "}")
                .orElse("");
    }
}
