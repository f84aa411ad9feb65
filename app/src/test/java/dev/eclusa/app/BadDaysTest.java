package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.testkit.BodyEvent;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadDaysTest {
    private static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    private static final int CALLERS = 16;

    @TempDir
    Path data;

    private static List<Header> bearer(String... more) {
        List<Header> headers = new ArrayList<>(Header.list(more));
        headers.addAll(
                Header.list("Authorization", "Bearer " + TestGateway.MASTER, "Content-Type", "application/json"));
        return headers;
    }

    private static String yaml(int port) {
        return """
                server: { port: 0, drain: 10s }
                auth: { master_key: %s }
                providers:
                  p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: upstream-secret }
                models:
                  - { name: m, deployments: [ { provider: p, model: real, price: { input: 1, output: 2 } } ] }
                """.formatted(TestGateway.MASTER, port);
    }

    @Test
    void aClientThatDoesNotReadHoldsTheProviderBack() throws Exception {
        Gate all = new Gate();
        String piece = "x".repeat(64 << 10);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            steps.add(Chunks.text(piece));
        }
        steps.addAll(List.of(Step.await(all), Chunks.stop(), Chunks.usage(), Chunks.done()));
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.sse(steps.toArray(Step[]::new)));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()));
                RawClient client = RawClient.connect(gateway.port(), 4096)) {
            client.request("POST", "/v1/chat/completions", bearer(), STREAM);
            client.readHead();
            assertThat(isReached(all, Duration.ofSeconds(2))).isFalse();
            all.open();
            assertThat(rest(client.timeout(Duration.ofSeconds(60)))).isGreaterThan(60L << 20);
            assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.SUCCESS);
        }
    }

    /** Reads the body to its proper end; answers how many bytes it had. */
    private static long rest(RawClient client) {
        long bytes = 0;
        BodyEvent event = client.readPiece();
        while (event instanceof BodyEvent.Piece piece) {
            bytes += piece.bytes().length;
            event = client.readPiece();
        }
        assertThat(event).isInstanceOf(BodyEvent.End.class);
        return bytes;
    }

    private static boolean isReached(Gate gate, Duration within) throws Exception {
        try {
            gate.reached().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    @Test
    void aThousandClientsThatLeaveMidStreamLeaveNothingBehind() {
        Gate never = new Gate();
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, 1000).always(Reply.sse(Chunks.text("first"), Step.await(never)));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                RawClient client = RawClient.connect(gateway.port()).timeout(Duration.ofSeconds(30));
                client.request("POST", "/v1/chat/completions", bearer(), STREAM);
                clients.add(client);
            }
            clients.forEach(client -> {
                client.readHead();
                client.readUntil("first");
            });
            for (int i = 0; i < clients.size(); i++) {
                if (i % 2 == 0) {
                    clients.get(i).close();
                } else {
                    clients.get(i).reset();
                }
            }
            provider.awaitOpenConnections(0, Duration.ofSeconds(20));
            List<CallRow> rows = gateway.allRows();
            assertThat(rows).hasSize(1000).extracting(CallRow::outcome).containsOnly(Outcome.CANCELLED);
            assertThat(rows).extracting(row -> row.begin().callId()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aKillUnderLoadLosesNoAnswerThatWasReceivedAndDoublesNone() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, 1_000_000).always(Reply.json(Chunks.ANSWER));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            GatewayProcess gateway = GatewayProcess.start(data, yaml(provider.port()));
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int number = i;
                running.add(clients.submit(() -> callUntilKilled(gateway.port(), number, received)));
            }
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (received.size() < 2000 && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            gateway.kill();
            for (Future<?> client : running) {
                client.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(received).hasSizeGreaterThan(100);
        Map<String, Integer> rows = new HashMap<>();
        try (LedgerStore ledger = LedgerStore.open(data.resolve("data"), LedgerStore.LedgerSettings.DEFAULT)) {
            ledger.flush();
            ledger.calls(CallQuery.newest(1_000_000)).stream()
                    .filter(row -> row.outcome() == Outcome.SUCCESS)
                    .forEach(row -> rows.merge(row.begin().requestId(), 1, Integer::sum));
        }
        assertThat(rows.keySet()).containsAll(received);
        assertThat(rows.values()).containsOnly(1);
    }

    /** Calls on one connection until it breaks; notes each answer that was received whole. */
    private static void callUntilKilled(int port, int number, Queue<String> received) {
        try (RawClient client = RawClient.connect(port)) {
            for (int call = 0; ; call++) {
                String id = "client-" + number + "-call-" + call;
                client.request("POST", "/v1/chat/completions", bearer("x-request-id", id), CHAT);
                Response answer = client.read();
                if (!answer.complete() || answer.status() != 200) {
                    return;
                }
                received.add(id);
            }
        } catch (RuntimeException | AssertionError killed) {
            return;
        }
    }

    @Test
    void onSigtermStreamsFinishTheLedgerIsStoredAndTheExitCodeIsZero() throws Exception {
        Gate rest = new Gate();
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                .reply(Reply.sse(
                        Chunks.text("first"), Step.await(rest), Chunks.stop(), Chunks.usage(), Chunks.done()))) {
            try (GatewayProcess gateway = GatewayProcess.start(data, yaml(provider.port()));
                    RawClient client = RawClient.connect(gateway.port())) {
                client.request("POST", "/v1/chat/completions", bearer(), STREAM);
                client.readHead();
                client.readUntil("first");
                gateway.terminate();
                rest.open();
                assertThat(client.timeout(Duration.ofSeconds(10)).readUntil("[DONE]"))
                        .contains("[DONE]");
                assertThat(gateway.exitCode()).isZero();
            }
            try (LedgerStore ledger = LedgerStore.open(data.resolve("data"), LedgerStore.LedgerSettings.DEFAULT)) {
                assertThat(ledger.calls(CallQuery.newest(10)))
                        .singleElement()
                        .extracting(CallRow::outcome)
                        .isEqualTo(Outcome.SUCCESS);
            }
        }
    }

    @Test
    void aFullDiskRefusesCallsClearlyAndIsGoneWhenThereIsRoom() throws Exception {
        Path small = Files.createDirectory(data.resolve("small"));
        if (!run("mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", small.toString())) {
            System.out.println("Skipped: no full disk here; mounting a tmpfs needs root and the mount command.");
            return;
        }
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, 1_000_000).always(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(small, "", Map.of("p", provider.port()))) {
            assertThat(gateway.chat(CHAT).status()).isEqualTo(200);
            Path filler = fill(small);
            Response refused = callUntilRefused(gateway);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("accounted").doesNotContain(small.toString());
            Files.delete(filler);
            assertThat(callUntilAnswered(gateway).status()).isEqualTo(200);
        } finally {
            run("umount", small.toString());
        }
    }

    private static Response callUntilRefused(TestGateway gateway) {
        return callUntil(gateway, answer -> answer.status() != 200);
    }

    private static Response callUntilAnswered(TestGateway gateway) {
        return callUntil(gateway, answer -> answer.status() == 200);
    }

    /** Several at a time call until one is answered as wanted: a journal of tens of megabytes is filled by many calls. */
    private static Response callUntil(TestGateway gateway, Predicate<Response> wanted) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        AtomicReference<Response> found = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                threads.submit(() -> callUntil(gateway, wanted, until, found));
            }
        }
        return found.get();
    }

    private static void callUntil(
            TestGateway gateway, Predicate<Response> wanted, long until, AtomicReference<Response> found) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            while (found.get() == null || !wanted.test(found.get())) {
                Response answer = client.request("POST", "/v1/chat/completions", bearer(), CHAT)
                        .read();
                if (wanted.test(answer) || System.nanoTime() > until) {
                    found.set(answer);
                    return;
                }
            }
        }
    }

    private static Path fill(Path directory) throws IOException {
        Path filler = directory.resolve("filler");
        byte[] page = new byte[64 << 10];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void malformedToolArgumentsAreOneAttemptAndPassOn() {
        String answer = Chunks.ANSWER.replace(
                "\"content\":\"Hi\"",
                "\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}]");
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).reply(Reply.json(answer), Reply.json(answer));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            assertThat(gateway.chat(CHAT).text()).contains("\"arguments\":\"{\\\"a\\\":\"");
            Response translated = gateway.post(
                    "/v1/messages",
                    "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                    "x-api-key",
                    TestGateway.MASTER);
            assertThat(translated.text()).contains("\"input\":{\"arguments\":\"{\\\"a\\\":\"}");
            provider.verify();
        }
    }

    @Test
    void aNameThatDoesNotResolveIsABadGatewayWithoutTheName() {
        try (TestGateway gateway = TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                resilience: { retry: { max_attempts: 1 }, timeouts: { connect: 2s } }
                providers:
                  p: { preset: openai, base_url: "http://no-such-host.invalid", api_key: upstream-secret }
                """.formatted(TestGateway.MASTER))) {
            Response answer = gateway.chat(CHAT.replace("\"m\"", "\"p/x\""));
            assertThat(answer.status()).isIn(502, 504);
            assertThat(answer.text()).doesNotContain("no-such-host").contains("provider");
        }
    }

    @Test
    void aCompressedAnswerIsDecodedThoughNobodyAskedForOne() throws Exception {
        var gzip = new java.io.ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(gzip)) {
            out.write(Chunks.ANSWER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Reply reply = new Reply.Fixed(
                200, Header.list("content-type", "application/json", "content-encoding", "gzip"), gzip.toByteArray());
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(reply);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            assertThat(gateway.chat(CHAT).text()).contains("\"content\":\"Hi\"");
            assertThat(provider.requests().getFirst().header("accept-encoding")).contains("identity");
        }
    }

    @Test
    void ambiguousHeadsAreRefusedAndTheConnectionClosed() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestGateway.MASTER
                    + "\r\nContent-Length: " + CHAT.length() + "\r\n";
            for (String bad : List.of(
                    "Transfer-Encoding: chunked\r\n",
                    "Content-Length: 3\r\n",
                    "X-A: b\r\n folded\r\n",
                    "X-A: b\n",
                    "X A: b\r\n",
                    "Transfer-Encoding : chunked\r\n")) {
                try (RawClient client = RawClient.connect(gateway.port())) {
                    Response answer = client.send(head + bad + "\r\n" + CHAT).read();
                    assertThat(answer.status()).as(bad).isEqualTo(400);
                    assertThatThrownBy(() -> client.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
                                    .read())
                            .as(bad)
                            .isNotNull();
                }
            }
        }
    }
}
