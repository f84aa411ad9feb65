package dev.eclusa.protocol.responses;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ObjectNode;

/** One item of an output being written: begun, filled, ended, and then what the whole response holds of it. */
abstract sealed class ResponsesItem permits WrittenMessage, WrittenThought, WrittenCall, CarriedItem {
    static final String IN_PROGRESS = "in_progress";
    static final String COMPLETED = "completed";

    private final ResponsesEvents events;
    private final int place;
    private final String id;
    private boolean over;
    private String status = IN_PROGRESS;

    ResponsesItem(ResponsesEvents events, int place, String id) {
        this.events = events;
        this.place = place;
        this.id = id;
    }

    /** The item as it stands. */
    abstract ObjectNode node();

    /** Ends what is open within the item. */
    abstract void close(ByteSink out);

    final ResponsesItem begin(ByteSink out) {
        item("response.output_item.added", out);
        return this;
    }

    final void end(String as, ByteSink out) {
        if (!over) {
            over = true;
            close(out);
            status = as;
            item("response.output_item.done", out);
        }
    }

    final boolean isOver() {
        return over;
    }

    final String status() {
        return status;
    }

    final String id() {
        return id;
    }

    final ResponsesEvents events() {
        return events;
    }

    private void item(String type, ByteSink out) {
        ObjectNode fields = JsonCodec.object().put("output_index", place);
        fields.set("item", node());
        events.write(type, fields, out);
    }

    /** The members that say which item an event is of. */
    final ObjectNode at() {
        return JsonCodec.object().put("item_id", id).put("output_index", place);
    }

    /** The same as the beginning of an object's members. */
    final String where() {
        return "\"item_id\":\"" + id + "\",\"output_index\":" + place + ",";
    }
}
