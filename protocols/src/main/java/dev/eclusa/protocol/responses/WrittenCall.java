package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ObjectNode;

/** A call of a function. */
final class WrittenCall extends ResponsesItem {
    private final String callId;
    private final String name;
    private final StringBuilder arguments = new StringBuilder();

    WrittenCall(ResponsesEvents events, int place, String id, ChatEvent.ToolCallStarted start) {
        super(events, place, id);
        this.callId = SignedIds.join(start.id(), start.signature());
        this.name = start.name();
    }

    void arguments(String fragment, ByteSink out) {
        if (!fragment.isEmpty() && !isOver()) {
            write(fragment, out);
        }
    }

    @Override
    void close(ByteSink out) {
        if (arguments.isEmpty()) {
            write("{}", out);
        }
        ObjectNode done = at().put("name", name).put("arguments", arguments.toString());
        events().write("response.function_call_arguments.done", done, out);
    }

    private void write(String fragment, ByteSink out) {
        arguments.append(fragment);
        events().delta("response.function_call_arguments.delta", where(), fragment, "", out);
    }

    @Override
    ObjectNode node() {
        ObjectNode node = JsonCodec.object().put("id", id()).put("type", "function_call");
        node.put("status", status()).put("arguments", arguments.toString());
        return node.put("call_id", callId).put("name", name);
    }
}
