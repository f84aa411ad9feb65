package dev.eclusa.protocol.form;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body in parts, read in place: where each part is, and what its name is. Files are not looked into. */
public final class MultipartForm {
    private static final int MOST_PARTS = 1000;
    private static final int LARGEST_HEAD = 16 << 10;
    private static final Pattern NAME =
            Pattern.compile("[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile("[;\\s]filename\\*?=", Pattern.CASE_INSENSITIVE);

    private final byte[] body;
    private final Boundary boundary;
    private final List<Part> parts = new ArrayList<>();

    /** One part. */
    private record Part(String name, boolean file, int start, int end) {}

    private MultipartForm(byte[] body, Boundary boundary) {
        this.body = body;
        this.boundary = boundary;
    }

    /**
     * Reads a body.
     *
     * @throws InvalidRequest when it is no form, or cut off
     */
    public static MultipartForm read(byte[] body, String contentType) {
        MultipartForm form = new MultipartForm(body, Boundary.of(contentType));
        form.index();
        return form;
    }

    private void index() {
        int at = boundary.first(body);
        while (at >= 0 && !isEnd(at)) {
            int head = lineEnd(at);
            int end = boundary.next(body, head - 2);
            int blank = blank(head - 2, end);
            if (end < 0 || parts.size() == MOST_PARTS) {
                throw malformed();
            }
            parts.add(part(new String(body, head, Math.max(0, blank - head), StandardCharsets.UTF_8), blank + 4, end));
            at = end + boundary.length();
        }
        if (at < 0) {
            throw malformed();
        }
    }

    /** Whether the boundary before was the last. */
    private boolean isEnd(int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    /** Where the line after a boundary begins; white space may follow the boundary. */
    private int lineEnd(int at) {
        for (int p = at; p + 1 < body.length && p - at < 100; p++) {
            if (body[p] == '\r' && body[p + 1] == '\n') {
                return p + 2;
            }
        }
        throw malformed();
    }

    /** Where the empty line after a part's head begins, with the line end before it. */
    private int blank(int from, int end) {
        int most = Math.min(end, from + LARGEST_HEAD);
        for (int p = from; p + 3 < most; p++) {
            if (body[p] == '\r' && body[p + 1] == '\n' && body[p + 2] == '\r' && body[p + 3] == '\n') {
                return p;
            }
        }
        if (end - 2 >= from && end - 2 <= most && body[end - 2] == '\r') {
            return end - 2;
        }
        throw malformed();
    }

    private static Part part(String head, int start, int end) {
        String disposition = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .findFirst()
                .orElse("");
        Matcher name = NAME.matcher(disposition);
        String found = !name.find() ? "" : name.group(1) == null ? name.group(2) : name.group(1);
        return new Part(found, FILE.matcher(disposition).find(), Math.min(start, end), end);
    }

    private static InvalidRequest malformed() {
        return InvalidRequest.of("The body is not the form its content type says it is, or was cut off.", "body");
    }

    /** Whether there is a part of this name that is a file. */
    public boolean hasFile(String name) {
        return parts.stream().anyMatch(part -> part.file() && part.name().equals(name));
    }

    /** The texts of all parts of a name. */
    public List<String> texts(String name) {
        return parts.stream()
                .filter(part -> !part.file() && part.name().equals(name))
                .map(part -> new String(body, part.start(), part.end() - part.start(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The text of a part; empty where there is no such part. */
    public Optional<String> text(String name) {
        return find(name)
                .map(part -> new String(body, part.start(), part.end() - part.start(), StandardCharsets.UTF_8));
    }

    private Optional<Part> find(String name) {
        return parts.stream()
                .filter(part -> !part.file() && part.name().equals(name))
                .findFirst();
    }

    /** How many bytes of text there are, files apart. */
    public int textLength() {
        return parts.stream()
                .filter(part -> !part.file())
                .mapToInt(part -> part.end() - part.start())
                .sum();
    }

    /** The body with another text in a part, which is added where it is not there; all else stays as it came. */
    public byte[] with(String name, String text) {
        Optional<Part> there = find(name);
        ByteSink out = new ByteSink(body.length + 256);
        if (there.isPresent()) {
            int end = there.get().end();
            out.write(body, 0, there.get().start()).write(text);
            return out.write(body, end, body.length - end).take();
        }
        out.write(boundary.line()).write("Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
        return out.write(text).write("\r\n").write(body).take();
    }
}
