package dev.eclusa.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A socket's input, read ahead all the time by a thread of its own, so that the peer's close is seen at once, even while
 * nobody asks for bytes.
 */
final class WatchedInput extends InputStream {
    private static final byte[] END = {};

    private final LinkedBlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private byte[] current = {};
    private int position;
    private boolean ended;

    WatchedInput(InputStream socket, String name) {
        Thread.ofVirtual().name(name).start(() -> pump(socket));
    }

    /** Completes when the peer has closed or reset its side. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == current.length && !refill()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, offset, count);
        position += count;
        return count;
    }

    private boolean refill() throws IOException {
        if (ended) {
            return false;
        }
        try {
            current = pieces.take();
        } catch (InterruptedException interrupted) {
            throw new IOException("interrupted while reading", interrupted);
        }
        position = 0;
        ended = current.length == 0;
        return !ended;
    }

    private void pump(InputStream socket) {
        var buffer = new byte[16 * 1024];
        try {
            for (int count = socket.read(buffer); count >= 0; count = socket.read(buffer)) {
                pieces.add(Arrays.copyOf(buffer, count));
            }
        } catch (IOException reset) {
            // A reset is an end like any other here; whoever reads sees the stream end.
        } finally {
            pieces.add(END);
            gone.complete(null);
        }
    }
}
