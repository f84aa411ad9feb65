package dev.eclusa.router;

/** Text that came from outside, made fit to stand in a header. */
final class HeaderText {
    private static final int LONGEST = 2048;

    private HeaderText() {}

    /** The text with whatever is no visible ASCII shown as a question mark, cut where it gets too long. */
    static String safe(String text) {
        boolean plain = text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return plain
                ? text
                : text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("[^!-~]", "?");
    }
}
