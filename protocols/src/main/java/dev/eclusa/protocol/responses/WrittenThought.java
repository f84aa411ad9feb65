package dev.eclusa.protocol.responses;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the model thinks, shown as a summary of one part; what proves it, sealed. */
final class WrittenThought extends ResponsesItem {
    private final StringBuilder words = new StringBuilder();
    private String sealed = "";

    WrittenThought(ResponsesEvents events, int place, String id) {
        super(events, place, id);
    }

    void think(String text, ByteSink out) {
        if (text.isEmpty()) {
            return;
        }
        if (words.isEmpty()) {
            events().write("response.reasoning_summary_part.added", in(""), out);
        }
        words.append(text);
        events().delta("response.reasoning_summary_text.delta", where() + "\"summary_index\":0,", text, "", out);
    }

    void seal(String encrypted, ByteSink out) {
        sealed = encrypted;
        end(COMPLETED, out);
    }

    private ObjectNode in(String text) {
        ObjectNode fields = at().put("summary_index", 0);
        fields.set("part", part(text));
        return fields;
    }

    private static ObjectNode part(String text) {
        return JsonCodec.object().put("type", "summary_text").put("text", text);
    }

    @Override
    void close(ByteSink out) {
        if (!words.isEmpty()) {
            ObjectNode done = at().put("summary_index", 0).put("text", words.toString());
            events().write("response.reasoning_summary_text.done", done, out);
            events().write("response.reasoning_summary_part.done", in(words.toString()), out);
        }
    }

    @Override
    ObjectNode node() {
        ObjectNode node = JsonCodec.object().put("id", id()).put("type", "reasoning");
        ArrayNode summary = node.putArray("summary");
        if (!words.isEmpty()) {
            summary.add(part(words.toString()));
        }
        if (!sealed.isEmpty()) {
            node.put("encrypted_content", sealed);
        }
        return node;
    }
}
