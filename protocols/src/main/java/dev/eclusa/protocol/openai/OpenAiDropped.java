package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Collects what a request to this dialect cannot carry, by the names its caller used. */
final class OpenAiDropped {
    /** Left out without a word: they cannot change the answer. */
    private static final Set<String> HARMLESS =
            Set.of("user", "store", "service_tier", "stream_options", "metadata", "cache_control");

    private final String dialect;
    private final boolean keepsCacheControl;
    private final Set<String> names = new LinkedHashSet<>();

    OpenAiDropped(String dialect, boolean keepsCacheControl) {
        this.dialect = dialect;
        this.keepsCacheControl = keepsCacheControl;
    }

    /** Whether the request was written in this dialect, so that its extras can go back as they came. */
    boolean own() {
        return dialect.equals("openai");
    }

    void add(String name) {
        names.add(name);
    }

    List<String> names() {
        return new ArrayList<>(names);
    }

    /** Writes extras where they are understood, names them where not. */
    void extras(ObjectNode into, Map<String, Json> extras, String at) {
        extras.forEach((name, value) -> {
            if (own() || (keepsCacheControl && name.equals("cache_control"))) {
                into.set(name, JsonCodec.tree(value));
            } else if (!HARMLESS.contains(name)) {
                add(at + name);
            }
        });
    }

    String topK() {
        return switch (dialect) {
            case "gemini" -> "generationConfig.topK";
            case "ollama" -> "options.top_k";
            default -> "top_k";
        };
    }

    String reasoning() {
        return switch (dialect) {
            case "gemini" -> "generationConfig.thinkingConfig";
            case "ollama" -> "think";
            case "openai" -> "reasoning_effort";
            default -> "thinking";
        };
    }

    /** The caller's path of a message; dialects that keep system prompts elsewhere do not count them. */
    String message(List<Message> messages, int position) {
        long apart = dialect.equals("anthropic") || dialect.equals("gemini")
                ? messages.stream()
                        .limit(position)
                        .filter(message -> message.role() == Role.SYSTEM)
                        .count()
                : 0;
        return (dialect.equals("gemini") ? "contents[" : "messages[") + (position - apart) + "]";
    }

    /** The caller's path of a part within a message. */
    String part(String message, int position) {
        return message + (dialect.equals("gemini") ? ".parts[" : ".content[") + position + "]";
    }
}
