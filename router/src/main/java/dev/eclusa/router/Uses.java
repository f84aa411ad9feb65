package dev.eclusa.router;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.protocol.json.JsonIndex;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** What a request makes use of, beyond conversation. */
final class Uses {
    private Uses() {}

    /** Of a request of the OpenAI dialect that was not decoded. */
    static Set<Capability> of(JsonIndex body) {
        boolean tools = isFilledArray(body, "tools");
        boolean json = body.kind(body.find("response_format")) == '{'
                && !body.raw(body.find("response_format")).contains("\"text\"");
        boolean vision = new String(body.bytes(), StandardCharsets.ISO_8859_1).contains("\"image_url\"");
        return set(tools, json, vision);
    }

    /** Of a request for a response that was not. */
    static Set<Capability> ofResponses(JsonIndex body) {
        int text = body.find("text");
        boolean json = body.kind(text) == '{' && body.raw(text).contains("\"json_");
        boolean vision = new String(body.bytes(), StandardCharsets.ISO_8859_1).contains("\"input_image\"");
        return set(isFilledArray(body, "tools"), json, vision);
    }

    /** Of a request that was. */
    static Set<Capability> of(ChatRequest request) {
        boolean vision = request.messages().stream()
                .anyMatch(message -> message.content().stream().anyMatch(Content.Image.class::isInstance));
        return set(!request.tools().isEmpty(), request.format().isPresent(), vision);
    }

    private static Set<Capability> set(boolean tools, boolean json, boolean vision) {
        if (!tools && !json && !vision) {
            return Set.of();
        }
        Set<Capability> uses = EnumSet.noneOf(Capability.class);
        if (tools) {
            uses.add(Capability.TOOLS);
        }
        if (json) {
            uses.add(Capability.JSON);
        }
        if (vision) {
            uses.add(Capability.VISION);
        }
        return uses;
    }

    private static boolean isFilledArray(JsonIndex body, String name) {
        int member = body.find(name);
        return body.kind(member) == '[' && body.raw(member).length() > 2;
    }
}
