package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.CallIds;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes parts of messages as content blocks. */
final class BedrockBlockWriter {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MADE_ID = 24;

    /** Fields that are blocks here and no fields of blocks. */
    private static final Set<String> BLOCKS = Set.of(BedrockCachePoint.MARK, "json", "guardContent", "citations");

    private final Dropped dropped;
    private final boolean cachePoints;
    private final CallIds ids;
    private final Set<String> names = new HashSet<>();

    /** A writer for one request, with cache points or without. */
    BedrockBlockWriter(Dropped dropped, boolean cachePoints) {
        this.dropped = dropped;
        this.cachePoints = cachePoints;
        this.ids = new CallIds(
                id -> dropped.own() || ID.matcher(id).matches() ? id : "tooluse_" + CallIds.hash(id, MADE_ID));
    }

    /** Writes a part, and the cache point behind it. */
    void write(Content part, String at, ArrayNode into) {
        int before = into.size();
        block(part, at, into);
        if (cachePoints && into.size() > before) {
            BedrockCachePoint.write(part.extras(), into);
        }
    }

    private void block(Content part, String at, ArrayNode into) {
        switch (part) {
            case Content.Text text -> text(text, at, into);
            case Content.Refusal refusal -> text(new Content.Text(refusal.text(), refusal.extras()), at, into);
            case Content.Image image -> media("image", image.source(), BedrockMedia::imageFormat, part, at, into);
            case Content.Audio audio -> media("audio", audio.source(), BedrockMedia::audioFormat, part, at, into);
            case Content.Document document -> document(document, at, into);
            case Content.Thinking thinking -> thinking(thinking, at, into);
            case Content.RedactedThinking redacted ->
                into.addObject()
                        .putObject("reasoningContent")
                        .put("redactedContent", BedrockBytes.base64(redacted.data()));
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

    /** Blank texts are refused. */
    private void text(Content.Text text, String at, ArrayNode into) {
        if (dropped.own()) {
            ownText(text, into);
        } else if (!text.text().isBlank()) {
            extras(into.addObject().put("text", text.text()), text, at);
        }
    }

    private static void ownText(Content.Text text, ArrayNode into) {
        Map<String, Json> extras = text.extras();
        if (extras.containsKey("json")) {
            into.addObject().set("json", JsonCodec.tree(new Json(text.text())));
        } else if (extras.containsKey("guardContent")) {
            into.addObject().set("guardContent", JsonCodec.tree(extras.get("guardContent")));
        } else if (extras.containsKey("citations")) {
            into.addObject().set("citationsContent", JsonCodec.tree(extras.get("citations")));
        } else {
            into.addObject().put("text", text.text());
        }
    }

    /** Thinking nobody signed cannot be replayed. */
    private void thinking(Content.Thinking thinking, String at, ArrayNode into) {
        Optional<String> signature = thinking.signature();
        if (signature.isPresent() || dropped.own()) {
            ObjectNode words = into.addObject().putObject("reasoningContent").putObject("reasoningText");
            words.put("text", thinking.text());
            signature.ifPresent(proof -> words.put("signature", proof));
            extras(words, thinking, at);
        }
    }

    /** The name of a format, by media type. */
    private interface Formats {
        Optional<String> of(String mediaType);
    }

    private void media(String kind, Source source, Formats formats, Content part, String at, ArrayNode into) {
        Optional<ObjectNode> written = source(source);
        Optional<String> format = mediaType(source).flatMap(formats::of);
        if (written.isEmpty() || format.isEmpty()) {
            dropped.add(at);
            return;
        }
        ObjectNode node = into.addObject().putObject(kind).put("format", format.get());
        node.set("source", written.get());
        extras(node, part, at);
    }

    private static Optional<String> mediaType(Source source) {
        return switch (source) {
            case Source.Inline inline -> Optional.of(inline.mediaType());
            case Source.Url url -> url.mediaType();
            case Source.FileId id -> Optional.empty();
        };
    }

    /** Where the thing is; nothing is fetched from anywhere but Amazon's own storage. */
    private static Optional<ObjectNode> source(Source source) {
        return switch (source) {
            case Source.Inline inline -> Optional.of(JsonCodec.object().put("bytes", inline.base64()));
            case Source.Url url -> {
                ObjectNode node = JsonCodec.object();
                node.putObject("s3Location").put("uri", url.url());
                yield url.url().startsWith("s3://") ? Optional.of(node) : Optional.empty();
            }
            case Source.FileId id -> Optional.empty();
        };
    }

    private void document(Content.Document document, String at, ArrayNode into) {
        Optional<ObjectNode> source = source(document.source());
        Optional<String> format = mediaType(document.source()).flatMap(BedrockMedia::documentFormat);
        if (source.isEmpty() || format.isEmpty()) {
            dropped.add(at);
            return;
        }
        ObjectNode node = into.addObject().putObject("document").put("format", format.get());
        String said = document.name().orElse("document");
        node.put("name", dropped.own() ? said : unique(said));
        node.set("source", source.get());
        extras(node, document, at);
    }

    /** Names hold letters, digits, single spaces, hyphens and brackets only, and no two are alike (Amazon's reference). */
    private String unique(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9\\s()\\[\\]-]", "-")
                .replaceAll("\\s+", " ")
                .strip();
        String bare = plain.isEmpty() ? "document" : plain.substring(0, Math.min(plain.length(), 190));
        String free = bare;
        for (int i = 2; !names.add(free); i++) {
            free = bare + " (" + i + ")";
        }
        return free;
    }

    private void call(Content.ToolCall call, String at, ArrayNode into) {
        ObjectNode node = into.addObject().putObject("toolUse");
        node.put("toolUseId", ids.call(call));
        node.put("name", call.name());
        node.set("input", dropped.own() ? JsonCodec.tree(call.arguments()) : JsonCodec.object(call.arguments()));
        extras(node, call, at);
    }

    private void result(Content.ToolResult result, String at, ArrayNode into) {
        ObjectNode node = into.addObject().putObject("toolResult");
        node.put("toolUseId", ids.result(result));
        ArrayNode content = node.putArray("content");
        for (Content part : result.content()) {
            block(part, at, content);
        }
        if (result.error()) {
            node.put("status", "error");
        }
        extras(node, result, at);
    }

    private void extras(ObjectNode node, Content part, String at) {
        Map<String, Json> fields = new LinkedHashMap<>(part.extras());
        fields.remove(BedrockCachePoint.MARK);
        if (dropped.own()) {
            fields.keySet().removeAll(BLOCKS);
        }
        dropped.extras(node, fields, at + ".");
    }
}
