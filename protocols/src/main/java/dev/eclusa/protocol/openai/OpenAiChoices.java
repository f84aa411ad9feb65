package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads choices, of chunks and of whole answers alike; remembers which calls began and which choices ended. */
final class OpenAiChoices {
    private final Map<Integer, OpenAiToolCalls> calls = new HashMap<>();
    private final Set<Integer> finished = new HashSet<>();

    /** Whether some choice has ended. */
    boolean finished() {
        return !finished.isEmpty();
    }

    /** Reads one choice and what it says: a chunk's {@code delta} or an answer's {@code message}. */
    void read(JsonNode choice, JsonNode said, EventSink sink) {
        int index = choice.path("index").asInt(0);
        thinking(index, said, sink);
        text(index, said.path("content"), sink);
        string(said.path("refusal")).ifPresent(text -> sink.accept(new ChatEvent.RefusalDelta(index, text)));
        OpenAiToolCalls toolCalls = calls.computeIfAbsent(index, OpenAiToolCalls::new);
        toolCalls.read(said, sink);
        if (said.path("audio").isObject()) {
            sink.accept(new ChatEvent.AudioDelta(index, JsonCodec.json(said.path("audio"))));
        }
        if (choice.path("logprobs").isObject()) {
            sink.accept(new ChatEvent.Logprobs(index, JsonCodec.json(choice.path("logprobs"))));
        }
        String reason = choice.path("finish_reason").asString("");
        if (!reason.isEmpty() && finished.add(index)) {
            sink.accept(new ChatEvent.Finished(index, reason(reason, toolCalls.any()), reason, Optional.empty()));
        }
    }

    private static void thinking(int index, JsonNode said, EventSink sink) {
        Optional<String> plain = string(said.path("reasoning_content")).or(() -> string(said.path("reasoning")));
        boolean detailed = false;
        for (JsonNode detail : said.path("reasoning_details")) {
            detailed |= detail(index, detail, plain.isPresent(), sink);
        }
        if (!detailed) {
            plain.ifPresent(text -> sink.accept(new ChatEvent.ThinkingDelta(index, text)));
        }
    }

    private static boolean detail(int index, JsonNode detail, boolean saidPlainly, EventSink sink) {
        String type = detail.path("type").asString("");
        string(detail.path("data"))
                .filter(data -> type.equals("reasoning.encrypted"))
                .ifPresent(data -> sink.accept(new ChatEvent.ThinkingRedacted(index, data)));
        Optional<String> text = string(detail.path("text")).or(() -> string(detail.path("summary")));
        text.ifPresent(words -> sink.accept(new ChatEvent.ThinkingDelta(index, words)));
        string(detail.path("signature"))
                .ifPresent(signature -> sink.accept(new ChatEvent.ThinkingSigned(index, signature)));
        return text.isPresent() && saidPlainly;
    }

    private static void text(int index, JsonNode content, EventSink sink) {
        string(content).ifPresent(text -> sink.accept(new ChatEvent.TextDelta(index, text)));
        if (!content.isArray()) {
            return;
        }
        for (JsonNode part : content) {
            if (part.path("type").asString("").equals("thinking")) {
                for (JsonNode thought : part.path("thinking")) {
                    string(thought.path("text"))
                            .ifPresent(text -> sink.accept(new ChatEvent.ThinkingDelta(index, text)));
                }
                string(part.path("thinking")).ifPresent(text -> sink.accept(new ChatEvent.ThinkingDelta(index, text)));
            } else {
                string(part.path("text")).ifPresent(text -> sink.accept(new ChatEvent.TextDelta(index, text)));
            }
        }
    }

    static FinishReason reason(String reason, boolean called) {
        FinishReason read = switch (reason) {
            case "length", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "error", "insufficient_system_resource" -> FinishReason.ERROR;
            default -> FinishReason.STOP;
        };
        return called && read == FinishReason.STOP ? FinishReason.TOOL_CALLS : read;
    }

    static Optional<String> string(JsonNode node) {
        return node.isString() && !node.asString().isEmpty() ? Optional.of(node.asString()) : Optional.empty();
    }
}
