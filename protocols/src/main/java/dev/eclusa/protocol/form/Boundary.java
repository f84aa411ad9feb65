package dev.eclusa.protocol.form;

import dev.eclusa.protocol.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the parts of a body, searched for in great strides: a file may be large, and an event loop waits
 * (Horspool's algorithm, 1980).
 */
final class Boundary {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final byte[] mark;
    private final int[] stride = new int[256];

    private Boundary(String text) {
        this.text = text;
        this.mark = ("\r\n--" + text).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(stride, mark.length);
        for (int i = 0; i < mark.length - 1; i++) {
            stride[mark[i] & 0xff] = mark.length - 1 - i;
        }
    }

    /**
     * Reads it from a content type.
     *
     * @throws InvalidRequest when that names none
     */
    static Boundary of(String contentType) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw InvalidRequest.of(
                    "This path takes a form: send multipart/form-data with the parts 'file' and 'model'.",
                    "content-type");
        }
        Matcher parameter = PARAMETER.matcher(contentType);
        if (!parameter.find()) {
            throw InvalidRequest.of("The content type multipart/form-data names no boundary.", "content-type");
        }
        String quoted = parameter.group(1);
        return new Boundary(quoted == null ? parameter.group(2) : quoted);
    }

    /** The line that begins a part. */
    String line() {
        return "--" + text + "\r\n";
    }

    /** How long the boundary is, with the line end before it. */
    int length() {
        return mark.length;
    }

    /** Where the first part's head begins; -1 when the body has no parts. */
    int first(byte[] body) {
        int length = mark.length - 2;
        boolean atOnce = body.length >= length && Arrays.equals(body, 0, length, mark, 2, mark.length);
        int before = atOnce ? -2 : next(body, 0);
        return before == -1 ? -1 : before + mark.length;
    }

    /** Where the next one begins, the line end before it included; -1 when there is none. */
    int next(byte[] body, int from) {
        int last = mark.length - 1;
        int p = from + last;
        while (p < body.length) {
            if (body[p] == mark[last] && Arrays.equals(body, p - last, p + 1, mark, 0, mark.length)) {
                return p - last;
            }
            p += stride[body[p] & 0xff];
        }
        return -1;
    }
}
