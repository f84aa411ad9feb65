package dev.eclusa.protocol;

import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller calls a field, so that what could not be carried is named in the caller's own words.
 *
 * @param dialect the dialect the request was written in
 */
public record CallerNames(String dialect) {
    private static final Map<String, String> GEMINI = Map.ofEntries(
            Map.entry("max_tokens", "generationConfig.maxOutputTokens"),
            Map.entry("temperature", "generationConfig.temperature"),
            Map.entry("top_p", "generationConfig.topP"),
            Map.entry("top_k", "generationConfig.topK"),
            Map.entry("stop", "generationConfig.stopSequences"),
            Map.entry("seed", "generationConfig.seed"),
            Map.entry("presence_penalty", "generationConfig.presencePenalty"),
            Map.entry("frequency_penalty", "generationConfig.frequencyPenalty"),
            Map.entry("n", "generationConfig.candidateCount"),
            Map.entry("logprobs", "generationConfig.responseLogprobs"),
            Map.entry("top_logprobs", "generationConfig.logprobs"),
            Map.entry("tool_choice", "toolConfig"),
            Map.entry("parallel_tool_calls", "toolConfig"),
            Map.entry("response_format", "generationConfig.responseMimeType"),
            Map.entry("reasoning_effort", "generationConfig.thinkingConfig"));

    private static final Map<String, String> ANTHROPIC = Map.of(
            "stop", "stop_sequences",
            "parallel_tool_calls", "tool_choice.disable_parallel_tool_use",
            "response_format", "output_config.format",
            "reasoning_effort", "thinking");

    private static final Map<String, String> OLLAMA = Map.of(
            "max_tokens", "options.num_predict",
            "temperature", "options.temperature",
            "top_p", "options.top_p",
            "top_k", "options.top_k",
            "stop", "options.stop",
            "seed", "options.seed",
            "presence_penalty", "options.presence_penalty",
            "frequency_penalty", "options.frequency_penalty",
            "response_format", "format",
            "reasoning_effort", "think");

    private static final Map<String, String> COHERE =
            Map.of("top_p", "p", "top_k", "k", "stop", "stop_sequences", "reasoning_effort", "thinking");
    private static final Map<String, String> BEDROCK = Map.of(
            "max_tokens", "inferenceConfig.maxTokens",
            "temperature", "inferenceConfig.temperature",
            "top_p", "inferenceConfig.topP",
            "top_k", "additionalModelRequestFields.top_k",
            "stop", "inferenceConfig.stopSequences",
            "tool_choice", "toolConfig.toolChoice",
            "response_format", "outputConfig.textFormat",
            "reasoning_effort", "additionalModelRequestFields");

    private static final Map<String, String> RESPONSES = Map.of(
            "max_tokens", "max_output_tokens",
            "logprobs", "include",
            "response_format", "text.format",
            "reasoning_effort", "reasoning");

    /** The caller's name of a field that OpenAI calls so. */
    public String of(String openAiName) {
        Map<String, String> names = switch (dialect) {
            case "gemini" -> GEMINI;
            case "anthropic" -> ANTHROPIC;
            case "ollama", "ollama-generate" -> OLLAMA;
            case "bedrock" -> BEDROCK;
            case "responses" -> RESPONSES;
            case "cohere" -> COHERE;
            default -> Map.of();
        };
        return names.getOrDefault(openAiName, openAiName);
    }

    /** The caller's path of a message; dialects that keep system prompts elsewhere do not count them. */
    public String message(List<Message> messages, int position) {
        if (dialect.equals("responses")) {
            return "input[" + item(messages, position) + "]";
        }
        long apart = Set.of("anthropic", "gemini", "bedrock").contains(dialect)
                ? messages.stream()
                        .limit(position)
                        .filter(message -> message.role() == Role.SYSTEM)
                        .count()
                : 0;
        return (dialect.equals("gemini") ? "contents[" : "messages[") + (position - apart) + "]";
    }

    /** In OpenAI's Responses each part of a turn of the model's is an item, and instructions are none. */
    private static long item(List<Message> messages, int position) {
        return messages.stream()
                .limit(position)
                .skip(messages.getFirst().role() == Role.SYSTEM ? 1 : 0)
                .mapToLong(message ->
                        message.role() == Role.ASSISTANT ? message.content().size() : 1)
                .sum();
    }

    /** The caller's path of a part within a message. */
    public String part(String message, int position) {
        return message + (dialect.equals("gemini") ? ".parts[" : ".content[") + position + "]";
    }
}
