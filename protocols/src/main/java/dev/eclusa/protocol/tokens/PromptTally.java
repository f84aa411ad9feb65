package dev.eclusa.protocol.tokens;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Tool;

/** Counts what a prompt is made of: messages, pictures, and the UTF-8 bytes of all its texts. */
final class PromptTally {
    /** Sound is compressed far below text: a second is some 25 tokens and at least 10,000 letters of base64. */
    private static final int SOUND_LETTERS_AS_BYTE = 100;

    private long messages;
    private long images;
    private long bytes;
    private long otherBytes;

    long messages() {
        return messages;
    }

    long images() {
        return images;
    }

    /** Bytes of text. */
    long bytes() {
        return bytes;
    }

    /** Those of them that are no ASCII. */
    long otherBytes() {
        return otherBytes;
    }

    void add(ChatRequest request) {
        for (Message message : request.messages()) {
            messages++;
            message.content().forEach(this::add);
        }
        request.tools().forEach(this::add);
        request.format().ifPresent(this::add);
    }

    private void add(Content part) {
        switch (part) {
            case Content.Text text -> text(text.text());
            case Content.Thinking thinking -> text(thinking.text());
            case Content.RedactedThinking redacted -> text(redacted.data());
            case Content.Refusal refusal -> text(refusal.text());
            case Content.Image image -> images++;
            case Content.Audio audio -> sound(audio.source());
            case Content.Document document -> document(document);
            case Content.ToolCall call -> {
                text(call.name());
                text(call.arguments().text());
            }
            case Content.ToolResult result -> {
                result.name().ifPresent(this::text);
                result.content().forEach(this::add);
            }
            case Content.Opaque opaque -> text(opaque.value().text());
        }
    }

    private void add(Tool tool) {
        switch (tool) {
            case Tool.Function function -> {
                text(function.name());
                function.description().ifPresent(this::text);
                function.parameters().ifPresent(schema -> text(schema.text()));
            }
            case Tool.Hosted hosted -> text(hosted.value().text());
        }
    }

    private void add(ResponseFormat format) {
        if (format instanceof ResponseFormat.JsonSchema schema) {
            schema.description().ifPresent(this::text);
            text(schema.schema().text());
        }
    }

    private void document(Content.Document document) {
        document.name().ifPresent(this::text);
        if (document.source() instanceof Content.Source.Inline inline) {
            bytes += inline.base64().length();
        }
    }

    private void sound(Content.Source source) {
        if (source instanceof Content.Source.Inline inline) {
            bytes += inline.base64().length() / SOUND_LETTERS_AS_BYTE;
        }
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            int length = utf8(text.charAt(i));
            bytes += length;
            otherBytes += length > 1 ? length : 0;
        }
    }

    /** Each half of a surrogate pair is half of its four bytes. */
    private static int utf8(char character) {
        if (character < 0x80) {
            return 1;
        }
        return character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
    }
}
