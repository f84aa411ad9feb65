package dev.eclusa.app.replayed;

import dev.eclusa.app.ServedFile;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Asks a gateway everything a recording asked, in order. */
final class Replay implements AutoCloseable {
    /** A period of seconds that the recording waited for: as short as it can be and be whole when it is asked for. */
    private static final String SHORTENED = "\"budget_duration\":\"5s\"";

    private final Recording recording;
    private final Path directory;
    private final Set<String> listedFields;
    private final MockUpstream upstream = MockUpstream.start();
    private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
    private final LearnedNames names = new LearnedNames();
    private final List<Verdict> verdicts = new ArrayList<>();
    private Instant periodEnds = Instant.EPOCH;

    private Replay(Recording recording, Path directory, Set<String> listedFields) {
        this.recording = recording;
        this.directory = directory;
        this.listedFields = listedFields;
    }

    /**
     * Replays a whole recording.
     *
     * @param directory for configurations and data
     * @param listedFields fields that are known to be missing
     */
    static List<Verdict> of(Recording recording, Path directory, Set<String> listedFields) {
        try (Replay replay = new Replay(recording, directory, listedFields)) {
            for (Settings settings : Settings.values()) {
                replay.run(settings);
            }
            return List.copyOf(replay.verdicts);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void run(Settings settings) throws IOException {
        List<Exchange> exchanges = recording.of(settings);
        if (exchanges.isEmpty()) {
            return;
        }
        Path file = directory.resolve(settings + ".yaml");
        String yaml = here(Files.readString(recording.configuration()));
        Files.writeString(file, settings.written(yaml));
        upstream.answersBeforeCut(settings != Settings.FIRST);
        Path data = directory.resolve(settings.isOnItsOwn() ? settings.toString() : "data");
        try (ServedFile gateway = ServedFile.start(file, data)) {
            for (int i = 0; i < exchanges.size(); i++) {
                Exchange exchange = exchanges.get(i);
                prepare(exchange, gateway);
                if (exchange.runsBesideTheNext()) {
                    besideTheNext(exchange, exchanges.get(++i), gateway);
                } else {
                    judge(exchange, ask(exchange, gateway));
                }
            }
        }
    }

    private void besideTheNext(Exchange exchange, Exchange next, ServedFile gateway) {
        prepare(next, gateway);
        upstream.hold();
        CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(() -> ask(next, gateway), beside);
        upstream.awaitHeld();
        Answer meanwhile = ask(exchange, gateway);
        upstream.release();
        judge(exchange, meanwhile);
        judge(next, slow.join());
    }

    private void prepare(Exchange exchange, ServedFile gateway) {
        if (exchange.group().equals("budget_reset_job")) {
            LockSupport.parkUntil(periodEnds.plusMillis(50).toEpochMilli());
        }
        recording.before(exchange).forEach(preparation -> prepare(preparation, exchange, gateway));
    }

    private void prepare(Preparation preparation, Exchange exchange, ServedFile gateway) {
        List<Header> headers = Header.list(
                "authorization", "Bearer " + names.in(preparation.key()), "content-type", "application/json");
        String body = names.in(Json.write(preparation.body()));
        if (preparation.ownKey().isPresent()) {
            body = body.replace("\"budget_duration\":\"30s\"", SHORTENED);
        }
        JsonNode made = send(gateway, preparation.method(), preparation.path(), headers, body)
                .json()
                .orElseGet(() -> Json.read("{}").orElseThrow());
        String token = made.path("token").asString(made.path("token_id").asString(""));
        preparation
                .ownKey()
                .ifPresentOrElse(key -> names.learnHash(key, token), () -> names.learn(wanted(exchange), token));
        periodEnds = made.path("budget_reset_at")
                .stringValueOpt()
                .map(Instant::parse)
                .orElse(periodEnds);
        if (preparation.expires()) {
            made.path("expires").stringValueOpt().map(Instant::parse).ifPresent(Replay::waitUntil);
        }
    }

    /** The key an exchange asks for by its hash. */
    private static String wanted(Exchange exchange) {
        return exchange.target().replaceFirst(".*[?&]key=", "");
    }

    private static void waitUntil(Instant instant) {
        while (Instant.now().isBefore(instant.plusMillis(20))) {
            LockSupport.parkUntil(instant.plusMillis(20).toEpochMilli());
        }
    }

    /** A text in which the providers' stand-in is where it is here. */
    private String here(String text) {
        return text.replace("127.0.0.1:9191", "127.0.0.1:" + upstream.port());
    }

    private Answer ask(Exchange exchange, ServedFile gateway) {
        if (!exchange.asksAModel()) {
            gateway.settle();
        }
        List<Header> headers = exchange.headers().stream()
                .map(header -> new Header(header.name(), names.in(header.value())))
                .toList();
        return send(gateway, exchange.method(), names.in(exchange.target()), headers, here(names.in(exchange.sent())));
    }

    private static Answer send(ServedFile gateway, String method, String target, List<Header> headers, String body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.request(method, target, headers, body);
            if (method.equals("HEAD")) {
                var head = client.readHead();
                return Answer.of(head.status(), head.headers(), "");
            }
            return Answer.of(client.read());
        } catch (AssertionError | UncheckedIOException broken) {
            return Answer.none(String.valueOf(broken.getMessage()));
        }
    }

    private void judge(Exchange exchange, Answer here) {
        if (exchange.wasForALicence() && exchange.target().endsWith("/regenerate")) {
            here.json()
                    .ifPresent(made ->
                            names.replace(exchange.namedKey(), made.path("key").asString()));
        }
        exchange.answer()
                .json()
                .ifPresent(there -> here.json().ifPresent(now -> {
                    names.learn(there, now);
                    if (exchange.asksAModel()) {
                        names.learn(there.path("id").asString(""), here.callId());
                    }
                }));
        verdicts.add(Verdict.of(exchange, here, listedFields));
    }

    @Override
    public void close() {
        beside.close();
        upstream.close();
    }
}
