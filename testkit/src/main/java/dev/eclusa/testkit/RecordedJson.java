package dev.eclusa.testkit;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The corpus's own JSON turned into records. */
final class RecordedJson {
    private RecordedJson() {}

    static CorpusEntry entry(JsonNode row) {
        var flags = row.propertyStream()
                .filter(field -> !field.getKey().equals("stream"))
                .filter(field ->
                        field.getValue().isBoolean() && field.getValue().booleanValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        return new CorpusEntry(
                row.path("file").stringValue(""),
                row.path("provider").stringValue(""),
                row.path("api").stringValue(""),
                row.path("stream").booleanValue(false),
                row.path("status").intValue(0),
                row.path("model").stringValue(""),
                row.path("finish").valueStream().map(JsonNode::asString).toList(),
                flags);
    }

    static Exchange exchange(CorpusEntry entry, JsonNode recording) {
        var request = recording.path("request");
        var response = recording.path("response");
        return new Exchange(
                entry,
                request.path("method").stringValue(""),
                request.path("url").stringValue(""),
                headers(request.path("headers")),
                text(request.path("body")),
                response.path("status").intValue(0),
                headers(response.path("headers")),
                body(response));
    }

    private static RecordedBody body(JsonNode response) {
        if (response.has("sse")) {
            return new RecordedBody.Events(response.path("sse").asString());
        }
        if (response.has("chunks")) {
            return new RecordedBody.Chunks(response.path("chunks")
                    .valueStream()
                    .map(RecordedJson::text)
                    .toList());
        }
        if (response.has("body_base64")) {
            return new RecordedBody.Binary(
                    Base64.getDecoder().decode(response.path("body_base64").asString()));
        }
        var text = text(response.path("body"));
        return text.isEmpty() ? new RecordedBody.Nothing() : new RecordedBody.Document(text);
    }

    private static List<Header> headers(JsonNode headers) {
        return headers.propertyStream()
                .map(field -> new Header(field.getKey(), text(field.getValue())))
                .toList();
    }

    /** A string's own text, any other value as JSON, empty for what is missing. */
    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : Corpus.write(value);
    }
}
