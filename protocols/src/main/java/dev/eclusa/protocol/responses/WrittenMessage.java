package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the model says, in parts: text, or a refusal. */
final class WrittenMessage extends ResponsesItem {
    private final List<Part> parts = new ArrayList<>();

    WrittenMessage(ResponsesEvents events, int place, String id) {
        super(events, place, id);
    }

    /** One part. */
    private static final class Part {
        private final boolean refusal;
        private final StringBuilder words = new StringBuilder();
        private final ArrayNode logprobs = JsonCodec.array();
        private final ArrayNode annotations = JsonCodec.array();
        private boolean over;

        Part(boolean refusal) {
            this.refusal = refusal;
        }

        ObjectNode node() {
            if (refusal) {
                return JsonCodec.object().put("type", "refusal").put("refusal", words.toString());
            }
            ObjectNode node = JsonCodec.object().put("type", "output_text").put("text", words.toString());
            node.set("annotations", annotations);
            node.set("logprobs", logprobs);
            return node;
        }
    }

    void text(String text, ByteSink out) {
        part(false, out).words.append(text);
        events().delta("response.output_text.delta", whereIn(), text, ",\"logprobs\":[]", out);
    }

    void refusal(String text, ByteSink out) {
        part(true, out).words.append(text);
        events().delta("response.refusal.delta", whereIn(), text, "", out);
    }

    /** Log probabilities of text just written; they stand with the whole text. */
    void logprobs(Json value, ByteSink out) {
        part(false, out).logprobs.addAll(ResponsesOutputReader.listed(value));
    }

    /** Annotations in the form of chat completions, whose citation is an object of its own. */
    void annotations(Json value, ByteSink out) {
        for (JsonNode annotation : JsonCodec.tree(value)) {
            ObjectNode flat = JsonCodec.object();
            String type = annotation.path("type").asString("");
            flat.put("type", type);
            if (annotation.path(type) instanceof ObjectNode inner) {
                flat.setAll(inner);
            } else if (annotation instanceof ObjectNode plain) {
                flat.setAll(plain);
            }
            part(false, out).annotations.add(flat);
        }
    }

    private Part part(boolean refusal, ByteSink out) {
        if (parts.isEmpty() || parts.getLast().refusal != refusal) {
            close(out);
            parts.add(new Part(refusal));
            events().write("response.content_part.added", in(parts.getLast()), out);
        }
        return parts.getLast();
    }

    private ObjectNode in(Part part) {
        ObjectNode fields = at().put("content_index", parts.size() - 1);
        fields.set("part", part.node());
        return fields;
    }

    private String whereIn() {
        return where() + "\"content_index\":" + (parts.size() - 1) + ",";
    }

    @Override
    void close(ByteSink out) {
        if (parts.isEmpty() || parts.getLast().over) {
            return;
        }
        Part part = parts.getLast();
        part.over = true;
        ObjectNode done = at().put("content_index", parts.size() - 1);
        if (part.refusal) {
            events().write("response.refusal.done", done.put("refusal", part.words.toString()), out);
        } else {
            done.put("text", part.words.toString()).set("logprobs", part.logprobs);
            events().write("response.output_text.done", done, out);
        }
        events().write("response.content_part.done", in(part), out);
    }

    @Override
    ObjectNode node() {
        ObjectNode node = JsonCodec.object().put("id", id()).put("type", "message");
        node.put("status", status()).put("role", "assistant");
        ArrayNode content = node.putArray("content");
        parts.forEach(part -> content.add(part.node()));
        return node;
    }
}
