package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second deployment asked while the first is slow: the first answer wins, both are accounted, no place is kept. */
class HedgingTest {
    private static final Reply WELL = Reply.json(Chunks.ANSWER);
    private static final Reply SLOW = Reply.after(new Gate(), WELL);
    private static final Reply BUSY = Reply.json(503, "{\"error\":{\"message\":\"busy\"}}");
    private static final Reply STREAM = Reply.sse(
            Chunks.role(), Chunks.text("Hi"), Chunks.text(" you"), Chunks.stop(), Chunks.usage(), Chunks.done());

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider a, ScriptedProvider b, String after) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers:
                  a: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k, max_concurrent: 1 }
                  b: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k, max_concurrent: 1 }
                models:
                  - name: m
                    deployments:
                      - { provider: a, model: x, order: 0, price: { input: 1, output: 2 } }
                      - { provider: b, model: y, order: 1, price: { input: 1, output: 2 } }
                routing: { hedge: { enabled: true, after: %s } }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(TestGateway.MASTER, a.port(), b.port(), after));
    }

    private static String chat(String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    }

    private static List<Outcome> outcomes(CallRow row) {
        return row.attempts().stream().map(Attempt::outcome).toList();
    }

    @Test
    void theSecondAnswersWhileTheFirstIsSlowAndBothAreCharged() {
        try (ScriptedProvider slow = ScriptedProvider.expecting(2).reply(SLOW).reply(WELL);
                ScriptedProvider quick = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(slow, quick, "100ms")) {
            Response answer = gateway.chat(chat(""));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-eclusa-provider")).contains("b");
            assertThat(answer.header("x-eclusa-attempts")).contains("2");
            CallRow row = gateway.rows().getFirst();
            assertThat(outcomes(row)).containsExactly(Outcome.CANCELLED, Outcome.SUCCESS);
            assertThat(row.provider()).isEqualTo("b");
            long dropped = row.attempts().getFirst().cost().orElseThrow().nanos();
            long won = row.attempts().getLast().cost().orElseThrow().nanos();
            assertThat(dropped).isPositive();
            assertThat(row.cost().orElseThrow().nanos()).isEqualTo(dropped + won);
            assertThat(gateway.chat(chat("")).header("x-eclusa-provider"))
                    .as("the place at a was given back")
                    .contains("a");
            slow.verify();
            quick.verify();
        }
    }

    @Test
    void nobodyElseIsAskedWhereTheFirstIsInTime() {
        try (ScriptedProvider first = ScriptedProvider.expecting(1).reply(WELL);
                ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(first, none, "30s")) {
            assertThat(gateway.chat(chat("")).header("x-eclusa-attempts")).contains("1");
            none.verify();
        }
    }

    @Test
    void theUsualTimeIsUnknownAtFirstSoNobodyElseIsAsked() {
        try (ScriptedProvider first = ScriptedProvider.expecting(1).reply(WELL);
                ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(first, none, "p95")) {
            assertThat(gateway.chat(chat("")).status()).isEqualTo(200);
            none.verify();
        }
    }

    @Test
    void aFirstThatFailsMeanwhileIsNotMissed() {
        Reply late = Reply.after(Duration.ofMillis(400), WELL);
        try (ScriptedProvider fails = ScriptedProvider.expecting(1).reply(Reply.after(Duration.ofMillis(150), BUSY));
                ScriptedProvider answers = ScriptedProvider.expecting(1).reply(late);
                TestGateway gateway = gateway(fails, answers, "20ms")) {
            Response answer = gateway.chat(chat(""));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-eclusa-provider")).contains("b");
            assertThat(gateway.rows().getFirst().attempts()).hasSize(2);
        }
    }

    @Test
    void aStreamComesWholeFromOneOfThem() {
        try (ScriptedProvider slow = ScriptedProvider.expecting(1).reply(Reply.after(new Gate(), STREAM));
                ScriptedProvider quick = ScriptedProvider.expecting(1).reply(STREAM);
                TestGateway gateway = gateway(slow, quick, "50ms")) {
            Response answer = gateway.chat(chat(",\"stream\":true"));
            assertThat(answer.text().split("\"content\":\"Hi\"", -1)).hasSize(2);
            assertThat(answer.text()).endsWith("data: [DONE]\n\n");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(outcomes(row)).containsExactly(Outcome.CANCELLED, Outcome.SUCCESS);
        }
    }

    @Test
    void bothFailingIsOneFailure() {
        try (ScriptedProvider one = ScriptedProvider.expecting(1).reply(Reply.after(Duration.ofMillis(150), BUSY));
                ScriptedProvider other = ScriptedProvider.expecting(1).reply(BUSY);
                TestGateway gateway = gateway(one, other, "50ms")) {
            assertThat(gateway.chat(chat("")).status()).isEqualTo(503);
            assertThat(gateway.rows()).hasSize(1);
            one.verify();
            other.verify();
        }
    }
}
