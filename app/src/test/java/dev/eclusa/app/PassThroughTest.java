package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassThroughTest {
    @TempDir
    Path data;

    @Test
    void bodyAndAnswerPassUntouchedButForModelAndCost() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            Response answer = gateway.chat(
                    "{ \"messages\": [{\"role\":\"user\",\"content\":\"hé\"}],\"model\":\"m\", \"unknown\": [1.50, {}]}");
            assertThat(provider.requests().getFirst().bodyText())
                    .isEqualTo("{ \"messages\": [{\"role\":\"user\",\"content\":\"hé\"}],\"model\":\"real-model\","
                            + " \"unknown\": [1.50, {}]}");
            assertThat(provider.requests().getFirst().path()).isEqualTo("/v1/chat/completions");
            assertThat(provider.requests().getFirst().header("authorization")).contains("Bearer upstream-secret");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(Chunks.ANSWER.replace("\"usage\":{", "\"usage\":{\"cost\":0.0018,"));
            assertThat(answer.header("x-eclusa-cost")).contains("0.0018");
            assertThat(answer.header("x-eclusa-provider")).contains("p");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.cost()).contains(new Cost(1_800_000));
            assertThat(row.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(row.usage().cachedInput()).isEqualTo(400);
            provider.verify();
        }
    }

    @Test
    void aStreamIsPricedThoughTheClientDidNotAskForUsage() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(
                                Chunks.role(),
                                Chunks.text("Hel"),
                                Chunks.text("lo"),
                                Chunks.stop(),
                                Chunks.usage(),
                                Chunks.done()));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            Response answer = gateway.chat(
                    "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
            assertThat(provider.requests().getFirst().bodyText())
                    .contains("\"stream_options\":{\"include_usage\":true}");
            assertThat(answer.header("content-type")).contains("text/event-stream");
            assertThat(answer.text()).contains("Hel").contains("lo").endsWith("data: [DONE]\n\n");
            assertThat(answer.text()).doesNotContain("prompt_tokens");
            assertThat(gateway.rows().getFirst().cost()).contains(new Cost(2_000_000));
        }
    }

    @Test
    void aStreamShowsUsageWithItsCostToAClientThatAsked() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(Chunks.text("Hi"), Chunks.stop(), Chunks.usage(), Chunks.done()));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            Response answer =
                    gateway.chat("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
            assertThat(answer.text()).contains("\"usage\":{\"cost\":0.002,\"prompt_tokens\":1000");
        }
    }

    @Test
    void gatewayExtrasInMetadataNeverReachTheProvider() {
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(2).reply(Reply.json(Chunks.ANSWER), Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            gateway.chat("{\"model\":\"m\",\"metadata\":{\"user_id\":\"u1\",\"mine\":\"kept\"},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
            gateway.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                    + "\"metadata\":{\"tags\":[\"a\"]}}");
            assertThat(provider.requests().get(0).bodyText())
                    .contains("\"metadata\":{\"mine\":\"kept\"}")
                    .doesNotContain("u1");
            assertThat(provider.requests().get(1).bodyText()).doesNotContain("metadata");
            assertThat(gateway.rows().getLast().begin().caller().user()).isEqualTo("u1");
        }
    }

    @Test
    void azureClientsNameTheModelInThePath() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            Response answer = gateway.post(
                    "/openai/deployments/m/chat/completions?api-version=2024-10-21",
                    "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                    "api-key",
                    TestGateway.MASTER);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(provider.requests().getFirst().bodyText()).startsWith("{\"model\":\"real-model\",\"messages\"");
        }
    }
}
