package dev.eclusa.server;

/** Which of a client's request ids are taken over: short, and of characters that are safe in a header and a log. */
final class RequestIds {
    private static final int LONGEST = 128;

    private RequestIds() {}

    /** The id when it is sane, else empty. */
    static String sane(@org.jspecify.annotations.Nullable String sent) {
        if (sent == null || sent.isEmpty() || sent.length() > LONGEST) {
            return "";
        }
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "-_.:/+=".indexOf(c) < 0) {
                return "";
            }
        }
        return sent;
    }
}
