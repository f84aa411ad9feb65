package dev.eclusa.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** A body read piece by piece according to its framing. */
final class BodyReader {
    private final InputStream in;
    private final Framing framing;
    private final int most;
    private long left;

    /** Reads unchunked pieces of at most {@code most} bytes. */
    BodyReader(InputStream in, Framing framing, int most) {
        this.in = in;
        this.framing = framing;
        this.most = most;
        this.left = framing instanceof Framing.Declared declared ? declared.length() : 0;
    }

    static Framing framingOf(ResponseHead head) {
        if (Wire.isChunked(head.headers())) {
            return new Framing.Chunked();
        }
        if (head.status() == 204 || head.status() == 304 || head.status() < 200) {
            return new Framing.Declared(0);
        }
        return head.header("content-length")
                .<Framing>map(length -> new Framing.Declared(Long.parseLong(length)))
                .orElseGet(Framing.UntilClose::new);
    }

    BodyEvent next() throws IOException {
        try {
            return switch (framing) {
                case Framing.Chunked chunked ->
                    Wire.chunk(in)
                            .<BodyEvent>map(bytes -> new BodyEvent.Piece(bytes, System.nanoTime()))
                            .orElseGet(() -> new BodyEvent.End(System.nanoTime()));
                case Framing.UntilClose untilClose -> untilClose();
                case Framing.Declared declared -> declared();
            };
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException broken) {
            return new BodyEvent.Cut(broken.toString(), System.nanoTime());
        }
    }

    private BodyEvent untilClose() throws IOException {
        var buffer = new byte[most];
        int count = in.read(buffer);
        return count < 0
                ? new BodyEvent.End(System.nanoTime())
                : new BodyEvent.Piece(Arrays.copyOf(buffer, count), System.nanoTime());
    }

    private BodyEvent declared() throws IOException {
        if (left == 0) {
            return new BodyEvent.End(System.nanoTime());
        }
        var buffer = new byte[(int) Math.min(left, most)];
        int count = in.read(buffer);
        if (count < 0) {
            return new BodyEvent.Cut("ended " + left + " bytes early", System.nanoTime());
        }
        left -= count;
        return new BodyEvent.Piece(Arrays.copyOf(buffer, count), System.nanoTime());
    }
}
