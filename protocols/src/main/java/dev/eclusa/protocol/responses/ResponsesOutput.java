package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/**
 * The output of a response being written. Words and thoughts end where something else begins; calls stay open to the end,
 * since pieces of several may come in turn.
 */
final class ResponsesOutput {
    private final ResponsesEvents events;
    private final String base;
    private final List<ResponsesItem> items = new ArrayList<>();
    private final Map<Integer, WrittenCall> calls = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param base what the ids of its items are made of
     */
    ResponsesOutput(ResponsesEvents events, String base) {
        this.events = events;
        this.base = base;
    }

    WrittenMessage message(ByteSink out) {
        if (!items.isEmpty() && items.getLast() instanceof WrittenMessage open && !open.isOver()) {
            return open;
        }
        return begin(new WrittenMessage(events, items.size(), id("msg_")), out);
    }

    WrittenThought thought(ByteSink out) {
        if (!items.isEmpty() && items.getLast() instanceof WrittenThought open && !open.isOver()) {
            return open;
        }
        return begin(new WrittenThought(events, items.size(), id("rs_")), out);
    }

    /** A thought that came encrypted is an item of its own. */
    WrittenThought newThought(ByteSink out) {
        return begin(new WrittenThought(events, items.size(), id("rs_")), out);
    }

    void call(ChatEvent.ToolCallStarted start, ByteSink out) {
        calls.put(start.call(), begin(new WrittenCall(events, items.size(), id("fc_"), start), out));
    }

    void arguments(ChatEvent.ToolCallDelta delta, ByteSink out) {
        WrittenCall call = calls.get(delta.call());
        if (call != null) {
            call.arguments(delta.fragment(), out);
        }
    }

    void carry(Json item, ByteSink out) {
        begin(new CarriedItem(events, items.size(), id("item_"), item), out).end(ResponsesItem.COMPLETED, out);
    }

    /** Ends whatever is open; the last item has the status of the whole. */
    void end(String status, ByteSink out) {
        for (ResponsesItem item : items) {
            item.end(item == items.getLast() ? status : ResponsesItem.COMPLETED, out);
        }
    }

    ArrayNode items() {
        ArrayNode all = JsonCodec.array();
        items.forEach(item -> all.add(item.node()));
        return all;
    }

    private String id(String prefix) {
        return prefix + base + "_" + items.size();
    }

    private <T extends ResponsesItem> T begin(T item, ByteSink out) {
        if (!items.isEmpty() && !(items.getLast() instanceof WrittenCall)) {
            items.getLast().end(ResponsesItem.COMPLETED, out);
        }
        items.add(item);
        item.begin(out);
        return item;
    }
}
