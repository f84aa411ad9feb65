package dev.eclusa.protocol.embed;

import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.openai.OpenAiHead;
import java.util.OptionalLong;

/** What Ollama's two forms have in common. */
final class OllamaBodies {
    private OllamaBodies() {}

    static String at(String chatPath, String path) {
        return chatPath.replace("/api/chat", path);
    }

    static RequestHead head(JsonIndex body, String subject) {
        OpenAiHead.onceEach(body);
        if (!body.has(subject)) {
            throw InvalidRequest.of("The field '" + subject + "' is missing.", subject);
        }
        return new RequestHead(OpenAiHead.model(body), false, false, OptionalLong.of(0), 1);
    }

    static byte[] addressed(JsonIndex body, String model) {
        int named = body.find("model");
        return body.kind(named) == '"' && body.string(named).equals(model)
                ? body.bytes()
                : new BodyEditor(body).set("model", Vectors.quoted(model)).bytes();
    }
}
