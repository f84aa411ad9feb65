package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Whatever happens to calls (answers, errors, retries elsewhere, broken streams, clients that leave), the rows, the sums by
 * day, and what key, team and organization have spent say the same; and of whole answers it is what the provider sold.
 */
class RandomScheduleTest {
    private static final int CALLS = 120;

    @TempDir
    Path data;

    private static Map<String, Integer> inOrder(ScriptedProvider first, ScriptedProvider second) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("first", first.port());
        ports.put("second", second.port());
        return ports;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsSumsAndSpendingAgreeWithWhatWasSold(long seed) throws Exception {
        Random random = new Random(seed);
        try (ScriptedProvider first = Fate.provider(Reply.json(500, "{\"error\":{\"message\":\"down\"}}"));
                ScriptedProvider second = Fate.provider(Reply.json(Fate.ANSWER));
                TestGateway gateway = TestGateway.before(
                        data,
                        "resilience: { breaker: { failure_threshold: 100000, minimum_calls: 100000 } }\n",
                        inOrder(first, second))) {
            admin(gateway, "/organization/new", "{\"organization_id\":\"o\",\"max_budget\":100}");
            admin(gateway, "/team/new", "{\"team_id\":\"t\",\"organization_id\":\"o\"}");
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                keys.add(admin(gateway, "/key/generate", "{\"team_id\":\"t\",\"max_budget\":50}")
                        .path("key")
                        .asString());
            }
            List<Future<?>> calls = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
                for (int i = 0; i < CALLS; i++) {
                    Fate fate = Fate.any(random);
                    String key = keys.get(random.nextInt(keys.size()));
                    calls.add(threads.submit(() -> fate.call(gateway.port(), key, "x")));
                }
            }
            for (Future<?> call : calls) {
                call.get();
            }
            agree(gateway, keys);
        }
    }

    private static void agree(TestGateway gateway, List<String> keys) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (gateway.allRows().size() < CALLS) {
            assertThat(System.nanoTime()).as("a row for each call").isLessThan(until);
            Thread.sleep(20);
        }
        List<CallRow> rows = gateway.allRows();
        assertThat(rows).hasSize(CALLS);
        Cost all = sum(rows);
        assertThat(rows.stream().map(CallRow::outcome).distinct().toList())
                .contains(Outcome.SUCCESS, Outcome.INCOMPLETE, Outcome.CANCELLED, Outcome.ERROR);
        List<CallRow> whole =
                rows.stream().filter(row -> row.outcome() == Outcome.SUCCESS).toList();
        assertThat(sum(whole).nanos()).as("what was sold whole").isEqualTo(Fate.SOLD_EACH.nanos() * whole.size());
        assertThat(get(gateway, "/ai/usage").path("summary").path("total_cost").decimalValue())
                .isEqualByComparingTo(all.dollars());
        assertThat(info(gateway, "/organization/info?organization_id=o")).contains(plain(all));
        assertThat(info(gateway, "/team/info?team_id=t")).contains(plain(all));
        BigDecimal ofKeys = BigDecimal.ZERO;
        for (String key : keys) {
            ofKeys = ofKeys.add(get(gateway, "/key/info?key=" + key)
                    .path("info")
                    .path("spend")
                    .decimalValue());
        }
        assertThat(ofKeys).isEqualByComparingTo(all.dollars());
    }

    private static String plain(Cost cost) {
        return "\"spend\":" + cost;
    }

    private static Cost sum(List<CallRow> rows) {
        return rows.stream().map(row -> row.cost().orElseThrow()).reduce(Cost.ZERO, Cost::plus);
    }

    private static JsonNode admin(TestGateway gateway, String path, String body) {
        return json(gateway.post(path, body, "Authorization", "Bearer " + TestGateway.MASTER));
    }

    private static JsonNode get(TestGateway gateway, String path) {
        return json(gateway.get(path, TestGateway.MASTER));
    }

    private static String info(TestGateway gateway, String path) {
        return get(gateway, path).toString();
    }

    private static JsonNode json(Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }
}
