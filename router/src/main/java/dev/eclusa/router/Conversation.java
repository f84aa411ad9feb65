package dev.eclusa.router;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.engine.classifying.Prompt;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.protocol.json.JsonIndex;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * What is said in a call, as far as the gateway judges by it where the call goes.
 *
 * @param request the call
 */
record Conversation(DecodedRequest request) {
    /** Providers cache prompts from 1,024 tokens on (OpenAI's and Anthropic's documentation, November 2026). */
    private static final int CACHED_BYTES = 4096;

    /** What is judged of the call when the gateway is to choose the tier. */
    Prompt prompt() {
        ChatRequest chat = request.chat();
        String text = chat.messages().reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .findFirst()
                .map(Conversation::text)
                .orElse("");
        return new Prompt(
                text,
                chat.messages().size(),
                Uses.of(chat).contains(Capability.VISION),
                chat.tools().size());
    }

    private static String text(Message message) {
        return message.content().stream()
                .map(content -> content instanceof Content.Text words ? words.text() : "")
                .collect(Collectors.joining("\n"));
    }

    /** What tells a conversation with a long beginning from others; empty where there is nothing worth caching. */
    String beginning() {
        JsonIndex index = request.index();
        int member = index.find("messages") >= 0
                ? index.find("messages")
                : index.find(request.isResponses() ? "input" : "contents");
        if (member < 0 || index.valueEnd(member) - index.valueStart(member) < CACHED_BYTES) {
            return "";
        }
        CRC32C sum = new CRC32C();
        sum.update(index.bytes(), index.valueStart(member), CACHED_BYTES);
        return Long.toHexString(sum.getValue());
    }
}
