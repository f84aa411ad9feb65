package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.EventSink;
import java.util.HashSet;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads one choice's thinking: plain text, or details that may repeat it. Remembers the open block, since a detail with
 * the signature may bring the block's whole text once more.
 */
final class OpenAiThoughts {
    private final int choice;
    private final boolean whole;
    private final StringBuilder open = new StringBuilder();

    OpenAiThoughts(int choice, boolean whole) {
        this.choice = choice;
        this.whole = whole;
    }

    void read(JsonNode said, EventSink sink) {
        if (whole) {
            OpenAiThinking.read(said, new HashSet<>()).forEach(block -> block(block, sink));
            return;
        }
        JsonNode details = said.path("reasoning_details");
        boolean detailed = details.valueStream().anyMatch(detail -> text(detail).isPresent());
        if (!detailed || !details.isArray()) {
            OpenAiChoices.string(said.path("reasoning_content"))
                    .or(() -> OpenAiChoices.string(said.path("reasoning")))
                    .ifPresent(text -> think(text, sink));
        }
        if (details.isArray()) {
            details.forEach(detail -> detail(detail, sink));
        }
    }

    /** Reads a content part that is thinking. */
    void part(JsonNode part, EventSink sink) {
        think(OpenAiThinking.words(part.path("thinking"), new StringBuilder()), sink);
        OpenAiChoices.string(part.path("signature")).ifPresent(signature -> sign(signature, sink));
    }

    private void block(Content block, EventSink sink) {
        if (block instanceof Content.Thinking thinking) {
            think(thinking.text(), sink);
            thinking.signature().ifPresent(signature -> sign(signature, sink));
        } else if (block instanceof Content.RedactedThinking redacted) {
            sink.accept(new ChatEvent.ThinkingRedacted(choice, redacted.data()));
        }
    }

    private void detail(JsonNode detail, EventSink sink) {
        OpenAiChoices.string(detail.path("data")).ifPresent(data -> {
            open.setLength(0);
            sink.accept(new ChatEvent.ThinkingRedacted(choice, data));
        });
        Optional<String> signature = OpenAiChoices.string(detail.path("signature"));
        text(detail)
                .filter(text -> signature.isEmpty() || !open.toString().equals(text))
                .ifPresent(text -> think(text, sink));
        signature.ifPresent(value -> sign(value, sink));
    }

    private static Optional<String> text(JsonNode detail) {
        return OpenAiChoices.string(detail.path("text")).or(() -> OpenAiChoices.string(detail.path("summary")));
    }

    private void think(String text, EventSink sink) {
        if (!text.isEmpty()) {
            open.append(text);
            sink.accept(new ChatEvent.ThinkingDelta(choice, text));
        }
    }

    private void sign(String signature, EventSink sink) {
        open.setLength(0);
        sink.accept(new ChatEvent.ThinkingSigned(choice, signature));
    }
}
