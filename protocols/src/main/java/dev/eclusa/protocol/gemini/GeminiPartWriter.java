package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.CallHistory;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes parts. */
final class GeminiPartWriter {
    /** Stands for the signature of a call another model made (Google's page on thought signatures, read 2026-08). */
    private static final String FOREIGN_CALL = "skip_thought_signature_validator";

    private final Dropped dropped;
    private final boolean signed;
    private final Map<String, String> names = new HashMap<>();
    private boolean firstCall = true;

    GeminiPartWriter(Dropped dropped, boolean signed) {
        this.dropped = dropped;
        this.signed = signed;
    }

    /** The parts that follow are another turn's. */
    void newTurn() {
        firstCall = true;
    }

    void write(Content part, String at, ArrayNode into) {
        switch (part) {
            case Content.Text text -> text(text.text(), text, at, into);
            case Content.Refusal refusal -> text(refusal.text(), refusal, at, into);
            case Content.Image image -> media(image.source(), "image/jpeg", Optional.empty(), image, at, into);
            case Content.Audio audio -> media(audio.source(), "audio/wav", Optional.empty(), audio, at, into);
            case Content.Document document ->
                media(document.source(), "application/pdf", document.name(), document, at, into);
            case Content.Thinking thinking -> thinking(thinking, at, into);
            case Content.RedactedThinking redacted -> {}
            case Content.ToolCall call -> call(call, at, into);
            case Content.ToolResult result -> result(result, at, into);
            case Content.Opaque opaque -> {
                if (dropped.own()) {
                    into.add(JsonCodec.tree(opaque.value()));
                } else {
                    dropped.add(at);
                }
            }
        }
    }

    private void text(String text, Content part, String at, ArrayNode into) {
        if (!text.isEmpty() || dropped.own()) {
            dropped.extras(into.addObject().put("text", text), part.extras(), at + ".");
        }
    }

    /** Thoughts go back only with the proof that they are this provider's. */
    private void thinking(Content.Thinking thinking, String at, ArrayNode into) {
        if (dropped.own() || thinking.signature().isPresent()) {
            ObjectNode node = into.addObject().put("text", thinking.text()).put("thought", true);
            thinking.signature().ifPresent(signature -> node.put("thoughtSignature", signature));
            dropped.extras(node, thinking.extras(), at + ".");
        }
    }

    private void media(Source source, String usual, Optional<String> name, Content part, String at, ArrayNode into) {
        ObjectNode node = JsonCodec.object();
        Map<String, Json> extras = new LinkedHashMap<>(part.extras());
        Json type = dropped.own() ? extras.remove("mimeType") : null;
        switch (source) {
            case Source.Inline inline ->
                node.putObject("inlineData").put("mimeType", inline.mediaType()).put("data", inline.base64());
            case Source.Url url -> {
                ObjectNode file = node.putObject("fileData");
                if (!dropped.own() || url.mediaType().isPresent()) {
                    file.put("mimeType", url.mediaType().orElseGet(() -> guess(url.url(), usual)));
                }
                file.put("fileUri", url.url());
            }
            case Source.FileId id -> {
                if (!dropped.own()) {
                    dropped.add(at);
                    return;
                }
                ObjectNode file = node.putObject("fileData").put("fileUri", id.id());
                if (type != null) {
                    file.set("mimeType", JsonCodec.tree(type));
                }
            }
        }
        if (dropped.own()) {
            name.ifPresent(shown -> ((ObjectNode) node.iterator().next()).put("displayName", shown));
        }
        into.add(node);
        extras(node, extras, at);
    }

    private static String guess(String url, String usual) {
        String path = url.replaceFirst("[?#].*$", "").toLowerCase(Locale.ROOT);
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "jpg", "jpeg" -> "image/jpeg";
            case "pdf" -> "application/pdf";
            case "mp3" -> "audio/mp3";
            case "mp4" -> "video/mp4";
            default -> usual;
        };
    }

    private void call(Content.ToolCall call, String at, ArrayNode into) {
        names.put(call.id(), call.name());
        ObjectNode node = into.addObject();
        ObjectNode function = node.putObject("functionCall");
        id(call.id(), function);
        function.put("name", call.name());
        function.set("args", JsonCodec.object(call.arguments()));
        call.signature()
                .or(() -> signed && firstCall && !dropped.own() ? Optional.of(FOREIGN_CALL) : Optional.empty())
                .ifPresent(signature -> node.put("thoughtSignature", signature));
        firstCall = false;
        extras(node, call.extras(), at);
    }

    /** Ids are this provider's own or none; calls and results meet by name and order. */
    private void id(String id, ObjectNode function) {
        if (dropped.own() && !id.isEmpty() && !CallHistory.isMade(id)) {
            function.put("id", id);
        }
    }

    private void result(Content.ToolResult result, String at, ArrayNode into) {
        StringBuilder text = new StringBuilder();
        ArrayNode shown = JsonCodec.array();
        for (Content part : result.content()) {
            if (part instanceof Content.Text words) {
                text.append(words.text());
            } else {
                write(part, at, shown);
            }
        }
        ObjectNode node = into.addObject();
        ObjectNode response = node.putObject("functionResponse");
        id(result.callId(), response);
        response.put("name", result.name().orElseGet(() -> names.getOrDefault(result.callId(), result.callId())));
        response.set("response", GeminiToolResults.object(text.toString(), result.error()));
        extras(node, result.extras(), at);
        into.addAll(shown);
    }

    /** Extras under the name of the part's own object belong inside it. */
    private void extras(ObjectNode node, Map<String, Json> extras, String at) {
        Map<String, Json> outer = new LinkedHashMap<>(extras);
        for (String name : new String[] {"functionCall", "functionResponse", "inlineData", "fileData"}) {
            Json inner = dropped.own() ? outer.remove(name) : null;
            JsonNode rest = inner == null ? JsonCodec.object() : JsonCodec.tree(inner);
            if (rest instanceof ObjectNode more && node.path(name) instanceof ObjectNode own) {
                own.setAll(more);
            }
        }
        dropped.extras(node, outer, at + ".");
    }
}
