package dev.eclusa.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HTTP/1.1 read from a stream: lines, headers, chunks. Strict enough to notice broken framing. */
final class Wire {
    private Wire() {}

    /** One line without its end, or empty at an orderly end of stream before its first byte. */
    static Optional<String> line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (bytes.size() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("ended inside a line");
            }
            bytes.write(next);
        }
        return Optional.of(withoutReturn(bytes.toString(StandardCharsets.ISO_8859_1)));
    }

    static String requiredLine(InputStream in) throws IOException {
        return line(in).orElseThrow(() -> new EOFException("ended before a line"));
    }

    static List<Header> headers(InputStream in) throws IOException {
        var headers = new ArrayList<Header>();
        for (var line = requiredLine(in); !line.isEmpty(); line = requiredLine(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return List.copyOf(headers);
    }

    static Optional<RequestHead> requestHead(InputStream in) throws IOException {
        var start = line(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        var parts = start.get().split(" ", 3);
        if (parts.length < 3) {
            throw new IOException("not a request line: " + start.get());
        }
        return Optional.of(new RequestHead(parts[0], parts[1], headers(in)));
    }

    static byte[] requestBody(InputStream in, List<Header> headers) throws IOException {
        if (isChunked(headers)) {
            return allChunks(in);
        }
        var length = Header.first(headers, "content-length");
        return length.isPresent() ? exactly(in, Integer.parseInt(length.get())) : new byte[0];
    }

    static boolean isChunked(List<Header> headers) {
        return Header.first(headers, "transfer-encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent();
    }

    /** The next chunk; empty at the terminating one, its trailers read. */
    static Optional<byte[]> chunk(InputStream in) throws IOException {
        var size = requiredLine(in);
        int extension = size.indexOf(';');
        int length = Integer.parseInt((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
        if (length == 0) {
            headers(in);
            return Optional.empty();
        }
        var bytes = exactly(in, length);
        if (!requiredLine(in).isEmpty()) {
            throw new IOException("a chunk longer than its size");
        }
        return Optional.of(bytes);
    }

    static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static byte[] allChunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var chunk = chunk(in); chunk.isPresent(); chunk = chunk(in)) {
            body.write(chunk.get());
        }
        return body.toByteArray();
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
