package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Thinking in a message: plain in {@code thinking}, and what other providers must get back unchanged in
 * {@code reasoning_details}, in the form the OpenAI dialect uses. Ollama itself knows only the first.
 */
final class OllamaThoughts {
    private OllamaThoughts() {}

    /** A signature of the thinking just said, or of the text given. */
    static ObjectNode signed(String text, String signature) {
        return JsonCodec.object()
                .put("type", "reasoning.text")
                .put("text", text)
                .put("signature", signature);
    }

    /** Thinking that only its provider can read. */
    static ObjectNode encrypted(String data) {
        return JsonCodec.object().put("type", "reasoning.encrypted").put("data", data);
    }

    /** Writes thinking into a message, with its proofs where they are of use. */
    static void write(List<Content> content, boolean withProofs, ObjectNode message) {
        StringBuilder text = new StringBuilder();
        ArrayNode details = JsonCodec.array();
        for (Content part : content) {
            if (part instanceof Content.Thinking thinking) {
                text.append(thinking.text());
                details.add(detail(thinking));
            } else if (part instanceof Content.RedactedThinking redacted) {
                details.add(encrypted(redacted.data()));
            }
        }
        if (!text.isEmpty()) {
            message.put("thinking", text.toString());
        }
        if (withProofs && details.valueStream().anyMatch(detail -> detail.has("signature") || detail.has("data"))) {
            message.set("reasoning_details", details);
        }
    }

    private static ObjectNode detail(Content.Thinking thinking) {
        return thinking.signature()
                .map(signature -> signed(thinking.text(), signature))
                .orElseGet(
                        () -> JsonCodec.object().put("type", "reasoning.text").put("text", thinking.text()));
    }

    /** Reads an answer's thinking. */
    static void read(JsonNode said, EventSink sink) {
        JsonNode details =
                said.path("reasoning_details").isArray() ? said.path("reasoning_details") : JsonCodec.array();
        if (!detailed(details)) {
            nonEmpty(said.path("thinking")).ifPresent(text -> sink.accept(new ChatEvent.ThinkingDelta(0, text)));
        }
        for (JsonNode detail : details) {
            nonEmpty(detail.path("text")).ifPresent(text -> sink.accept(new ChatEvent.ThinkingDelta(0, text)));
            nonEmpty(detail.path("signature")).ifPresent(proof -> sink.accept(new ChatEvent.ThinkingSigned(0, proof)));
            nonEmpty(detail.path("data")).ifPresent(data -> sink.accept(new ChatEvent.ThinkingRedacted(0, data)));
        }
    }

    /** Reads the thinking a client sends back. */
    static List<Content> parts(JsonNode message) {
        Parts parts = new Parts();
        read(message, parts::take);
        return parts.list();
    }

    /** Whether the details repeat the text, so that the plain field must not be read too. */
    private static boolean detailed(JsonNode details) {
        return details.valueStream()
                .anyMatch(detail -> nonEmpty(detail.path("text")).isPresent());
    }

    private static Optional<String> nonEmpty(JsonNode node) {
        return node.isString() && !node.asString().isEmpty() ? Optional.of(node.asString()) : Optional.empty();
    }

    /** Thinking events gathered as parts. */
    private static final class Parts {
        private final List<Content> parts = new ArrayList<>();
        private final StringBuilder open = new StringBuilder();

        void take(ChatEvent event) {
            if (event instanceof ChatEvent.ThinkingDelta delta) {
                open.append(delta.text());
            } else if (event instanceof ChatEvent.ThinkingSigned signed) {
                close(Optional.of(signed.signature()));
            } else if (event instanceof ChatEvent.ThinkingRedacted redacted) {
                close(Optional.empty());
                parts.add(new Content.RedactedThinking(redacted.data(), Map.of()));
            }
        }

        List<Content> list() {
            close(Optional.empty());
            return parts;
        }

        private void close(Optional<String> signature) {
            if (!open.isEmpty() || signature.isPresent()) {
                parts.add(new Content.Thinking(open.toString(), signature, Map.of()));
            }
            open.setLength(0);
        }
    }
}
