package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a prompt's cached part ends: a block of its own here, a mark on the block before it ({@code cache_control}) in the
 * vocabulary.
 */
final class BedrockCachePoint {
    static final String MARK = "cache_control";

    private BedrockCachePoint() {}

    /** Whether a part can be marked, and is not yet. */
    static boolean fits(Content part) {
        return !(part instanceof Content.Opaque) && !part.extras().containsKey(MARK);
    }

    /** The part, marked as the end of what is cached. */
    static Content marked(Content part, RequestFields point) {
        Map<String, Json> extras = new LinkedHashMap<>(part.extras());
        extras.put(MARK, mark(point));
        return switch (part) {
            case Content.Text text -> new Content.Text(text.text(), extras);
            case Content.Image image -> new Content.Image(image.source(), image.detail(), extras);
            case Content.Audio audio -> new Content.Audio(audio.source(), extras);
            case Content.Document document -> new Content.Document(document.source(), document.name(), extras);
            case Content.Thinking thinking -> new Content.Thinking(thinking.text(), thinking.signature(), extras);
            case Content.RedactedThinking redacted -> new Content.RedactedThinking(redacted.data(), extras);
            case Content.Refusal refusal -> new Content.Refusal(refusal.text(), extras);
            case Content.ToolCall call ->
                new Content.ToolCall(call.id(), call.name(), call.arguments(), call.signature(), extras);
            case Content.ToolResult result ->
                new Content.ToolResult(result.callId(), result.name(), result.content(), result.error(), extras);
            case Content.Opaque opaque -> opaque;
        };
    }

    static Json mark(RequestFields point) {
        ObjectNode mark = JsonCodec.object().put("type", "ephemeral");
        point.text("ttl").ifPresent(ttl -> mark.put("ttl", ttl));
        return JsonCodec.json(mark);
    }

    /** Writes the block of a mark, where there is one. */
    static void write(Map<String, Json> extras, ArrayNode into) {
        Optional<JsonNode> mark = Optional.ofNullable(extras.get(MARK)).map(JsonCodec::tree);
        mark.ifPresent(said -> {
            ObjectNode point = into.addObject().putObject("cachePoint").put("type", "default");
            if (said.path("ttl").isString()) {
                point.set("ttl", said.path("ttl"));
            }
        });
    }
}
