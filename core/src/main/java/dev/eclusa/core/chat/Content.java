package dev.eclusa.core.chat;

import dev.eclusa.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a message. Each carries {@code extras}: fields of the part that the vocabulary has no word for, by their name
 * in the caller's dialect; {@code cache_control} (Anthropic's form) is understood by every codec that can use it.
 */
public sealed interface Content {
    /** Fields of the part the vocabulary has no word for. */
    Map<String, Json> extras();

    /** A plain text part. */
    static Text text(String text) {
        return new Text(text, Map.of());
    }

    /** Words. */
    record Text(String text, Map<String, Json> extras) implements Content {}

    /**
     * A picture.
     *
     * @param detail OpenAI's {@code low}, {@code high} or {@code auto}
     */
    record Image(Source source, Optional<String> detail, Map<String, Json> extras) implements Content {}

    /**
     * Sound.
     *
     * @param source inline data; its media type is {@code audio/wav}, {@code audio/mp3} and so on
     */
    record Audio(Source source, Map<String, Json> extras) implements Content {}

    /**
     * A file to read, usually PDF.
     *
     * @param name file name or title, when the caller gave one
     */
    record Document(Source source, Optional<String> name, Map<String, Json> extras) implements Content {
        /** The words of a document that is text in the request itself, for dialects without such documents. */
        public Optional<String> text() {
            boolean words = source instanceof Source.Inline inline
                    && inline.mediaType().toLowerCase(Locale.ROOT).startsWith("text/");
            return words ? decoded(((Source.Inline) source).base64()) : Optional.empty();
        }

        private static Optional<String> decoded(String base64) {
            try {
                return Optional.of(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException broken) {
                return Optional.of(base64);
            }
        }
    }

    /**
     * The model's thinking, delivered or replayed.
     *
     * @param signature the provider's proof that the text is its own; must go back unchanged
     */
    record Thinking(String text, Optional<String> signature, Map<String, Json> extras) implements Content {}

    /**
     * Thinking the provider encrypted.
     *
     * @param data opaque; must go back unchanged
     */
    record RedactedThinking(String data, Map<String, Json> extras) implements Content {}

    /** The model's words for why it will not answer. */
    record Refusal(String text, Map<String, Json> extras) implements Content {}

    /**
     * The model asks for a tool to be run.
     *
     * @param id what the result will refer to; empty only where the dialect has no ids and codecs make them
     * @param name the tool
     * @param arguments a JSON object as text; kept as the model wrote it even when it is malformed
     * @param signature Gemini's thought signature riding on the call
     */
    record ToolCall(String id, String name, Json arguments, Optional<String> signature, Map<String, Json> extras)
            implements Content {}

    /**
     * What a tool returned.
     *
     * @param callId the call's id
     * @param name the tool's name, where the dialect says it (Gemini, Ollama); else looked up in history
     * @param content text, images or documents
     * @param error whether the tool failed
     */
    record ToolResult(
            String callId, Optional<String> name, List<Content> content, boolean error, Map<String, Json> extras)
            implements Content {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /**
     * A part only the caller's own dialect knows (a server tool's block, a citation), carried whole.
     *
     * @param type its type name there
     * @param value the whole part
     */
    record Opaque(String type, Json value) implements Content {
        @Override
        public Map<String, Json> extras() {
            return Map.of();
        }
    }

    /** Where a picture, sound or document is. */
    sealed interface Source {
        /**
         * In the request itself.
         *
         * @param mediaType for example {@code image/png}
         * @param base64 the bytes, standard base64 without line breaks
         */
        record Inline(String mediaType, String base64) implements Source {}

        /**
         * At an address the provider fetches.
         *
         * @param url http(s) or a provider's own scheme
         * @param mediaType where the caller said it
         */
        record Url(String url, Optional<String> mediaType) implements Source {}

        /**
         * Uploaded to one provider before; means nothing to another.
         *
         * @param id the provider's file id
         */
        record FileId(String id) implements Source {}
    }
}
