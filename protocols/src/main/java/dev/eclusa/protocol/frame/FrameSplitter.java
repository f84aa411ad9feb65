package dev.eclusa.protocol.frame;

import dev.eclusa.protocol.MalformedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into frames, wherever the reads happen to split it. The form is read from the first bytes: an
 * answer that should be a stream may come as one document, and the other way round.
 *
 * <p>A length of less than 16 MiB begins with a zero, which no text does: so binary messages are told from all else.
 * Server-sent events follow the WHATWG event-stream format, with {@code \n} or {@code \r\n} as line ends.
 */
public final class FrameSplitter {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event:".getBytes(StandardCharsets.US_ASCII);

    private final boolean linesAreDocuments;
    private final FrameLimits limits;
    private Form form = Form.UNKNOWN;
    private byte[] buffer = new byte[2048];
    private int start;
    private int end;
    private int lineStart;
    private int scan;
    private int dataStart = -1;
    private int dataEnd;
    private boolean dataJoined;
    private String event = "";
    private int depth;
    private boolean inString;
    private boolean escaped;
    private int elementStart = -1;

    /**
     * A splitter for one answer.
     *
     * @param linesAreDocuments whether an answer that begins with a brace is one document a line (Ollama) or one document
     *     in all
     * @param limits how much is held
     */
    public FrameSplitter(boolean linesAreDocuments, FrameLimits limits) {
        this.linesAreDocuments = linesAreDocuments;
        this.limits = limits;
    }

    /** A splitter with the usual limits. */
    public FrameSplitter(boolean linesAreDocuments) {
        this(linesAreDocuments, FrameLimits.DEFAULT);
    }

    /** What the first bytes showed. */
    public enum Form {
        /** Nothing but white space so far. */
        UNKNOWN,
        /** Server-sent events. */
        EVENTS,
        /** One JSON document a line. */
        LINES,
        /** A JSON array, its elements the frames. */
        ARRAY,
        /** Binary messages that say their length ({@link BinaryMessage}). */
        MESSAGES,
        /** One JSON document; its only frame comes at the end. */
        DOCUMENT
    }

    /** What the first bytes showed. */
    public Form form() {
        return form;
    }

    /** Takes the next bytes and hands out every frame they complete. */
    public void feed(byte[] bytes, int offset, int length, FrameSink sink) {
        append(bytes, offset, length);
        if (form == Form.UNKNOWN) {
            detect();
        }
        switch (form) {
            case UNKNOWN, DOCUMENT -> {}
            case EVENTS, LINES -> lines(sink);
            case ARRAY -> elements(sink);
            case MESSAGES -> messages(sink);
        }
        compact();
    }

    /** The bytes are over: hands out a last frame that had no terminator. */
    public void end(FrameSink sink) {
        switch (form) {
            case UNKNOWN, ARRAY, MESSAGES -> {}
            case EVENTS -> {
                if (scan < end) {
                    scan = end;
                }
                if (lineStart < end) {
                    field(lineStart, end);
                }
                dispatch(end, sink);
            }
            case LINES -> line(lineStart, end, end, sink);
            case DOCUMENT -> sink.frame(new Frame("", buffer, start, end - start), start, end);
        }
        start = end;
    }

    /** Whether the array's closing bracket was seen. */
    public boolean arrayClosed() {
        return form == Form.ARRAY && depth < 0;
    }

    private void append(byte[] bytes, int offset, int length) {
        int most = form == Form.DOCUMENT ? limits.document() : limits.event();
        if (end + length - start > most) {
            throw new MalformedAnswer("The provider sent an event larger than the limit of " + most + " bytes.");
        }
        if (end + length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, end + length));
        }
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    private void detect() {
        if (scan < end && buffer[scan] == 0) {
            form = Form.MESSAGES;
            return;
        }
        while (scan < end && (buffer[scan] <= ' ' || isByteOrderMark(scan))) {
            scan += buffer[scan] <= ' ' && buffer[scan] >= 0 ? 1 : 3;
        }
        if (scan >= end) {
            return;
        }
        form = switch (buffer[scan]) {
            case '{' -> linesAreDocuments ? Form.LINES : Form.DOCUMENT;
            case '[' -> Form.ARRAY;
            case '<' -> throw new MalformedAnswer("The provider sent a page instead of an answer.");
            default -> Form.EVENTS;
        };
        start = scan;
        lineStart = scan;
        if (form == Form.ARRAY) {
            scan++;
        }
    }

    private boolean isByteOrderMark(int position) {
        return (buffer[position] & 0xFF) == 0xEF;
    }

    private void lines(FrameSink sink) {
        while (scan < end) {
            if (buffer[scan++] != '\n') {
                continue;
            }
            int lineEnd = scan - 1 > lineStart && buffer[scan - 2] == '\r' ? scan - 2 : scan - 1;
            int from = lineStart;
            lineStart = scan;
            if (form == Form.LINES) {
                line(from, lineEnd, scan, sink);
            } else if (lineEnd == from) {
                dispatch(scan, sink);
            } else {
                field(from, lineEnd);
            }
        }
    }

    private void line(int from, int lineEnd, int rawEnd, FrameSink sink) {
        int to = lineEnd;
        while (to > from && buffer[to - 1] <= ' ') {
            to--;
        }
        if (to > from) {
            sink.frame(new Frame("", buffer, from, to - from), from, rawEnd);
        }
        start = rawEnd;
    }

    private void field(int from, int lineEnd) {
        if (begins(from, lineEnd, DATA)) {
            data(afterColon(from + DATA.length, lineEnd), lineEnd);
        } else if (begins(from, lineEnd, EVENT)) {
            int value = afterColon(from + EVENT.length, lineEnd);
            event = new String(buffer, value, lineEnd - value, StandardCharsets.UTF_8).strip();
        }
    }

    /** The first data line is used where it stands; further ones are joined to it in place, as the format demands. */
    private void data(int from, int to) {
        if (dataStart < 0) {
            dataStart = from;
            dataEnd = to;
            return;
        }
        buffer[dataEnd++] = '\n';
        System.arraycopy(buffer, from, buffer, dataEnd, to - from);
        dataEnd += to - from;
        dataJoined = true;
    }

    private void dispatch(int rawEnd, FrameSink sink) {
        if (dataStart >= 0) {
            int to = dataEnd;
            while (to > dataStart && buffer[to - 1] == ' ') {
                to--;
            }
            int from = dataJoined ? -1 : start;
            sink.frame(new Frame(event, buffer, dataStart, to - dataStart), from, rawEnd);
        }
        start = rawEnd;
        dataStart = -1;
        dataJoined = false;
        event = "";
    }

    private void elements(FrameSink sink) {
        for (; scan < end; scan++) {
            byte b = buffer[scan];
            if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                if (depth++ == 0) {
                    elementStart = scan;
                }
            } else if ((b == '}' || b == ']') && --depth == 0) {
                sink.frame(new Frame("", buffer, elementStart, scan + 1 - elementStart), start, scan + 1);
                start = scan + 1;
                elementStart = -1;
            }
        }
    }

    private void messages(FrameSink sink) {
        int length = BinaryMessage.length(buffer, start, end, limits.event());
        while (length > 0 && length <= end - start) {
            sink.frame(BinaryMessage.frame(buffer, start, length), start, start + length);
            start += length;
            length = BinaryMessage.length(buffer, start, end, limits.event());
        }
    }

    private boolean begins(int from, int to, byte[] name) {
        return to - from >= name.length && Arrays.equals(buffer, from, from + name.length, name, 0, name.length);
    }

    private int afterColon(int from, int to) {
        return from < to && buffer[from] == ' ' ? from + 1 : from;
    }

    private void compact() {
        if (form == Form.ARRAY && elementStart < 0) {
            start = scan;
        }
        if (start == 0) {
            return;
        }
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        scan -= start;
        lineStart -= start;
        if (dataStart >= 0) {
            dataStart -= start;
            dataEnd -= start;
        }
        elementStart -= elementStart >= 0 ? start : 0;
        start = 0;
    }
}
