package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the thinking replayed on an assistant message: plain text in {@code reasoning_content} or {@code reasoning}, and
 * blocks with their signatures in {@code reasoning_details} (or {@code thinking_blocks}). The same words often stand in
 * both; a block that has only a signature takes its words from the plain text.
 */
final class OpenAiThinking {
    private static final Set<String> KNOWN = Set.of("text", "summary", "thinking", "signature", "data");
    private static final Set<String> USUAL =
            Set.of("reasoning.text", "reasoning.encrypted", "thinking", "redacted_thinking");

    private final List<Content> blocks = new ArrayList<>();
    private final String plain;
    private int used;

    private OpenAiThinking(String plain) {
        this.plain = plain;
    }

    /** Reads the blocks, and adds the names of the fields that were understood. */
    static List<Content> read(JsonNode message, Set<String> understood) {
        Optional<String> plain =
                field(message, "reasoning_content", understood).or(() -> field(message, "reasoning", understood));
        if (message.path("reasoning").isString()) {
            understood.add("reasoning");
        }
        OpenAiThinking thinking = new OpenAiThinking(plain.orElse(""));
        for (String name : List.of("reasoning_details", "thinking_blocks")) {
            if (message.path(name).isArray() && thinking.blocks.isEmpty()) {
                understood.add(name);
                message.path(name).forEach(thinking::block);
            }
        }
        thinking.unsigned(thinking.plain.length());
        return thinking.blocks;
    }

    private static Optional<String> field(JsonNode message, String name, Set<String> understood) {
        if (message.path(name).isString()) {
            understood.add(name);
        }
        return OpenAiChoices.string(message.path(name));
    }

    private void block(JsonNode detail) {
        Map<String, Json> extras = new OpenAiFields(detail, "").others(KNOWN);
        if (USUAL.contains(detail.path("type").asString(""))) {
            extras.remove("type");
        }
        Optional<String> data = OpenAiChoices.string(detail.path("data"));
        if (data.isPresent()) {
            blocks.add(new Content.RedactedThinking(data.get(), extras));
            return;
        }
        Optional<String> signature = OpenAiChoices.string(detail.path("signature"));
        String text = words(detail);
        if (!text.isEmpty() || signature.isPresent()) {
            blocks.add(new Content.Thinking(placed(text), signature, extras));
        }
    }

    private static String words(JsonNode detail) {
        return OpenAiChoices.string(detail.path("text"))
                .or(() -> OpenAiChoices.string(detail.path("summary")))
                .or(() -> OpenAiChoices.string(detail.path("thinking")))
                .orElse("");
    }

    /** Finds the block's words in the plain text, so that they are not read twice. */
    private String placed(String text) {
        if (text.isEmpty()) {
            String rest = plain.substring(used);
            used = plain.length();
            return rest;
        }
        int found = plain.indexOf(text, used);
        if (found < 0) {
            used = plain.length();
            return text;
        }
        unsigned(found);
        used = found + text.length();
        return text;
    }

    private void unsigned(int until) {
        if (until > used && !plain.substring(used, until).isBlank()) {
            blocks.add(new Content.Thinking(plain.substring(used, until), Optional.empty(), Map.of()));
        }
        used = Math.max(used, until);
    }

    /** The words of Mistral's {@code thinking} part: a string, or a list of text parts. */
    static String words(JsonNode thinking, StringBuilder into) {
        if (thinking.isString()) {
            into.append(thinking.asString());
        }
        for (JsonNode part : thinking) {
            into.append(part.path("text").asString(""));
        }
        return into.toString();
    }

    /** One detail as OpenRouter writes it. */
    static JsonNode detail(Content.Thinking thinking) {
        var node = JsonCodec.object();
        node.put("type", "reasoning.text");
        JsonCodec.putAll(node, thinking.extras());
        boolean summary = node.path("type").asString("").equals("reasoning.summary");
        node.put(summary ? "summary" : "text", thinking.text());
        thinking.signature().ifPresent(signature -> node.put("signature", signature));
        return node;
    }
}
