package dev.eclusa.router.library;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.engine.routing.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A question to a model. Immutable; the methods named after its parts make changed copies.
 *
 * @param model a name the router knows, or {@code provider/model}
 * @param messages the conversation so far, at least one
 * @param tools what the model may ask to be run
 * @param maxTokens most tokens to generate; empty means the model's own limit
 * @param temperature 0 to 2; empty means the model's default
 * @param format the answer's form; empty means text
 * @param timeout longest wait for the whole answer, all attempts together; empty means the router's
 * @param preferredProvider tried first, whatever else is chosen; empty for none
 */
public record LlmRequest(
        String model,
        List<Message> messages,
        List<Tool> tools,
        OptionalLong maxTokens,
        OptionalDouble temperature,
        Optional<ResponseFormat> format,
        Optional<Duration> timeout,
        String preferredProvider) {
    public LlmRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** One question of a user. */
    public static LlmRequest of(String prompt, String model) {
        return new LlmRequest(
                model,
                List.of(Message.of(Role.USER, prompt)),
                List.of(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** One question of a user to a tier. */
    public static LlmRequest of(String prompt, Tier tier) {
        return of(prompt, tier.label());
    }

    /** What a provider of the program's own is asked. */
    static LlmRequest of(ChatRequest asked) {
        return new LlmRequest(
                asked.model(),
                asked.messages(),
                asked.tools(),
                asked.sampling().maxTokens(),
                asked.sampling().temperature(),
                asked.format(),
                Optional.empty(),
                "");
    }

    /** The same with a provider that is tried first. */
    public LlmRequest preferring(String provider) {
        return new LlmRequest(model, messages, tools, maxTokens, temperature, format, timeout, provider);
    }

    /** The same with instructions before the conversation. */
    public LlmRequest system(String instructions) {
        List<Message> longer = new ArrayList<>(messages);
        longer.addFirst(Message.of(Role.SYSTEM, instructions));
        return new LlmRequest(model, longer, tools, maxTokens, temperature, format, timeout, preferredProvider);
    }

    /** The same with another turn at the end. */
    public LlmRequest message(Message next) {
        List<Message> longer = new ArrayList<>(messages);
        longer.add(next);
        return new LlmRequest(model, longer, tools, maxTokens, temperature, format, timeout, preferredProvider);
    }

    /** The same with tools. */
    public LlmRequest tools(List<Tool> offered) {
        return new LlmRequest(model, messages, offered, maxTokens, temperature, format, timeout, preferredProvider);
    }

    /** The same with a limit on the answer's length. */
    public LlmRequest maxTokens(long most) {
        return new LlmRequest(
                model, messages, tools, OptionalLong.of(most), temperature, format, timeout, preferredProvider);
    }

    /** The same with a temperature. */
    public LlmRequest temperature(double chosen) {
        return new LlmRequest(
                model, messages, tools, maxTokens, OptionalDouble.of(chosen), format, timeout, preferredProvider);
    }

    /** The same with a form for the answer. */
    public LlmRequest format(ResponseFormat wanted) {
        return new LlmRequest(
                model, messages, tools, maxTokens, temperature, Optional.of(wanted), timeout, preferredProvider);
    }

    /** The same with a limit on the wait. */
    public LlmRequest timeout(Duration longest) {
        return new LlmRequest(
                model, messages, tools, maxTokens, temperature, format, Optional.of(longest), preferredProvider);
    }

    ChatRequest chat(boolean streamed) {
        Sampling defaults = Sampling.DEFAULT;
        Sampling sampling = new Sampling(
                maxTokens,
                temperature,
                defaults.topP(),
                defaults.topK(),
                defaults.stop(),
                defaults.seed(),
                defaults.presencePenalty(),
                defaults.frequencyPenalty(),
                defaults.candidates(),
                defaults.logprobs(),
                defaults.topLogprobs());
        return new ChatRequest(
                "openai",
                model,
                messages,
                tools,
                Optional.empty(),
                Optional.empty(),
                sampling,
                format,
                Optional.empty(),
                streamed,
                streamed,
                Optional.empty(),
                Map.of());
    }
}
