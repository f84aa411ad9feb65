package dev.eclusa.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ScriptedProviderTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void answersInOrderOnOneConnectionAndRecordsWhatItGot() {
        try (var provider = ScriptedProvider.expecting(2).reply(Reply.json(429, "{\"n\":1}"), Reply.json("{\"n\":2}"));
                var client = RawClient.connect(provider.port())) {
            var first = client.request("POST", "/v1/x?a=1", Header.list("B-b", "1", "a-A", "2"), "héllo")
                    .read();
            var second = client.get("/v1/models", "k").read();

            assertThat(first.status()).isEqualTo(429);
            assertThat(second.text()).isEqualTo("{\"n\":2}");
            var received = provider.awaitRequest(SOON);
            assertThat(received.target()).isEqualTo("/v1/x?a=1");
            assertThat(received.path()).isEqualTo("/v1/x");
            assertThat(received.bodyText()).isEqualTo("héllo");
            assertThat(received.headers()).extracting(Header::name).containsSubsequence("B-b", "a-A");
            assertThat(provider.awaitRequest(SOON).header("Authorization")).contains("Bearer k");
            assertThat(provider.acceptedConnections()).isEqualTo(1);
            provider.verify();
        }
    }

    @Test
    void readsChunkedBodiesAndPicksRepliesByPredicate() {
        try (var provider = ScriptedProvider.expecting(1)
                        .when(request -> request.bodyText().contains("needle"), Reply.html(502, "<html>"));
                var client = RawClient.connect(provider.port())) {
            client.send("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nnee\r\n3;x=y\r\ndle\r\n0\r\n\r\n");

            var answer = client.read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.header("content-type")).contains("text/html; charset=utf-8");
            provider.verify();
        }
    }

    @Test
    void verifyNamesMissingCallsUnscriptedCallsAndRepliesLeftOver() {
        try (var idle = ScriptedProvider.expecting(1).reply(Reply.json("{}"));
                var busy = ScriptedProvider.expecting(0);
                var client = RawClient.connect(busy.port())) {
            assertThat(client.get("/stray", "k").read().status()).isEqualTo(500);

            assertThatThrownBy(idle::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("expected 1 calls, received 0")
                    .hasMessageContaining("1 scripted replies");
            assertThatThrownBy(busy::verify).hasMessageContaining("GET /stray");
        }
    }

    @Test
    void holdsAStreamAtAGateUntilTheTestOpensIt() throws Exception {
        var gate = new Gate();
        try (var provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(Step.data("one"), Step.await(gate), Step.data("two")));
                var client = RawClient.connect(provider.port())) {
            client.post("/", "k", "{}").readHead();
            assertThat(client.readUntil("one")).isEqualTo("data: one\n\n");
            gate.reached().get(5, SECONDS);
            assertThat(provider.mostConcurrentCalls()).isEqualTo(1);

            gate.open();

            assertThat(client.readPiece())
                    .isInstanceOfSatisfying(
                            BodyEvent.Piece.class,
                            piece -> assertThat(piece.text()).isEqualTo("data: two\n\n"));
            assertThat(client.readPiece()).isInstanceOf(BodyEvent.End.class);
            assertThat(provider.awaitRequest(SOON).clientGone()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"EOF", "RESET"})
    void breaksAStreamOffAsScripted(Ending ending) {
        try (var provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(List.of("one")).ending(ending));
                var client = RawClient.connect(provider.port())) {
            var answer = client.post("/", "k", "{}").read();

            assertThat(answer.ending())
                    .isInstanceOfSatisfying(
                            BodyEvent.Cut.class,
                            cut -> assertThat(cut.reason()).contains(ending == Ending.RESET ? "reset" : "ended"));
        } catch (AssertionError headLost) {
            // A reset may overtake the bytes before it; then there is not even a head.
            assertThat(ending).isEqualTo(Ending.RESET);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"EOF", "RESET"})
    void tellsThatTheClientHasGoneWhileAReplyHangs(Ending manner) throws Exception {
        try (var provider =
                ScriptedProvider.expecting(1).reply(Reply.sse(List.of("one")).ending(Ending.HANG))) {
            var client = RawClient.connect(provider.port());
            client.post("/", "k", "{}").readHead();
            var request = provider.awaitRequest(SOON);
            assertThat(request.clientGone()).isNotDone();

            leave(client, manner);

            assertThat(provider.clientGone().get(5, SECONDS)).isSameAs(request);
            provider.awaitOpenConnections(0, SOON);
            assertThat(provider.mostConnections()).isEqualTo(1);
        }
    }

    @Test
    void tellsThatTheClientHasGoneWhenNothingWasEverAnswered() throws Exception {
        try (var provider = ScriptedProvider.expecting(1).reply(Reply.silent())) {
            var client = RawClient.connect(provider.port()).post("/", "k", "{}");
            var request = provider.awaitRequest(SOON);

            client.close();

            request.clientGone().get(5, SECONDS);
            request.answered().get(5, SECONDS);
        }
    }

    @Test
    void tellsThatTheClientHasGoneWhileABigBodyIsBeingWritten() throws Exception {
        try (var provider = ScriptedProvider.expecting(1).reply(Reply.sse(Step.send(new byte[32 << 20])))) {
            var client = RawClient.connect(provider.port(), 4096).post("/", "k", "{}");
            client.readHead();

            client.reset();

            provider.clientGone().get(5, SECONDS);
        }
    }

    @Test
    void aClientThatLeavesAfterTheWholeAnswerHasNotGoneEarly() {
        try (var provider = ScriptedProvider.expecting(1).reply(Reply.json("{}"))) {
            var client = RawClient.connect(provider.port()).get("/", "k");
            client.read();
            client.close();

            provider.awaitOpenConnections(0, SOON);

            assertThat(provider.clientGone()).isNotDone();
        }
    }

    @Test
    void declaresALengthItDoesNotKeep() {
        var truncated = Reply.stream("application/json", Step.send("{\"a\""))
                .framed(new Framing.Declared(100))
                .ending(Ending.EOF);
        try (var provider = ScriptedProvider.expecting(1).reply(truncated);
                var client = RawClient.connect(provider.port())) {
            var answer = client.get("/", "k").read();

            assertThat(answer.complete()).isFalse();
            assertThat(answer.text()).isEqualTo("{\"a\"");
        }
    }

    @Test
    void tricklesAcrossCharactersAndEvents() {
        try (var provider = ScriptedProvider.expecting(1)
                        .reply(Reply.trickle("data: é\n\ndata: b\n\n", 1, Duration.ofNanos(1)));
                var client = RawClient.connect(provider.port())) {
            var answer = client.get("/", "k").readSlowly(7, Duration.ofNanos(1));

            assertThat(answer.text()).isEqualTo("data: é\n\ndata: b\n\n");
            assertThat(answer.complete()).isTrue();
        }
    }

    private static void leave(RawClient client, Ending manner) {
        if (manner == Ending.RESET) {
            client.reset();
        } else {
            client.close();
        }
    }
}
