package dev.eclusa.protocol.bedrock;

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
 * The blocks of a message being streamed, one open at a time; of their starts only those of calls are said. Arguments of
 * calls that providers interleave wait until the call before them is whole.
 */
final class BedrockBlockStream {
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
        open(Kind.TEXT, out);
        delta(JsonCodec.object().put("text", text), out);
    }

    void thinking(String text, ByteSink out) {
        open(Kind.THINKING, out);
        thought("text", text, out);
    }

    void signed(String signature, ByteSink out) {
        open(Kind.THINKING, out);
        thought("signature", signature, out);
        close(out);
    }

    void redacted(String data, ByteSink out) {
        close(out);
        open(Kind.REDACTED, out);
        thought("redactedContent", BedrockBytes.base64(data), out);
        close(out);
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
            input(delta.fragment(), out);
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
        open = Kind.CALL;
        openCall = number;
        ObjectNode data = JsonCodec.object().put("contentBlockIndex", ++index);
        ObjectNode use = data.putObject("start").putObject("toolUse");
        use.put("toolUseId", SignedIds.join(call.start().id(), call.start().signature()));
        use.put("name", call.start().name());
        BedrockEventEncoder.event("contentBlockStart", data, out);
        if (!call.arguments().isEmpty()) {
            input(call.arguments().toString(), out);
        }
    }

    private static boolean isWhole(@Nullable Call call) {
        return call == null
                || (!call.arguments().isEmpty()
                        && JsonCodec.tree(new Json(call.arguments().toString())).isObject());
    }

    private void open(Kind kind, ByteSink out) {
        if (open != kind) {
            close(out);
            open = kind;
            index++;
        }
    }

    private void thought(String field, String value, ByteSink out) {
        ObjectNode delta = JsonCodec.object();
        delta.putObject("reasoningContent").put(field, value);
        delta(delta, out);
    }

    private void input(String fragment, ByteSink out) {
        ObjectNode delta = JsonCodec.object();
        delta.putObject("toolUse").put("input", fragment);
        delta(delta, out);
    }

    private void delta(ObjectNode delta, ByteSink out) {
        ObjectNode data = JsonCodec.object().put("contentBlockIndex", index);
        data.set("delta", delta);
        BedrockEventEncoder.event("contentBlockDelta", data, out);
    }

    private void stop(ByteSink out) {
        if (open != Kind.NONE) {
            open = Kind.NONE;
            BedrockEventEncoder.event("contentBlockStop", JsonCodec.object().put("contentBlockIndex", index), out);
        }
    }
}
