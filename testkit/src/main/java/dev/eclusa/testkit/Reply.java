package dev.eclusa.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a {@link ScriptedProvider} does with one request. Immutable, so one reply may serve many requests. */
public sealed interface Reply {
    /** A whole answer with its {@code Content-Length}. */
    record Fixed(int status, List<Header> headers, byte[] body) implements Reply {
        /** The same with one header more. */
        public Fixed with(String name, String value) {
            return new Fixed(status, Replies.plus(headers, new Header(name, value)), body);
        }
    }

    /** A head, then steps, then an ending. */
    record Streamed(int status, List<Header> headers, Framing framing, List<Step> steps, Ending ending)
            implements Reply {
        /** The same with steps more. */
        public Streamed then(Step... more) {
            var all = new ArrayList<>(steps);
            all.addAll(List.of(more));
            return new Streamed(status, headers, framing, List.copyOf(all), ending);
        }

        /** The same with another ending. */
        public Streamed ending(Ending other) {
            return new Streamed(status, headers, framing, steps, other);
        }

        /** The same with another framing. */
        public Streamed framed(Framing other) {
            return new Streamed(status, headers, other, steps, ending);
        }

        /** The same with one header more. */
        public Streamed with(String name, String value) {
            return new Streamed(status, Replies.plus(headers, new Header(name, value)), framing, steps, ending);
        }
    }

    /** Bytes that need not be HTTP, then an ending; {@code COMPLETE} keeps the connection. */
    record Raw(byte[] bytes, Ending ending) implements Reply {}

    /** Another reply, begun only after a step: a slow head. */
    record Held(Step before, Reply reply) implements Reply {}

    /** The request is read and never answered; the connection stays open until the client or the test closes it. */
    record Silent() implements Reply {}

    /** The connection is closed or reset without a byte of answer. */
    record Dropped(Ending ending) implements Reply {}

    /** 200 with a JSON body. */
    static Fixed json(String body) {
        return json(200, body);
    }

    /** A JSON body with a status. */
    static Fixed json(int status, String body) {
        return text(status, "application/json", body);
    }

    /** An HTML page, as proxies and load balancers send in a provider's place. */
    static Fixed html(int status, String body) {
        return text(status, "text/html; charset=utf-8", body);
    }

    /** A text body of any content type. */
    static Fixed text(int status, String contentType, String body) {
        return new Fixed(status, Header.list("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** A chunked 200 of any content type, properly ended unless {@link Streamed#ending} says otherwise. */
    static Streamed stream(String contentType, Step... steps) {
        return new Streamed(
                200, Header.list("content-type", contentType), new Framing.Chunked(), List.of(steps), Ending.COMPLETE);
    }

    /** A chunked 200 of server-sent events, steps to taste. */
    static Streamed sse(Step... steps) {
        return stream("text/event-stream", steps);
    }

    /** A chunked 200 with one nameless server-sent event a payload. */
    static Streamed sse(List<String> payloads) {
        return sse(payloads.stream().map(Step::data).toArray(Step[]::new));
    }

    /** Server-sent events written a few bytes at a time with a pause between: boundaries fall anywhere. */
    static Streamed trickle(String body, int bytesAtOnce, Duration pause) {
        var steps = new ArrayList<Step>();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += bytesAtOnce) {
            steps.add(Step.send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + bytesAtOnce))));
            if (pause.isPositive()) {
                steps.add(Step.delay(pause));
            }
        }
        return sse().then(steps.toArray(Step[]::new));
    }

    /** Exact bytes, kept open afterwards unless the ending says otherwise. */
    static Raw raw(String bytes, Ending ending) {
        return new Raw(bytes.getBytes(StandardCharsets.ISO_8859_1), ending);
    }

    /** A reply begun after the test has opened the gate. */
    static Held after(Gate gate, Reply reply) {
        return new Held(Step.await(gate), reply);
    }

    /** A reply begun after a real pause. */
    static Held after(Duration pause, Reply reply) {
        return new Held(Step.delay(pause), reply);
    }

    /** No answer, ever. */
    static Silent silent() {
        return new Silent();
    }

    /** RST instead of an answer. */
    static Dropped reset() {
        return new Dropped(Ending.RESET);
    }

    /** FIN instead of an answer. */
    static Dropped hangUp() {
        return new Dropped(Ending.EOF);
    }
}
