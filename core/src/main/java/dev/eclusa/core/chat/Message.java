package dev.eclusa.core.chat;

import dev.eclusa.core.Json;
import java.util.List;
import java.util.Map;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param content the parts in order; empty when the turn is empty
 * @param extras fields of the message the vocabulary has no word for, by their name in the caller's dialect
 */
public record Message(Role role, List<Content> content, Map<String, Json> extras) {
    public Message {
        content = List.copyOf(content);
        extras = Map.copyOf(extras);
    }

    /** A message of one text. */
    public static Message of(Role role, String text) {
        return new Message(role, List.of(Content.text(text)), Map.of());
    }

    /** All text parts joined, as dialects without parts want it. */
    public String text() {
        StringBuilder joined = new StringBuilder();
        for (Content part : content) {
            if (part instanceof Content.Text text) {
                joined.append(text.text());
            }
        }
        return joined.toString();
    }
}
