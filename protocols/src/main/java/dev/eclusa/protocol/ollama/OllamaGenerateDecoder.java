package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of {@code /api/generate} as a chat of one turn. What a chat cannot say ({@link #BEYOND_CHAT}) is kept
 * among the extras, where the encoder finds and names it.
 */
final class OllamaGenerateDecoder {
    /** Fields that only generate has. */
    static final Set<String> BEYOND_CHAT = Set.of("suffix", "template", "context", "raw");

    private static final Set<String> KNOWN = Set.of(
            "model", "prompt", "system", "images", "format", "options", "think", "stream", "logprobs", "top_logprobs");

    private OllamaGenerateDecoder() {}

    static ChatRequest decode(ObjectNode body) {
        OllamaFields.model(body);
        List<Content> prompt = new ArrayList<>();
        OllamaFields.string(body, "prompt", "prompt")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> prompt.add(Content.text(text)));
        prompt.addAll(OllamaImages.decode(body, "images"));
        OllamaFields.require(!prompt.isEmpty(), "prompt", "is required");
        List<Message> messages = new ArrayList<>();
        OllamaFields.string(body, "system", "system")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> messages.add(Message.of(Role.SYSTEM, text)));
        messages.add(new Message(Role.USER, prompt, Map.of()));
        if (body.path("raw").equals(BooleanNode.FALSE)) {
            body.remove("raw");
        }
        return OllamaRequestDecoder.request(OllamaGenerateDialect.NAME, body, messages, List.of(), KNOWN);
    }
}
