package dev.eclusa.router.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String CHUNKED = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Transfer-Encoding: chunked\r
            X-RateLimit-Remaining-Requests:  7 \r
            \r
            """;

    /** What one answer came to. */
    private record Read(int status, String body, boolean ended, boolean reusable) {}

    private static Read read(AnswerReader reader, byte[] wire, int... cuts) {
        reader.begin();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int from = 0;
        List<Integer> ends = new ArrayList<>(Arrays.stream(cuts).boxed().toList());
        ends.add(wire.length);
        for (int end : ends) {
            byte[] part = Arrays.copyOfRange(wire, from, end);
            body.write(part, 0, reader.read(part, part.length));
            from = end;
        }
        AnswerHead head = reader.head();
        return new Read(
                head == null ? 0 : head.status(),
                body.toString(StandardCharsets.UTF_8),
                reader.hasEnded(),
                reader.isReusable());
    }

    private static Read read(String wire) {
        return read(new AnswerReader(), bytes(wire));
    }

    private static byte[] bytes(String wire) {
        return wire.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsTheSameWhereverItIsCut() {
        byte[] wire =
                bytes(CHUNKED + "5;name=value\r\nHallo\r\nd\r\n, schöne Wel\r\n1\r\nt\r\n0\r\nTrailer: x\r\n\r\n");
        Read whole = new Read(200, "Hallo, schöne Welt", true, true);
        AnswerReader reader = new AnswerReader();
        assertThat(read(reader, wire)).isEqualTo(whole);
        for (int cut = 1; cut < wire.length; cut++) {
            assertThat(read(reader, wire, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
        for (int first = 1; first < wire.length; first += 7) {
            for (int second = first + 1; second < wire.length; second += 5) {
                assertThat(read(reader, wire, first, second)).isEqualTo(whole);
            }
        }
    }

    @Test
    void takesTheFramingOutOfAnyBody() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            byte[] body = new byte[random.nextInt(3000)];
            random.nextBytes(body);
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            wire.writeBytes(bytes(CHUNKED));
            for (int from = 0; from < body.length; ) {
                int size = Math.min(body.length - from, 1 + random.nextInt(900));
                wire.writeBytes(bytes(Integer.toHexString(size) + "\r\n"));
                wire.write(body, from, size);
                wire.writeBytes(bytes("\r\n"));
                from += size;
            }
            wire.writeBytes(bytes("0\r\n\r\n"));
            AnswerReader reader = new AnswerReader();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] all = wire.toByteArray();
            for (int from = 0; from < all.length; ) {
                byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + 1 + random.nextInt(700)));
                out.write(part, 0, reader.read(part, part.length));
                from += part.length;
            }
            assertThat(out.toByteArray()).isEqualTo(body);
            assertThat(reader.hasEnded()).isTrue();
        }
    }

    @Test
    void aSizedAnswerEndsAtItsSize() {
        assertThat(read("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHallo"))
                .isEqualTo(new Read(200, "Hallo", true, true));
        assertThat(read("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHal"))
                .isEqualTo(new Read(200, "Hal", false, true));
        assertThat(read("HTTP/1.1 429 Too Many\r\ncontent-length: 0\r\n\r\n")).isEqualTo(new Read(429, "", true, true));
    }

    @Test
    void whatComesBehindAnAnswerEndsTheConnectionsUse() {
        assertThat(read("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHalloHTTP/1.1 200 OK"))
                .isEqualTo(new Read(200, "Hallo", true, false));
    }

    @Test
    void anAnswerWithoutSizeEndsWithItsConnection() {
        AnswerReader reader = new AnswerReader();
        assertThat(read(reader, bytes("HTTP/1.1 200 OK\r\n\r\nHallo"))).isEqualTo(new Read(200, "Hallo", false, false));
        assertThat(reader.endsWithConnection()).isTrue();
    }

    @Test
    void obeysWhatIsSaidOfTheConnection() {
        assertThat(read("HTTP/1.1 200 OK\r\nConnection: close\r\ncontent-length: 0\r\n\r\n")
                        .reusable())
                .isFalse();
        assertThat(read("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n").reusable())
                .isFalse();
        assertThat(read("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\ncontent-length: 0\r\n\r\n")
                        .reusable())
                .isTrue();
    }

    @Test
    void interimAnswersArePassedOver() {
        assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nlink: x\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"))
                .isEqualTo(new Read(200, "ok", true, true));
    }

    @Test
    void headersAreFoundWhateverTheirCase() {
        AnswerReader reader = new AnswerReader();
        read(reader, bytes(CHUNKED));
        AnswerHead head = java.util.Objects.requireNonNull(reader.head());
        assertThat(head.header("content-type")).isEqualTo("text/event-stream");
        assertThat(head.header("retry-after")).isEmpty();
        List<String> limits = new ArrayList<>();
        head.eachBeginning("x-ratelimit-", (name, value) -> limits.add(name + "=" + value));
        assertThat(limits).containsExactly("X-RateLimit-Remaining-Requests=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hello</html>\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\na: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nabc",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n"
            })
    void whatIsNoAnswerIsSaidSo(String wire) {
        assertThatThrownBy(() -> read(wire)).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void aHeadWithoutEndIsNotHeldForEver() {
        AnswerReader reader = new AnswerReader();
        byte[] filler = bytes("x-filler: " + "y".repeat(1000) + "\r\n");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        reader.read(filler.clone(), filler.length);
                    }
                })
                .isInstanceOf(MalformedAnswer.class);
    }
}
