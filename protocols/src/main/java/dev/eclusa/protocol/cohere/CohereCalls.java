package dev.eclusa.protocol.cohere;

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
 * The calls of an answer being streamed, one after the other, each started and ended. Arguments of calls that providers
 * interleave wait until the call before them is whole.
 */
final class CohereCalls {
    /** Calls not yet ended, the open one first. */
    private final Map<Integer, Call> calls = new LinkedHashMap<>();

    private @Nullable Call open;
    private int number = -1;

    /** A call, and all of its arguments so far. */
    private record Call(ChatEvent.ToolCallStarted start, StringBuilder arguments) {
        boolean isWhole() {
            return !arguments.isEmpty()
                    && JsonCodec.tree(new Json(arguments.toString())).isObject();
        }
    }

    /** Whether there was one. */
    boolean any() {
        return number >= 0;
    }

    void start(ChatEvent.ToolCallStarted start, ByteSink out) {
        Call before = open;
        Call call = new Call(start, new StringBuilder());
        calls.put(start.call(), call);
        if (before == null || before.isWhole()) {
            end(out);
            open(call, out);
        }
    }

    void arguments(ChatEvent.ToolCallDelta delta, ByteSink out) {
        Call call = calls.get(delta.call());
        if (call == null || delta.fragment().isEmpty()) {
            return;
        }
        call.arguments().append(delta.fragment());
        Call written = open;
        if (written != null && written.start().call() == delta.call()) {
            write(delta.fragment(), out);
        }
    }

    /** Ends the open call, and writes those that waited behind it. */
    void close(ByteSink out) {
        end(out);
        while (!calls.isEmpty()) {
            open(calls.values().iterator().next(), out);
            end(out);
        }
    }

    private void open(Call call, ByteSink out) {
        open = call;
        number++;
        ObjectNode begun = CohereEventEncoder.numbered("tool-call-start", number);
        ObjectNode said = CohereEventEncoder.message(begun).putObject("tool_calls");
        said.put("id", SignedIds.join(call.start().id(), call.start().signature()))
                .put("type", "function");
        said.putObject("function").put("name", call.start().name()).put("arguments", "");
        CohereEventEncoder.event(begun, out);
        if (!call.arguments().isEmpty()) {
            write(call.arguments().toString(), out);
        }
    }

    private void write(String fragment, ByteSink out) {
        ObjectNode event = CohereEventEncoder.numbered("tool-call-delta", number);
        CohereEventEncoder.message(event)
                .putObject("tool_calls")
                .putObject("function")
                .put("arguments", fragment);
        CohereEventEncoder.event(event, out);
    }

    private void end(ByteSink out) {
        Call call = open;
        if (call != null) {
            open = null;
            calls.remove(call.start().call());
            CohereEventEncoder.event(CohereEventEncoder.numbered("tool-call-end", number), out);
        }
    }
}
