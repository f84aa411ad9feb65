package dev.eclusa.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP/1.1 client that does exactly what a test says: sends these bytes, reads so much, so slowly, goes away now. One
 * connection, one thread. Every read fails with an {@link AssertionError} after the time-out (10 s unless set).
 */
public final class RawClient implements AutoCloseable {
    private static final int PIECE = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private int most = PIECE;
    private BodyReader body;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), PIECE);
        this.body = new BodyReader(in, new Framing.UntilClose(), PIECE);
    }

    /** A client connected to a loopback port. */
    public static RawClient connect(int port) {
        return connect(port, 0);
    }

    /** A client whose socket takes few bytes in advance, so that a slow reader is felt soon; 0 is the system's size. */
    public static RawClient connect(int port, int receiveBufferBytes) {
        try {
            var socket = new Socket();
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
            return new RawClient(socket);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Sets how long a read may wait. */
    public RawClient timeout(Duration timeout) {
        return doing(() -> socket.setSoTimeout((int) timeout.toMillis()));
    }

    /** Sends text as it stands, ISO 8859-1, line ends included. */
    public RawClient send(String exact) {
        return send(exact.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public RawClient send(byte[] exact) {
        return doing(() -> {
            socket.getOutputStream().write(exact);
            socket.getOutputStream().flush();
        });
    }

    /** Sends a well-formed request with host and content-length added. */
    public RawClient request(String method, String target, List<Header> headers, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nhost: 127.0.0.1:" + socket.getPort() + "\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        head.append("content-length: ").append(bytes.length).append("\r\n\r\n");
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(bytes);
        return send(whole.toByteArray());
    }

    /** Sends a JSON body by POST, with a bearer key. */
    public RawClient post(String target, String key, String json) {
        var headers = Header.list("authorization", "Bearer " + key, "content-type", "application/json");
        return request("POST", target, headers, json);
    }

    /** Sends a GET with a bearer key. */
    public RawClient get(String target, String key) {
        return request("GET", target, Header.list("authorization", "Bearer " + key), "");
    }

    /** Reads the next answer's status line and headers; interim answers (1xx) are skipped. */
    public ResponseHead readHead() {
        return reading(() -> {
            var head = nextHead();
            while (head.status() < 200) {
                head = nextHead();
            }
            body = new BodyReader(in, BodyReader.framingOf(head), most);
            return head;
        });
    }

    /** Reads the next piece of the body, its end, or its untimely end. */
    public BodyEvent readPiece() {
        return reading(() -> body.next());
    }

    /** Reads pieces until the body has given at least this text or ended; returns what came. */
    public String readUntil(String text) {
        var seen = new ByteArrayOutputStream();
        while (!seen.toString(StandardCharsets.UTF_8).contains(text)) {
            if (!(readPiece() instanceof BodyEvent.Piece piece)) {
                throw new AssertionError("the body ended before \"" + text + "\": " + seen);
            }
            seen.writeBytes(piece.bytes());
        }
        return seen.toString(StandardCharsets.UTF_8);
    }

    /** Reads head and body to the end. */
    public Response read() {
        return read(Duration.ZERO);
    }

    /** Reads head and body to the end with a real pause before each piece: a slow client. */
    public Response readSlowly(int bytesAtOnce, Duration pause) {
        most = bytesAtOnce;
        try {
            return read(pause);
        } finally {
            most = PIECE;
        }
    }

    /** Closes the sending side only: the server sees the end of the request stream, answers can still come. */
    public RawClient finishSending() {
        return doing(socket::shutdownOutput);
    }

    /** Goes away in order (FIN); RST follows if answers arrive or lie unread. */
    @Override
    public void close() {
        doing(socket::close);
    }

    /** Goes away at once (RST). */
    public void reset() {
        doing(() -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    private Response read(Duration pause) {
        var head = readHead();
        var bytes = new ByteArrayOutputStream();
        var event = pausedPiece(pause);
        while (event instanceof BodyEvent.Piece piece) {
            bytes.writeBytes(piece.bytes());
            event = pausedPiece(pause);
        }
        return new Response(head, bytes.toByteArray(), event);
    }

    private BodyEvent pausedPiece(Duration pause) {
        if (pause.isPositive()) {
            LockSupport.parkNanos(pause.toNanos());
        }
        return readPiece();
    }

    private ResponseHead nextHead() throws IOException {
        var parts = Wire.requiredLine(in).split(" ", 3);
        var headers = Wire.headers(in);
        return new ResponseHead(
                Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : "", headers, System.nanoTime());
    }

    private interface Action {
        void run() throws IOException;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private RawClient doing(Action action) {
        try {
            action.run();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException failed) {
            throw new AssertionError("no answer to read: " + failed, failed);
        }
    }
}
