package dev.eclusa.router.wire;

import dev.eclusa.protocol.ByteSink;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of one connection as their bytes come, cut anywhere. What frames a body (RFC 9112, section 7) is taken
 * out in place, so that a read's worth of body stands in one piece at the front of the array it came in.
 */
final class AnswerReader {
    private static final int LARGEST_HEAD = 64 << 10;
    private static final int LONGEST_LINE = 8 << 10;
    private static final long LARGEST_CHUNK = 1L << 40;

    private final ByteSink heldHead = new ByteSink(512);
    private State state = State.HEAD;
    private @Nullable AnswerHead head;
    private boolean reusable;
    private boolean surplus;
    private boolean lineHasText;
    private int lineLength;
    private int digits;
    private long left;
    private int at;
    private int out;

    private enum State {
        HEAD,
        FIXED,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK,
        CHUNK_END,
        TRAILER,
        UNTIL_CLOSE,
        ENDED
    }

    /** Makes ready for the next answer. */
    void begin() {
        state = State.HEAD;
        head = null;
        reusable = false;
        lineHasText = false;
        lineLength = 0;
        heldHead.take();
    }

    /**
     * Takes the next bytes.
     *
     * @return how many bytes of body there are, now at the front of the array
     * @throws MalformedAnswer when they cannot belong to an answer
     */
    int read(byte[] bytes, int length) {
        at = 0;
        out = 0;
        while (at < length && state != State.ENDED) {
            switch (state) {
                case HEAD -> readHead(bytes, length);
                case FIXED -> readFixed(bytes, length);
                case CHUNK_SIZE -> readSize(bytes[at++]);
                case CHUNK_EXTENSION -> skipExtension(bytes[at++]);
                case CHUNK -> readChunk(bytes, length);
                case CHUNK_END -> readChunkEnd(bytes[at++]);
                case TRAILER -> readTrailer(bytes[at++]);
                case UNTIL_CLOSE -> keep(bytes, length - at);
                case ENDED -> throw new IllegalStateException("over");
            }
        }
        surplus |= at < length;
        return out;
    }

    /** The head, once it is here. */
    @Nullable
    AnswerHead head() {
        return head;
    }

    /** Whether the answer is whole. */
    boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Whether the end of the connection is the end of the answer. */
    boolean endsWithConnection() {
        return state == State.UNTIL_CLOSE;
    }

    /** Whether the connection can carry another call. */
    boolean isReusable() {
        return reusable && !surplus;
    }

    private void readHead(byte[] bytes, int length) {
        int from = at;
        while (at < length) {
            byte next = bytes[at++];
            if (next == '\n') {
                if (!lineHasText) {
                    headEnded(bytes, from);
                    return;
                }
                lineHasText = false;
            } else if (next != '\r') {
                lineHasText = true;
            }
        }
        if (heldHead.length() + at - from > LARGEST_HEAD) {
            throw new MalformedAnswer("The head of the answer is larger than 64 KiB.");
        }
        heldHead.write(bytes, from, at - from);
    }

    private void headEnded(byte[] bytes, int from) {
        AnswerHead read;
        if (heldHead.isEmpty()) {
            read = AnswerHead.parse(bytes, from, at);
        } else {
            byte[] whole = heldHead.write(bytes, from, at - from).take();
            read = AnswerHead.parse(whole, 0, whole.length);
        }
        if (read.status() == 101 || read.status() < 100) {
            throw new MalformedAnswer("The answer changes the protocol.");
        }
        if (read.status() >= 200) {
            head = read;
            frame(read);
        }
    }

    private void frame(AnswerHead read) {
        String connection = read.header("connection");
        reusable = read.isModern() ? !connection.equalsIgnoreCase("close") : connection.equalsIgnoreCase("keep-alive");
        String transfer = read.header("transfer-encoding");
        String sized = read.header("content-length");
        if (read.status() == 204 || read.status() == 304) {
            state = State.ENDED;
        } else if (!transfer.isEmpty()) {
            if (!transfer.equalsIgnoreCase("chunked")) {
                throw new MalformedAnswer("The transfer encoding of the answer is not known.");
            }
            reusable &= sized.isEmpty();
            startSize();
        } else if (!sized.isEmpty()) {
            left = size(sized);
            state = left == 0 ? State.ENDED : State.FIXED;
        } else {
            reusable = false;
            state = State.UNTIL_CLOSE;
        }
    }

    private void readFixed(byte[] bytes, int length) {
        int count = (int) Math.min(left, length - at);
        keep(bytes, count);
        left -= count;
        if (left == 0) {
            state = State.ENDED;
        }
    }

    private void startSize() {
        state = State.CHUNK_SIZE;
        left = 0;
        digits = 0;
        lineLength = 0;
    }

    private void readSize(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = left << 4 | digit;
            digits++;
            if (left > LARGEST_CHUNK) {
                throw new MalformedAnswer("A chunk of the answer has an impossible size.");
            }
        } else if (digits == 0) {
            throw new MalformedAnswer("A chunk of the answer has no size.");
        } else {
            state = State.CHUNK_EXTENSION;
            skipExtension(next);
        }
    }

    private void skipExtension(byte next) {
        bounded();
        if (next == '\n') {
            state = left == 0 ? State.TRAILER : State.CHUNK;
            lineHasText = false;
        }
    }

    private void readChunk(byte[] bytes, int length) {
        int count = (int) Math.min(left, length - at);
        keep(bytes, count);
        left -= count;
        if (left == 0) {
            state = State.CHUNK_END;
        }
    }

    private void readChunkEnd(byte next) {
        if (next == '\n') {
            startSize();
        } else if (next != '\r') {
            throw new MalformedAnswer("A chunk of the answer is longer than it says.");
        }
    }

    private void readTrailer(byte next) {
        bounded();
        if (next == '\n') {
            if (!lineHasText) {
                state = State.ENDED;
            }
            lineHasText = false;
        } else if (next != '\r') {
            lineHasText = true;
        }
    }

    private void bounded() {
        if (++lineLength > LONGEST_LINE) {
            throw new MalformedAnswer("A line between the chunks of the answer is too long.");
        }
    }

    private void keep(byte[] bytes, int count) {
        if (out != at) {
            System.arraycopy(bytes, at, bytes, out, count);
        }
        out += count;
        at += count;
    }

    private static long size(String text) {
        long size = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit < 0 || text.length() > 15) {
                throw new MalformedAnswer("The content length of the answer is not a number.");
            }
            size = size * 10 + digit;
        }
        return size;
    }
}
