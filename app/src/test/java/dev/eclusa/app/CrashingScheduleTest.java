package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The gateway is killed while calls of every fate are under way, and started again. Afterwards the rows, the sums by day and
 * what key, team and organization have spent say the same, and every answer that was received whole has one row.
 */
class CrashingScheduleTest {
    private static final int LIVES = 3;
    private static final int CALLERS = 12;
    private static final String MASTER = "sk-test-master";

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void rowsSumsAndSpendingAgreeThoughTheGatewayWasKilled(long seed) throws Exception {
        Random random = new Random(seed);
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (ScriptedProvider first = Fate.provider(Reply.json(500, "{\"error\":{\"message\":\"down\"}}"));
                ScriptedProvider second = Fate.provider(Reply.json(Fate.ANSWER))) {
            String key = "";
            for (int life = 0; life < LIVES; life++) {
                try (GatewayProcess gateway = start(first, second)) {
                    key = key.isEmpty() ? keyOf(gateway) : key;
                    live(gateway, key, life, random, received);
                }
            }
            try (GatewayProcess gateway = start(first, second)) {
                Cost all = sum(rows(gateway));
                assertThat(dollars(gateway, "/ai/usage", "/summary/total_cost")).isEqualByComparingTo(all.dollars());
                assertThat(dollars(gateway, "/key/info?key=" + key, "/info/spend"))
                        .isEqualByComparingTo(all.dollars());
                assertThat(dollars(gateway, "/team/info?team_id=t", "/team_info/spend"))
                        .isEqualByComparingTo(all.dollars());
                assertThat(dollars(gateway, "/organization/info?organization_id=o", "/spend"))
                        .isEqualByComparingTo(all.dollars());
                gateway.terminate();
                gateway.exitCode();
            }
        }
        sameAsReceived(received);
    }

    /** Calls until a moment in the middle of them, at which the gateway is killed. */
    private static void live(GatewayProcess gateway, String key, int life, Random random, Queue<String> received)
            throws Exception {
        int before = received.size();
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = life + "-" + caller;
                Random fates = new Random(random.nextLong());
                callers.add(threads.submit(() -> callUntilKilled(gateway.port(), key, name, fates, received)));
            }
            int enough = before + 20 + random.nextInt(40);
            while (received.size() < enough && gateway.isAlive()) {
                Thread.onSpinWait();
            }
            gateway.kill();
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
    }

    private static void callUntilKilled(int port, String key, String name, Random fates, Queue<String> received) {
        try {
            for (int call = 0; ; call++) {
                Fate fate = Fate.any(fates);
                String id = name + "-" + call;
                fate.call(port, key, id)
                        .filter(answer -> fate.isWhole() && answer.complete() && answer.status() == 200)
                        .ifPresent(answer -> received.add(id));
            }
        } catch (RuntimeException | AssertionError killed) {
            return;
        }
    }

    private void sameAsReceived(Queue<String> received) throws IOException {
        try (LedgerStore ledger = LedgerStore.open(data.resolve("data"), LedgerStore.LedgerSettings.DEFAULT)) {
            List<CallRow> rows = ledger.calls(CallQuery.newest(100_000));
            assertThat(rows).extracting(row -> row.begin().callId()).doesNotHaveDuplicates();
            Map<String, CallRow> whole = rows.stream()
                    .filter(row -> row.outcome() == Outcome.SUCCESS)
                    .collect(Collectors.toMap(row -> row.begin().requestId(), Function.identity()));
            assertThat(whole.keySet()).containsAll(received);
            assertThat(whole.values()).allMatch(row -> row.cost().orElseThrow().equals(Fate.SOLD_EACH));
            assertThat(rows).as("calls that the kill cut off").anyMatch(row -> row.outcome() != Outcome.SUCCESS);
        }
    }

    private GatewayProcess start(ScriptedProvider first, ScriptedProvider second) throws IOException {
        String deployments = "";
        String providers = "";
        int number = 0;
        for (ScriptedProvider provider : List.of(first, second)) {
            String name = "p" + number++;
            providers += "  " + name + ": { preset: openai, base_url: \"" + provider.uri() + "\", api_key: x }\n";
            deployments += "      - { provider: " + name + ", model: real, price: { input: 1, output: 2 } }\n";
        }
        return GatewayProcess.start(
                data,
                "server: { port: 0 }\nauth: { master_key: " + MASTER + " }\nproviders:\n"
                        + providers + "models:\n  - name: m\n    deployments:\n" + deployments
                        + "resilience: { breaker: { failure_threshold: 100000, minimum_calls: 100000 } }\n");
    }

    private static String keyOf(GatewayProcess gateway) {
        ask(gateway, "POST", "/organization/new", "{\"organization_id\":\"o\",\"max_budget\":100}");
        ask(gateway, "POST", "/team/new", "{\"team_id\":\"t\",\"organization_id\":\"o\"}");
        return ask(gateway, "POST", "/key/generate", "{\"team_id\":\"t\",\"max_budget\":50}")
                .path("key")
                .asString();
    }

    private static List<JsonNode> rows(GatewayProcess gateway) {
        List<JsonNode> rows = new ArrayList<>();
        ask(gateway, "GET", "/spend/logs", "").forEach(rows::add);
        return rows;
    }

    private static Cost sum(List<JsonNode> rows) {
        return rows.stream()
                .map(row -> Cost.ofDollars(row.path("spend").decimalValue()))
                .reduce(Cost.ZERO, Cost::plus);
    }

    private static BigDecimal dollars(GatewayProcess gateway, String path, String pointer) {
        return ask(gateway, "GET", path, "").at(pointer).decimalValue();
    }

    private static JsonNode ask(GatewayProcess gateway, String method, String path, String body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            List<Header> headers = Header.list("Authorization", "Bearer " + MASTER, "Content-Type", "application/json");
            Response answer = client.request(method, path, headers, body).read();
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return JsonCodec.answer(answer.body(), 0, answer.body().length);
        }
    }
}
