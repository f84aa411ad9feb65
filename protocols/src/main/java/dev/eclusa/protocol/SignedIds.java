package dev.eclusa.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Ids of tool calls that carry a thought signature inside, for dialects that have an id but no field for the signature:
 * {@code <id>__thought__<base64url of the signature>}.
 */
public final class SignedIds {
    private static final String MARK = "__thought__";

    private SignedIds() {}

    /** The id with the signature inside, where there is one. */
    public static String join(String id, Optional<String> signature) {
        return signature
                .map(value -> id
                        + MARK
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .orElse(id);
    }

    /** The id alone. */
    public static String id(String joined) {
        int mark = joined.indexOf(MARK);
        return mark < 0 ? joined : joined.substring(0, mark);
    }

    /** The signature inside an id; empty when there is none or it cannot be read. */
    public static Optional<String> signature(String joined) {
        int mark = joined.indexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(joined.substring(mark + MARK.length()));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
