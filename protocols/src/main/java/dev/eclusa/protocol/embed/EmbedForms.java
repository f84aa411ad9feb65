package dev.eclusa.protocol.embed;

import dev.eclusa.protocol.json.JsonIndex;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The forms there are: those of clients by their body, those of providers by name. */
public final class EmbedForms {
    private static final OpenAiEmbed OPENAI = new OpenAiEmbed();
    private static final OllamaEmbed OLLAMA = new OllamaEmbed();
    private static final InwardForm OLDER_OLLAMA = new OlderOllamaEmbed();
    private static final InwardForm GEMINI = new GeminiEmbed();
    private static final GeminiBatchEmbed GEMINI_BATCH = new GeminiBatchEmbed();

    private static final Map<String, OutwardForm> OUTWARD =
            List.<OutwardForm>of(OPENAI, OLLAMA, GEMINI_BATCH, new CohereEmbed(), new VertexEmbed()).stream()
                    .collect(Collectors.toUnmodifiableMap(EmbedForm::name, Function.identity()));

    private EmbedForms() {}

    /**
     * The form of a client's body. Ollama's older form is told by its {@code prompt}, Gemini's batches by their
     * {@code requests}.
     *
     * @param dialect the dialect of its path
     */
    public static InwardForm inward(String dialect, JsonIndex body) {
        return switch (dialect) {
            case "ollama" -> body.has("prompt") && !body.has("input") ? OLDER_OLLAMA : OLLAMA;
            case "gemini" -> body.has("requests") ? GEMINI_BATCH : GEMINI;
            default -> OPENAI;
        };
    }

    /** The form that a provider takes. */
    public static OutwardForm outward(String name) {
        return Objects.requireNonNull(OUTWARD.get(name), name);
    }

    /** The names of the forms that providers take. */
    public static Set<String> names() {
        return OUTWARD.keySet();
    }
}
