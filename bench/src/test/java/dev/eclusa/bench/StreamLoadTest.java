package dev.eclusa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StreamLoadTest {
    private final Vertx vertx = Transports.oneLoop();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
    void everyEventOfEveryStreamIsCountedOnce(String path) {
        int port = new Upstream(vertx, 10, 1).listen(0);

        var figures = StreamLoad.run(vertx, "http://127.0.0.1:" + port + path, 3, Duration.ofMillis(1100));

        long eventsEach = path.endsWith("messages") ? 10 + 5 : 10 + 4;
        assertThat(figures.failed()).isZero();
        assertThat(figures.complete()).isGreaterThanOrEqualTo(3);
        assertThat(figures.events()).isEqualTo(figures.complete() * eventsEach);
        assertThat(figures.longestGapMicros()).isPositive();
    }

    @Test
    void aStreamCutShortIsAFailure() {
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("data: {}\n\n"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();

        var figures = StreamLoad.run(vertx, "http://127.0.0.1:" + port, 1, Duration.ofMillis(20));

        assertThat(figures.complete()).isZero();
        assertThat(figures.failed()).isPositive();
    }

    @Test
    void eventsAreCountedHoweverTheyAreCut() {
        var counter = new EventCounter();

        int events = List.of("data: a\n", "\ndata: [DO", "NE]\n", "\n").stream()
                .mapToInt(text -> counter.count(Buffer.buffer(text)))
                .sum();

        assertThat(events).isEqualTo(2);
        assertThat(counter.terminated()).isTrue();
    }

    @Test
    void anAnswerIsAsBigAsARealOne() {
        assertThat(Answers.openai(100).whole().length()).isBetween(700, 1000);
        assertThat(Answers.openai(100).events().get(5).length()).isBetween(150, 250);
        assertThat(Answers.anthropic(100).whole().length()).isBetween(600, 1000);
    }

    @Test
    void theCpuTimeOfThisProcessIsSeen() {
        var self = new ProcessTree(ProcessHandle.current().pid());

        assertThat(self.cpuMicros()).isPositive();
        assertThat(self.residentMegabytes()).isGreaterThan(10);
    }
}
