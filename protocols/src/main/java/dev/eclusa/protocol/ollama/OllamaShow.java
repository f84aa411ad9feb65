package dev.eclusa.protocol.ollama;

import dev.eclusa.protocol.json.JsonCodec;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** What is known of one model, {@code POST /api/show}. */
public final class OllamaShow {
    private static final String ARCHITECTURE = "eclusa";

    private OllamaShow() {}

    /**
     * Reads which model is asked for; older clients say {@code name}.
     *
     * @throws dev.eclusa.protocol.InvalidRequest when none is named
     */
    public static String decode(byte[] body) {
        ObjectNode request = JsonCodec.request(body);
        return OllamaFields.string(request, "name", "name")
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> OllamaFields.model(request));
    }

    /**
     * Writes the answer.
     *
     * @param context the most tokens of prompt and answer, where known
     * @param capabilities Ollama's words: {@code completion}, {@code tools}, {@code vision}, {@code thinking}
     */
    public static byte[] encode(Instant modified, OptionalLong context, List<String> capabilities) {
        ObjectNode document = JsonCodec.object();
        document.put("license", "").put("modelfile", "").put("parameters", "").put("template", "");
        document.set("details", OllamaTags.details());
        ObjectNode info = document.putObject("model_info").put("general.architecture", ARCHITECTURE);
        context.ifPresent(tokens -> info.put(ARCHITECTURE + ".context_length", tokens));
        capabilities.forEach(document.putArray("capabilities")::add);
        document.put("modified_at", modified.toString());
        return JsonCodec.bytes(document);
    }
}
