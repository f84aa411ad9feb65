package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts of answers. */
final class GeminiSaid {
    private GeminiSaid() {}

    static void write(Content part, ArrayNode into) {
        switch (part) {
            case Content.Text text -> into.addObject().put("text", text.text());
            case Content.Refusal refusal -> into.addObject().put("text", refusal.text());
            case Content.Thinking thinking -> into.add(thought(thinking.text(), thinking.signature()));
            case Content.RedactedThinking redacted -> into.add(thought("", Optional.of(redacted.data())));
            case Content.ToolCall call -> into.add(call(call.id(), call.name(), call.arguments(), call.signature()));
            case Content.Image image -> {}
            case Content.Audio audio -> {}
            case Content.Document document -> {}
            case Content.ToolResult result -> {}
            case Content.Opaque opaque -> {}
        }
    }

    static ObjectNode thought(String text, Optional<String> signature) {
        ObjectNode part = JsonCodec.object().put("text", text).put("thought", true);
        signature.ifPresent(proof -> part.put("thoughtSignature", proof));
        return part;
    }

    static ObjectNode call(String id, String name, Json arguments, Optional<String> signature) {
        ObjectNode part = JsonCodec.object();
        ObjectNode call = part.putObject("functionCall");
        call.put("id", id).put("name", name);
        call.set("args", JsonCodec.object(arguments));
        signature.ifPresent(proof -> part.put("thoughtSignature", proof));
        return part;
    }
}
