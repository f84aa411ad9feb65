package dev.eclusa.router;

/** Text that came from outside, made fit to stand in a header. */
final class HeaderText {
    private static final int LONGEST = 2048;

    private HeaderText() {}

    /** The text with whatever is no visible ASCII shown as a question mark, cut where it gets too long. */
    static String safe(String text) {
        return isPlain(text)
                ? text
                : text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("[^!-~]", "?");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return text.length() <= LONGEST;
    }
}
