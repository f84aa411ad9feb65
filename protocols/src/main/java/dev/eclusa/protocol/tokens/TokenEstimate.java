package dev.eclusa.protocol.tokens;

import dev.eclusa.core.chat.ChatRequest;

/**
 * Tokens estimated from lengths. A prompt is 8 tokens a message, a token for each 3 bytes of text and schema (for each 2
 * where most of it is not ASCII), and 1,500 an image: about twice what models count of plain text. What a provider adds on
 * its own (instructions for tools, pages of a document turned into pictures, cached contents) is not in it.
 */
public final class TokenEstimate {
    /** What a message costs beside its words. */
    public static final int A_MESSAGE = 8;

    /** What a picture costs. */
    public static final int AN_IMAGE = 1_500;

    private static final int ASCII_BYTES = 3;
    private static final int OTHER_BYTES = 2;
    private static final int ASCII_CHARACTERS = 4;
    private static final int OTHER_CHARACTERS = 2;
    private static final int SHORTEST_PICTURE = 512;

    private TokenEstimate() {}

    /** The prompt's tokens, from every text in the request. */
    public static long of(ChatRequest request) {
        PromptTally tally = new PromptTally();
        tally.add(request);
        return prompt(tally.messages(), tally.images(), tally.bytes(), tally.otherBytes());
    }

    /**
     * The prompt's tokens, from the body as it came: more than {@link #of}, by the body's syntax. At most as many runs of
     * base64 as there are images are not taken for text.
     */
    public static long fromBody(byte[] body, int messageCount, int imageCount) {
        long text = body.length;
        long other = 0;
        int run = 0;
        int pictures = imageCount;
        for (byte b : body) {
            other += b < 0 ? 1 : 0;
            if (isBase64(b)) {
                run++;
                continue;
            }
            if (run >= SHORTEST_PICTURE && pictures > 0) {
                pictures--;
                text -= run;
            }
            run = 0;
        }
        return prompt(messageCount, imageCount, text, other);
    }

    /** The tokens of text that was delivered before an answer broke off. */
    public static long delivered(CharSequence text) {
        long ascii = text.chars().filter(character -> character < 0x80).count();
        return delivered(ascii, text.length() - ascii);
    }

    /** The tokens of so many characters, ASCII and other. */
    public static long delivered(long ascii, long other) {
        return ceil(ascii, ASCII_CHARACTERS) + ceil(other, OTHER_CHARACTERS);
    }

    private static long prompt(long messages, long images, long bytes, long otherBytes) {
        boolean mostlyOther = otherBytes * 2 > bytes;
        return messages * A_MESSAGE + images * AN_IMAGE + ceil(bytes, mostlyOther ? OTHER_BYTES : ASCII_BYTES);
    }

    /** Letters of base64, and the backslash that may stand before its slashes. */
    private static boolean isBase64(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '/' && b <= '9')
                || b == '+'
                || b == '='
                || b == '\\';
    }

    private static long ceil(long count, int each) {
        return (count + each - 1) / each;
    }
}
