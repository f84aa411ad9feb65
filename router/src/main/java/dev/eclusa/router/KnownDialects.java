package dev.eclusa.router;

import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ThinkTagDialect;
import dev.eclusa.protocol.anthropic.AnthropicDialect;
import dev.eclusa.protocol.bedrock.BedrockDialect;
import dev.eclusa.protocol.cohere.CohereDialect;
import dev.eclusa.protocol.gemini.GeminiDialect;
import dev.eclusa.protocol.ollama.OllamaDialect;
import dev.eclusa.protocol.ollama.OllamaGenerateDialect;
import dev.eclusa.protocol.openai.OpenAiDialect;
import dev.eclusa.protocol.responses.ResponsesDialect;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The dialects this version speaks. */
public final class KnownDialects implements Dialects {
    private final Map<Set<String>, Dialect> openAi = new ConcurrentHashMap<>();
    private final Map<String, Dialect> others = List.of(
                    new AnthropicDialect(),
                    new BedrockDialect(),
                    new GeminiDialect(),
                    new OllamaDialect(),
                    new OllamaGenerateDialect(),
                    new ResponsesDialect(),
                    new CohereDialect())
            .stream()
            .collect(Collectors.toUnmodifiableMap(Dialect::name, Function.identity()));

    @Override
    public boolean speaks(String name) {
        return name.equals("openai") || others.containsKey(name);
    }

    @Override
    public Dialect named(String name, Set<String> quirks) {
        Dialect plain = name.equals("openai")
                ? openAi.computeIfAbsent(quirks, OpenAiDialect::new)
                : Objects.requireNonNull(others.get(name), name);
        return quirks.contains(ThinkTagDialect.QUIRK) ? new ThinkTagDialect(plain) : plain;
    }
}
