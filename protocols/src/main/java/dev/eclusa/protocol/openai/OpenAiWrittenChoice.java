package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One choice being written; remembers what must be made good at its end. */
final class OpenAiWrittenChoice {
    private final int index;
    private final OpenAiChunks chunks;
    /** Calls that began, and whether arguments came for them. */
    private final Map<Integer, Boolean> calls = new TreeMap<>();

    private final StringBuilder thinking = new StringBuilder();
    private boolean finished;

    OpenAiWrittenChoice(int index, OpenAiChunks chunks) {
        this.index = index;
        this.chunks = chunks;
    }

    void text(String field, String text, ByteSink out) {
        field(field, OpenAiChunks.quoted(text), out);
    }

    void field(String field, String json, ByteSink out) {
        chunks.delta(index, "{\"" + field + "\":" + json + "}", out);
    }

    void thinking(String text, ByteSink out) {
        thinking.append(text);
        text("reasoning_content", text, out);
    }

    /** Ends a block of thinking: its signature, with the whole text it signs, so that a client can send both back. */
    void signed(String signature, ByteSink out) {
        detail(OpenAiWords.signedThinking(thinking.toString(), signature), out);
        thinking.setLength(0);
    }

    void detail(JsonNode detail, ByteSink out) {
        field("reasoning_details", "[" + JsonCodec.text(detail) + "]", out);
    }

    void call(ChatEvent.ToolCallStarted start, ByteSink out) {
        calls.put(start.call(), false);
        ObjectNode call = JsonCodec.object();
        call.put("index", start.call());
        call.put("id", start.id());
        call.put("type", "function");
        call.putObject("function").put("name", start.name()).put("arguments", "");
        OpenAiWords.signature(call, start.signature());
        field("tool_calls", "[" + JsonCodec.text(call) + "]", out);
    }

    void arguments(ChatEvent.ToolCallDelta delta, ByteSink out) {
        if (calls.containsKey(delta.call()) && !delta.fragment().isEmpty()) {
            calls.put(delta.call(), true);
            arguments(delta.call(), delta.fragment(), out);
        }
    }

    private void arguments(int call, String fragment, ByteSink out) {
        String function = "{\"arguments\":" + OpenAiChunks.quoted(fragment) + "}";
        field("tool_calls", "[{\"index\":" + call + ",\"function\":" + function + "}]", out);
    }

    void finish(ChatEvent.Finished end, ByteSink out) {
        if (finished) {
            return;
        }
        finished = true;
        calls.forEach((call, argued) -> {
            if (!argued) {
                arguments(call, "{}", out);
            }
        });
        String reason = OpenAiWords.finishReason(end.reason(), !calls.isEmpty());
        StringBuilder more = new StringBuilder();
        if (!end.nativeReason().isEmpty() && !end.nativeReason().equals(reason)) {
            more.append(",\"native_finish_reason\":").append(OpenAiChunks.quoted(end.nativeReason()));
        }
        end.stopSequence().ifPresent(text -> more.append(",\"stop_reason\":").append(OpenAiChunks.quoted(text)));
        chunks.finish(index, reason, more.toString(), out);
    }

    /** Ends the choice where nothing else did. */
    void end(ByteSink out) {
        finish(new ChatEvent.Finished(index, FinishReason.STOP, "", Optional.empty()), out);
    }
}
