package dev.eclusa.protocol.responses;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ObjectNode;

/** Writes events as bytes, each with its number. */
final class ResponsesEvents {
    /** In place of the first number: nothing is written. */
    static final long SILENT = -1;

    private final boolean silent;
    private long next;

    /** Events from this number on. */
    ResponsesEvents(long first) {
        this.silent = first == SILENT;
        this.next = Math.max(0, first);
    }

    /** Whether none was written yet. */
    boolean atStart() {
        return next == 0;
    }

    void write(String type, ObjectNode fields, ByteSink out) {
        if (silent) {
            return;
        }
        ObjectNode event = JsonCodec.object().put("type", type).put("sequence_number", next++);
        event.setAll(fields);
        out.write("event: ").write(type).write("\ndata: ");
        out.write(JsonCodec.bytes(event)).write("\n\n");
    }

    /**
     * An event of a piece of text, of which there are many.
     *
     * @param where the members that say where it belongs, as JSON, each followed by a comma
     * @param rest members after the text, as JSON, each after a comma
     */
    void delta(String type, String where, String text, String rest, ByteSink out) {
        if (silent) {
            return;
        }
        out.write("event: ").write(type).write("\ndata: {\"type\":\"").write(type);
        out.write("\",\"sequence_number\":").write(Long.toString(next++)).write(',');
        out.write(where).write("\"delta\":").write(JsonCodec.text(JsonCodec.string(text)));
        out.write(rest).write("}\n\n");
    }
}
