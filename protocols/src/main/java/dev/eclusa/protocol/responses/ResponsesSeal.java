package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import java.util.Map;

/**
 * What stands in a reasoning item's {@code encrypted_content}. Signatures and encrypted thoughts of other providers carry a
 * mark, so that they are told apart when a client sends them back, and a provider is never shown another's.
 */
final class ResponsesSeal {
    /** Of encrypted content that a provider of this dialect made; only within the gateway. */
    private static final String NATIVE = "native.";

    private static final String SIGNED = "signed.";
    private static final String REDACTED = "redacted.";

    private ResponsesSeal() {}

    /** The encrypted content of a thought with this signature. */
    static String ofSignature(String signature) {
        return signature.startsWith(NATIVE) ? signature.substring(NATIVE.length()) : SIGNED + signature;
    }

    /** The encrypted content of a thought that came encrypted. */
    static String ofRedacted(String data) {
        return REDACTED + data;
    }

    /** What the encrypted content of an answer's item ends its thought with. */
    static ChatEvent event(String encrypted) {
        if (encrypted.startsWith(REDACTED)) {
            return new ChatEvent.ThinkingRedacted(0, encrypted.substring(REDACTED.length()));
        }
        boolean marked = encrypted.startsWith(SIGNED);
        return new ChatEvent.ThinkingSigned(0, marked ? encrypted.substring(SIGNED.length()) : NATIVE + encrypted);
    }

    /** Whether encrypted content that a client sends back came from a provider of another dialect. */
    static boolean isMarked(String encrypted) {
        return encrypted.startsWith(SIGNED) || encrypted.startsWith(REDACTED);
    }

    /** A thought of a provider of another dialect, sent back. */
    static Content content(String text, String encrypted) {
        return encrypted.startsWith(REDACTED)
                ? new Content.RedactedThinking(encrypted.substring(REDACTED.length()), Map.of())
                : new Content.Thinking(text, java.util.Optional.of(encrypted.substring(SIGNED.length())), Map.of());
    }
}
