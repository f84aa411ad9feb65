package dev.eclusa.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One connection's requests and replies, in turn, until one side has had enough. */
final class Conversation {
    private final Socket socket;
    private final int number;
    private final Function<Received, Reply> script;
    private final Consumer<Received> gone;
    private final Connections connections;
    private final WatchedInput in;

    Conversation(
            Socket socket,
            int number,
            Function<Received, Reply> script,
            Consumer<Received> gone,
            Connections connections)
            throws IOException {
        this.socket = socket;
        this.number = number;
        this.script = script;
        this.gone = gone;
        this.connections = connections;
        socket.setTcpNoDelay(true);
        in = new WatchedInput(socket.getInputStream(), "provider-watch-" + number);
    }

    void run() throws IOException {
        var keep = true;
        while (keep) {
            var request = read();
            if (request.isEmpty()) {
                return;
            }
            keep = answer(request.get());
        }
    }

    private Optional<Received> read() throws IOException {
        var head = Wire.requestHead(in);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        if (Header.first(head.get().headers(), "expect").isPresent()) {
            socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        var body = Wire.requestBody(in, head.get().headers());
        return Optional.of(new Received(head.get(), body, number));
    }

    private boolean answer(Received request) throws IOException {
        connections.callBegun();
        try {
            var after = write(script.apply(request));
            if (after == ReplyWriter.After.GONE) {
                gone.accept(request);
            }
            if (after == ReplyWriter.After.RESET) {
                socket.setSoLinger(true, 0);
            }
            return after == ReplyWriter.After.KEEP && request.keepsAlive();
        } finally {
            connections.callEnded();
            request.markAnswered();
        }
    }

    private ReplyWriter.After write(Reply reply) throws IOException {
        try {
            return new ReplyWriter(socket.getOutputStream(), in.gone()).write(reply);
        } catch (SocketException refused) {
            return ReplyWriter.After.GONE;
        }
    }
}
