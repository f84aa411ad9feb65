package dev.eclusa.router;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a call's body comes to for the target it is sent to. What is said to the gateway in it reaches no provider.
 *
 * @param request the call
 */
record OutboundBody(DecodedRequest request) {
    /** The body for a target: the client's own bytes edited in place, or written anew in the target's dialect. */
    EncodedRequest forTarget(Target target, Dialect dialect) {
        if (request.passesThrough(target)) {
            return new EncodedRequest(edited(target), List.of());
        }
        return dialect.requests()
                .encode(
                        request.chat(),
                        new RequestTarget(target.model(), target.maxOutput(), target.reasons(), target.quirks()));
    }

    /** The body for a target that goes on with an answer: the same conversation, and the answer so far. */
    EncodedRequest goingOn(Target target, Dialect dialect, String text) {
        ChatRequest asked = request.chat();
        List<Message> messages = new ArrayList<>(asked.messages());
        messages.add(Message.of(Role.ASSISTANT, text));
        return dialect.requests()
                .encode(
                        asked.with(messages, forProvider(asked.extras())),
                        new RequestTarget(target.model(), target.maxOutput(), target.reasons(), target.quirks()));
    }

    /** The extras of a request without what is the gateway's. */
    private Map<String, Json> forProvider(Map<String, Json> asked) {
        Map<String, Json> left = new LinkedHashMap<>(asked);
        left.keySet().removeAll(request.litellm().present());
        request.extras().metadata().ifPresent(rest -> left.put("metadata", new Json(rest)));
        if (request.extras().emptied()) {
            left.remove("metadata");
        }
        return left;
    }

    private byte[] edited(Target target) {
        if (request.form().isPresent()) {
            return request.form().get().with("model", target.model());
        }
        if (request.embedding().isPresent() && !request.isOpenAis()) {
            return request.embedding().get().addressed(target);
        }
        JsonIndex index = request.index();
        BodyEditor editor = new BodyEditor(index);
        boolean named = index.kind(index.find("model")) == '"';
        boolean saidByPath =
                Set.of("gemini", "bedrock").contains(request.call().dialect().name());
        if (!saidByPath && !(named && index.string(index.find("model")).equals(target.model()))) {
            editor.set("model", JsonCodec.text(JsonCodec.string(target.model())));
        }
        if (request.isOpenAis()) {
            editMetadata(editor);
            request.litellm().present().forEach(editor::remove);
        }
        if (request.head().stream() && !request.isResponses() && request.isOpenAis()) {
            editStreamOptions(editor, target);
        }
        return editor.bytes();
    }

    private void editMetadata(BodyEditor editor) {
        request.extras().metadata().ifPresent(rest -> editor.set("metadata", rest));
        if (request.extras().emptied()) {
            editor.remove("metadata");
        }
    }

    /** Usage is always asked for, since it is what the call is charged by; the client sees it only if it asked too. */
    private void editStreamOptions(BodyEditor editor, Target target) {
        if (!request.head().stream()
                || request.head().includeUsage()
                || target.quirks().contains("NO_STREAM_OPTIONS")) {
            return;
        }
        JsonIndex index = request.index();
        int member = index.find("stream_options");
        if (index.kind(member) != '{') {
            editor.set("stream_options", "{\"include_usage\":true}");
            return;
        }
        int start = index.valueStart(member);
        JsonIndex options = JsonIndex.of(index.bytes(), start, index.valueEnd(member) - start);
        byte[] alone = Arrays.copyOfRange(index.bytes(), start, index.valueEnd(member));
        JsonIndex copy = options.count() == 0 ? JsonIndex.EMPTY : JsonIndex.of(alone);
        editor.set(
                "stream_options",
                new String(new BodyEditor(copy).set("include_usage", "true").bytes(), StandardCharsets.UTF_8));
    }
}
