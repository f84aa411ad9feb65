package dev.eclusa.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request as a {@link ScriptedProvider} received it, and what became of its client. */
public final class Received {
    private final RequestHead head;
    private final byte[] body;
    private final int connection;
    private final CompletableFuture<Void> clientGone = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();

    Received(RequestHead head, byte[] body, int connection) {
        this.head = head;
        this.body = body;
        this.connection = connection;
    }

    /** The method, {@code POST} mostly. */
    public String method() {
        return head.method();
    }

    /** Path and query as they stood in the request line. */
    public String target() {
        return head.target();
    }

    /** The target without its query. */
    public String path() {
        int mark = target().indexOf('?');
        return mark < 0 ? target() : target().substring(0, mark);
    }

    /** Every header in the order received. */
    public List<Header> headers() {
        return head.headers();
    }

    /** The first header of that name, any case. */
    public Optional<String> header(String name) {
        return Header.first(head.headers(), name);
    }

    /** The body, its transfer framing removed. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8 text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The number of the connection it came on, from 1 in the order accepted. */
    public int connection() {
        return connection;
    }

    /** Completes when the client closes its side before its reply has been written to the end. */
    public CompletableFuture<Void> clientGone() {
        return clientGone.copy();
    }

    /** Completes when the reply is done, to its scripted end or because the client has gone. */
    public CompletableFuture<Void> answered() {
        return answered.copy();
    }

    boolean keepsAlive() {
        return head.keepsAlive();
    }

    void markClientGone() {
        clientGone.complete(null);
    }

    void markAnswered() {
        answered.complete(null);
    }

    @Override
    public String toString() {
        return method() + " " + target() + " (" + body.length + " bytes)";
    }
}
