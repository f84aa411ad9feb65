package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of {@code /api/chat}. */
final class OllamaRequestDecoder {
    private static final Set<String> KNOWN =
            Set.of("model", "messages", "tools", "format", "options", "think", "stream", "logprobs", "top_logprobs");

    private OllamaRequestDecoder() {}

    static ChatRequest decode(ObjectNode body) {
        OllamaFields.model(body);
        List<Message> messages = new OllamaMessageDecoder().decode(body);
        return request(OllamaDialect.NAME, body, messages, OllamaTools.decode(body), KNOWN);
    }

    /** What chat and generate say in the same words. */
    static ChatRequest request(
            String dialect, ObjectNode body, List<Message> messages, List<Tool> tools, Set<String> known) {
        return new ChatRequest(
                dialect,
                OllamaFields.model(body),
                messages,
                tools,
                Optional.empty(),
                Optional.empty(),
                OllamaOptions.decode(body),
                OllamaFormat.decode(body),
                OllamaThink.decode(body),
                OllamaFields.bool(body, "stream", "stream").orElse(true),
                true,
                Optional.empty(),
                extras(body, known));
    }

    private static Map<String, Json> extras(ObjectNode body, Set<String> known) {
        Map<String, Json> extras = new LinkedHashMap<>(OllamaFields.extras(body, known));
        ObjectNode options = OllamaOptions.unknown(body);
        if (!options.isEmpty()) {
            extras.put("options", JsonCodec.json(options));
        }
        return extras;
    }
}
