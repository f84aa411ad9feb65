package dev.eclusa.protocol.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Encrypted thinking as bytes. Anthropic's own interface sends a text, Bedrock the same text as bytes in base64; what is no
 * such text stays base64, marked.
 */
final class BedrockBytes {
    private static final String MARK = "bytes:";

    private BedrockBytes() {}

    /** The vocabulary's text of some base64. */
    static String text(String base64) {
        try {
            return text(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            return MARK + base64;
        }
    }

    static String text(byte[] bytes) {
        for (byte one : bytes) {
            if (one <= ' ' || one == 0x7f) {
                return MARK + Base64.getEncoder().encodeToString(bytes);
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** The base64 of the vocabulary's text. */
    static String base64(String text) {
        return text.startsWith(MARK)
                ? text.substring(MARK.length())
                : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
