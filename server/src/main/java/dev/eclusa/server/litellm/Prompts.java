package dev.eclusa.server.litellm;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.tokens.TokenEstimate;
import dev.eclusa.router.Dialects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Prompts that stand in requests which call nobody: as messages, as a text, or as Gemini's contents. */
record Prompts(Dialects dialects) {
    /** An upper bound of a prompt's tokens. */
    long tokens(ObjectNode asked, String model) {
        return TokenEstimate.of(request(asked, model));
    }

    private ChatRequest request(ObjectNode asked, String model) {
        ObjectNode body = JsonCodec.object().put("model", model);
        if (asked.path("messages").isArray()) {
            body.set("messages", asked.path("messages"));
            copy(asked, body, "tools");
            return openai(body);
        }
        if (asked.path("prompt").isString()) {
            body.putArray("messages")
                    .addObject()
                    .put("role", "user")
                    .put("content", asked.path("prompt").asString());
            return openai(body);
        }
        if (asked.path("contents").isArray()) {
            body.remove("model");
            body.set("contents", asked.path("contents"));
            return dialects.named("gemini", Set.of())
                    .requests()
                    .decode(new RequestSource(JsonCodec.bytes(body), model, false));
        }
        throw Unfit.of(400, "prompt or messages or contents must be provided.", "messages");
    }

    private static void copy(ObjectNode from, ObjectNode into, String name) {
        JsonNode value = from.path(name);
        if (value.isArray()) {
            into.set(name, value);
        }
    }

    /** An OpenAI request. */
    ChatRequest openai(ObjectNode body) {
        return dialects.named("openai", Set.of()).requests().decode(RequestSource.of(JsonCodec.bytes(body)));
    }
}
