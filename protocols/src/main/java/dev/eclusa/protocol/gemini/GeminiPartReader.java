package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.CallHistory;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the parts of a conversation in order; calls without ids get some, which their results find by name. */
final class GeminiPartReader {
    /** Google's own addresses, which no other provider can read. */
    private static final List<String> GOOGLE_FILES = List.of("gs://", "https://generativelanguage.googleapis.com/");

    private final CallHistory calls = new CallHistory();

    List<Content> read(RequestFields content, int message) {
        List<RequestFields> parts =
                content.value("parts").isObject() ? List.of(content.nested("parts")) : content.objects("parts");
        List<Content> read = new ArrayList<>(parts.size());
        for (RequestFields part : parts) {
            read.add(part(part, message, read.size()));
        }
        return read;
    }

    private Content part(RequestFields part, int message, int position) {
        if (part.has("text")) {
            return text(part);
        }
        if (part.has("inlineData")) {
            return inline(part);
        }
        if (part.has("fileData")) {
            return file(part);
        }
        if (part.has("functionCall")) {
            return call(part, message, position);
        }
        if (part.has("functionResponse")) {
            return result(part, message);
        }
        String type = part.node().propertyNames().stream().findFirst().orElse("empty");
        return new Content.Opaque(type, JsonCodec.json(part.node()));
    }

    private static Content text(RequestFields part) {
        String text = part.requiredText("text");
        if (part.flag("thought").orElse(false)) {
            return new Content.Thinking(
                    text, part.text("thoughtSignature"), part.others(Set.of("text", "thought", "thoughtSignature")));
        }
        return new Content.Text(text, part.others(Set.of("text", "thought")));
    }

    private static Content inline(RequestFields part) {
        RequestFields data = part.nested("inlineData");
        Source source = new Source.Inline(data.text("mimeType").orElse(""), data.requiredText("data"));
        return media(source, data, others(part, "inlineData", data, "mimeType", "data"));
    }

    private static Content file(RequestFields part) {
        RequestFields data = part.nested("fileData");
        String uri = data.requiredText("fileUri");
        boolean googles = GOOGLE_FILES.stream().anyMatch(uri::startsWith);
        Source source = googles ? new Source.FileId(uri) : new Source.Url(uri, data.text("mimeType"));
        return media(source, data, others(part, "fileData", data, "mimeType", "fileUri"));
    }

    private static Content media(Source source, RequestFields data, Map<String, Json> extras) {
        String type = data.text("mimeType").orElse("");
        if (source instanceof Source.FileId && !type.isEmpty()) {
            extras.put("mimeType", JsonCodec.json(JsonCodec.string(type)));
        }
        if (type.startsWith("image/")) {
            return new Content.Image(source, Optional.empty(), extras);
        }
        return type.startsWith("audio/")
                ? new Content.Audio(source, extras)
                : new Content.Document(source, data.text("displayName"), extras);
    }

    private Content call(RequestFields part, int message, int position) {
        RequestFields call = part.nested("functionCall");
        String name = call.requiredText("name");
        JsonNode args = call.value("args");
        String id = calls.called(call.text("id").orElse(""), name, message, position);
        Map<String, Json> extras = others(part, "functionCall", call, "name", "args", "id");
        extras.remove("thoughtSignature");
        extras.remove("thought_signature");
        return new Content.ToolCall(
                id,
                name,
                args.isObject() ? JsonCodec.json(args) : Json.EMPTY_OBJECT,
                part.text("thoughtSignature"),
                extras);
    }

    private Content result(RequestFields part, int message) {
        RequestFields result = part.nested("functionResponse");
        Optional<String> name = result.text("name");
        String id = calls.answered(result.text("id").orElse(""), name, message);
        JsonNode response = result.value("response");
        boolean failed = response.size() == 1 && response.has("error");
        return new Content.ToolResult(
                id,
                name,
                List.of(Content.text(GeminiToolResults.text(response))),
                failed,
                others(part, "functionResponse", result, "name", "response", "id"));
    }

    /** Unknown fields of the part, and under the object's own name those of the object inside it. */
    private static Map<String, Json> others(RequestFields part, String name, RequestFields inner, String... known) {
        Map<String, Json> others = part.others(new HashSet<>(Set.of(name)));
        Map<String, Json> rest = inner.others(Set.of(known));
        if (!rest.isEmpty()) {
            var node = JsonCodec.object();
            JsonCodec.putAll(node, rest);
            others.put(name, JsonCodec.json(node));
        }
        return others;
    }
}
