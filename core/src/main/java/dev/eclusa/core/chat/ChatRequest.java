package dev.eclusa.core.chat;

import dev.eclusa.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call for one chat answer, in no provider's words.
 *
 * @param dialect name of the dialect it was written in; {@code extras} anywhere in it are that dialect's
 * @param model as the caller named it
 * @param messages the conversation, system messages included where they stand
 * @param tools what may be called
 * @param toolChoice empty means the dialect's default
 * @param parallelTools whether several calls may come at once; empty means the default
 * @param sampling how the answer is drawn
 * @param format the answer's form; empty means text
 * @param reasoning empty means the model's default
 * @param stream whether the answer comes in pieces
 * @param includeUsage whether a stream shall end with usage where the dialect makes that a choice
 * @param user the caller's label for its own user
 * @param extras top-level fields the vocabulary has no word for, by name
 */
public record ChatRequest(
        String dialect,
        String model,
        List<Message> messages,
        List<Tool> tools,
        Optional<ToolChoice> toolChoice,
        Optional<Boolean> parallelTools,
        Sampling sampling,
        Optional<ResponseFormat> format,
        Optional<Reasoning> reasoning,
        boolean stream,
        boolean includeUsage,
        Optional<String> user,
        Map<String, Json> extras) {
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** The same with another conversation and other extras. */
    public ChatRequest with(List<Message> others, Map<String, Json> otherExtras) {
        return new ChatRequest(
                dialect,
                model,
                others,
                tools,
                toolChoice,
                parallelTools,
                sampling,
                format,
                reasoning,
                stream,
                includeUsage,
                user,
                otherExtras);
    }
}
