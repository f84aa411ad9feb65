package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Truncation;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.json.JsonIndex;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;

/** Cohere's {@code /v2/embed} (docs.cohere.com/reference/embed, November 2026). */
final class CohereEmbed implements OutwardForm {
    /** Cohere's limit on the texts of a request. */
    private static final int MOST = 96;

    /** What texts are where nobody says it: most are stored to be found. */
    private static final String USUAL = "search_document";

    /** Chat is called in OpenAI's form, which has a path of its own. */
    private static final Pattern CHAT = Pattern.compile("(/compatibility)?(/v\\d+)?/chat(/completions)?$");

    @Override
    public String name() {
        return "cohere";
    }

    @Override
    public String path(String chatPath) {
        return CHAT.matcher(chatPath).replaceFirst("/v2/embed");
    }

    @Override
    public int most(String model) {
        return MOST;
    }

    @Override
    public EncodedRequest encode(EmbedRequest request, String model) {
        Asked asked = new Asked(request, name());
        asked.body().put("model", model);
        ArrayNode texts = asked.body().putArray("texts");
        asked.texts().forEach(texts::add);
        Optional<String> type = request.wanted().purpose().flatMap(Purposes::inputType);
        if (type.isEmpty()) {
            asked.withoutPurpose();
        }
        asked.body().put("input_type", type.orElse(USUAL));
        asked.body().putArray("embedding_types").add("float");
        asked.dimensions(asked.body(), "output_dimension");
        asked.truncation(EnumSet.allOf(Truncation.class))
                .ifPresent(how -> asked.body().put("truncate", how.name()));
        return asked.encoded();
    }

    @Override
    public EmbedAnswer decode(JsonIndex answer) {
        return new EmbedAnswer("", Vectors.list(Vectors.inner(answer, "embeddings"), "float"), usage(answer));
    }

    @Override
    public Optional<Usage> usage(JsonIndex answer) {
        long tokens =
                Vectors.inner(Vectors.inner(answer, "meta"), "billed_units").number("input_tokens", -1);
        return tokens < 0 ? Optional.empty() : Optional.of(Usage.of(tokens, 0));
    }
}
