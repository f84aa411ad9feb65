package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Truncation;
import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Vertex AI's {@code :predict} for models that embed texts (its API reference and recorded traffic, November 2026). */
final class VertexEmbed implements OutwardForm {
    private static final int MOST = 250;

    /** Gemini's own models take one text a request there. */
    private static final int MOST_OF_GEMINI = 1;

    @Override
    public String name() {
        return "vertex";
    }

    @Override
    public String path(String chatPath) {
        return chatPath.replace(":generateContent", ":predict");
    }

    @Override
    public int most(String model) {
        return model.startsWith("gemini-") ? MOST_OF_GEMINI : MOST;
    }

    @Override
    public EncodedRequest encode(EmbedRequest request, String model) {
        Asked asked = new Asked(request, name());
        ArrayNode instances = asked.body().putArray("instances");
        for (String text : asked.texts()) {
            ObjectNode one = instances.addObject().put("content", text);
            request.wanted().purpose().ifPresent(purpose -> one.put("task_type", Purposes.taskType(purpose)));
        }
        ObjectNode parameters = JsonCodec.object();
        asked.dimensions(parameters, "outputDimensionality");
        asked.truncation(Set.of(Truncation.NONE, Truncation.END))
                .ifPresent(how -> parameters.put("autoTruncate", how == Truncation.END));
        if (!parameters.isEmpty()) {
            asked.body().set("parameters", parameters);
        }
        return asked.encoded();
    }

    @Override
    public EmbedAnswer decode(JsonIndex answer) {
        List<Vector> vectors = Vectors.objects(
                answer, "predictions", one -> Vectors.member(Vectors.inner(one, "embeddings"), "values"));
        return new EmbedAnswer("", vectors, usage(answer));
    }

    /** Each vector's own count, together; unknown as soon as one is. */
    @Override
    public Optional<Usage> usage(JsonIndex answer) {
        List<Long> counts = Vectors.objects(
                answer,
                "predictions",
                one -> Vectors.inner(Vectors.inner(one, "embeddings"), "statistics")
                        .number("token_count", -1));
        return counts.contains(-1L)
                ? Optional.empty()
                : Optional.of(
                        Usage.of(counts.stream().mapToLong(Long::longValue).sum(), 0));
    }
}
