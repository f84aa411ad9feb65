package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The blocks of a message being streamed, one open at a time. Arguments of calls that providers interleave wait until the
 * call before them is whole.
 */
final class AnthropicBlockStream {
    private enum Kind {
        NONE,
        TEXT,
        THINKING,
        REDACTED,
        CALL
    }

    /** Calls not yet wholly written, the open one first. */
    private final Map<Integer, Call> calls = new LinkedHashMap<>();

    private Kind open = Kind.NONE;
    private int index = -1;
    private int openCall = -1;
    private boolean called;

    /**
     * A call on its way.
     *
     * @param arguments all of them so far
     */
    private record Call(ChatEvent.ToolCallStarted start, StringBuilder arguments) {}

    /** Whether a call was written. */
    boolean called() {
        return called;
    }

    void text(String text, ByteSink out) {
        if (open != Kind.TEXT) {
            open(Kind.TEXT, JsonCodec.object().put("type", "text").put("text", ""), out);
        }
        delta("text_delta", "text", text, out);
    }

    void thinking(String text, ByteSink out) {
        openThinking(out);
        delta("thinking_delta", "thinking", text, out);
    }

    void signed(String signature, ByteSink out) {
        openThinking(out);
        delta("signature_delta", "signature", signature, out);
        close(out);
    }

    void redacted(String data, ByteSink out) {
        open(Kind.REDACTED, JsonCodec.object().put("type", "redacted_thinking").put("data", data), out);
        stop(out);
    }

    void call(ChatEvent.ToolCallStarted start, ByteSink out) {
        called = true;
        boolean follows = openCall < 0 || isWhole(calls.get(openCall));
        if (follows) {
            close(out);
        }
        calls.put(start.call(), new Call(start, new StringBuilder()));
        if (follows) {
            openCall(start.call(), out);
        }
    }

    void arguments(ChatEvent.ToolCallDelta delta, ByteSink out) {
        Call call = calls.get(delta.call());
        if (call == null || delta.fragment().isEmpty()) {
            return;
        }
        call.arguments().append(delta.fragment());
        if (delta.call() == openCall) {
            delta("input_json_delta", "partial_json", delta.fragment(), out);
        }
    }

    /** Closes the open block, and writes the calls that waited behind it. */
    void close(ByteSink out) {
        if (openCall >= 0) {
            calls.remove(openCall);
            openCall = -1;
        }
        stop(out);
        while (!calls.isEmpty()) {
            int next = calls.keySet().iterator().next();
            openCall(next, out);
            calls.remove(next);
            openCall = -1;
            stop(out);
        }
    }

    private void openCall(int number, ByteSink out) {
        Call call = calls.get(number);
        if (call == null) {
            return;
        }
        ObjectNode block = JsonCodec.object().put("type", "tool_use");
        block.put("id", SignedIds.join(call.start().id(), call.start().signature()));
        block.put("name", call.start().name());
        block.putObject("input");
        start(Kind.CALL, block, out);
        openCall = number;
        if (!call.arguments().isEmpty()) {
            delta("input_json_delta", "partial_json", call.arguments().toString(), out);
        }
    }

    private static boolean isWhole(@Nullable Call call) {
        return call == null
                || (!call.arguments().isEmpty()
                        && JsonCodec.tree(new Json(call.arguments().toString())).isObject());
    }

    private void openThinking(ByteSink out) {
        if (open != Kind.THINKING) {
            ObjectNode block = JsonCodec.object().put("type", "thinking");
            open(Kind.THINKING, block.put("thinking", "").put("signature", ""), out);
        }
    }

    private void open(Kind kind, ObjectNode block, ByteSink out) {
        close(out);
        start(kind, block, out);
    }

    private void start(Kind kind, ObjectNode block, ByteSink out) {
        open = kind;
        ObjectNode data = JsonCodec.object().put("type", "content_block_start").put("index", ++index);
        data.set("content_block", block);
        AnthropicEventEncoder.event("content_block_start", data, out);
    }

    private void delta(String type, String field, String text, ByteSink out) {
        ObjectNode data = JsonCodec.object().put("type", "content_block_delta").put("index", index);
        data.putObject("delta").put("type", type).put(field, text);
        AnthropicEventEncoder.event("content_block_delta", data, out);
    }

    private void stop(ByteSink out) {
        if (open != Kind.NONE) {
            open = Kind.NONE;
            ObjectNode data =
                    JsonCodec.object().put("type", "content_block_stop").put("index", index);
            AnthropicEventEncoder.event("content_block_stop", data, out);
        }
    }
}
