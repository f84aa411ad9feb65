package dev.eclusa.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes one reply on one connection and says what is to become of the connection. */
final class ReplyWriter {
    /** What happens to the connection after a reply. */
    enum After {
        KEEP,
        CLOSE,
        RESET,
        /** The client has gone before the reply was done. */
        GONE
    }

    private final OutputStream out;
    private final CompletableFuture<Void> gone;

    ReplyWriter(OutputStream out, CompletableFuture<Void> gone) {
        this.out = out;
        this.gone = gone;
    }

    After write(Reply reply) throws IOException {
        return switch (reply) {
            case Reply.Fixed fixed -> fixed(fixed);
            case Reply.Streamed streamed -> streamed(streamed);
            case Reply.Raw raw -> {
                send(raw.bytes());
                yield end(raw.ending());
            }
            case Reply.Held held -> {
                perform(held.before(), new Framing.UntilClose());
                yield gone.isDone() ? After.GONE : write(held.reply());
            }
            case Reply.Silent silent -> end(Ending.HANG);
            case Reply.Dropped dropped -> end(dropped.ending());
        };
    }

    private After fixed(Reply.Fixed reply) throws IOException {
        var head = head(reply.status(), reply.headers(), new Framing.Declared(reply.body().length));
        var whole = new byte[head.length + reply.body().length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(reply.body(), 0, whole, head.length, reply.body().length);
        send(whole);
        return After.KEEP;
    }

    private After streamed(Reply.Streamed reply) throws IOException {
        send(head(reply.status(), reply.headers(), reply.framing()));
        for (var step : reply.steps()) {
            perform(step, reply.framing());
            if (gone.isDone()) {
                return After.GONE;
            }
        }
        if (reply.ending() != Ending.COMPLETE) {
            return end(reply.ending());
        }
        return finish(reply.framing());
    }

    private After finish(Framing framing) throws IOException {
        return switch (framing) {
            case Framing.Chunked chunked -> {
                send(ascii("0\r\n\r\n"));
                yield After.KEEP;
            }
            case Framing.UntilClose untilClose -> After.CLOSE;
            case Framing.Declared declared -> After.KEEP;
        };
    }

    private void perform(Step step, Framing framing) throws IOException {
        switch (step) {
            case Step.Send send -> sendFramed(send.bytes(), framing);
            case Step.Await await ->
                CompletableFuture.anyOf(await.gate().arrive(), gone).join();
            case Step.Delay delay -> pause(delay.duration());
        }
    }

    private void sendFramed(byte[] bytes, Framing framing) throws IOException {
        if (!(framing instanceof Framing.Chunked)) {
            send(bytes);
            return;
        }
        var size = ascii(Integer.toHexString(bytes.length) + "\r\n");
        var chunk = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        send(chunk);
    }

    private After end(Ending ending) {
        return switch (ending) {
            case COMPLETE -> After.KEEP;
            case EOF -> After.CLOSE;
            case RESET -> After.RESET;
            case HANG -> {
                gone.join();
                yield After.GONE;
            }
        };
    }

    private void pause(Duration duration) throws IOException {
        try {
            gone.get(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException passed) {
            // The pause is over and the client is still there: the usual case.
        } catch (InterruptedException | ExecutionException stopped) {
            throw new IOException("stopped while pausing", stopped);
        }
    }

    private void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static byte[] head(int status, List<Header> headers, Framing framing) {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        switch (framing) {
            case Framing.Chunked chunked -> head.append("transfer-encoding: chunked\r\n");
            case Framing.UntilClose untilClose -> head.append("connection: close\r\n");
            case Framing.Declared declared ->
                head.append("content-length: ").append(declared.length()).append("\r\n");
        }
        return ascii(head.append("\r\n").toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
