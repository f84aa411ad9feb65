package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.testkit.Ending;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    private static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    private static final String ONCE = "resilience: { retry: { max_attempts: 1 } }\n";

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 429, 500, 503, 529})
    void fallsBackWhenTheFirstTargetAnswersWithAnError(int status) {
        try (ScriptedProvider ill =
                        ScriptedProvider.expecting(1).reply(Reply.json(status, "{\"error\":{\"message\":\"no\"}}"));
                ScriptedProvider well = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                TestGateway gateway = both(ill, well)) {
            Response answer = gateway.chat(CHAT);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-eclusa-attempts")).contains("2");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.attempts()).hasSize(2);
            assertThat(row.provider()).isEqualTo("b");
            ill.verify();
            well.verify();
        }
    }

    @Test
    void fallsBackWhenA200TurnsOutToBeNoAnswer() {
        List<Reply> lies = List.of(
                Reply.html(200, "<html>busy</html>"),
                Reply.json("{\"error\":{\"message\":\"overloaded\"}}"),
                Reply.json("{\"choices\":"),
                Reply.reset(),
                Reply.hangUp());
        for (Reply lie : lies) {
            try (ScriptedProvider ill = ScriptedProvider.expecting(1).reply(lie);
                    ScriptedProvider well = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                    TestGateway gateway = both(ill, well)) {
                assertThat(gateway.chat(CHAT).status()).as(lie.toString()).isEqualTo(200);
                well.verify();
            }
        }
    }

    @Test
    void fallsBackUnseenWhenAStreamDiesBeforeItsFirstContent() {
        List<Reply> deaths = List.of(
                Reply.sse(Chunks.role()),
                Reply.sse(Chunks.role()).ending(Ending.RESET),
                Reply.sse(Step.data("{\"error\":{\"message\":\"overloaded\"}}")),
                Reply.html(200, "<html>busy</html>"),
                Reply.sse(Step.data("garbage")));
        for (Reply death : deaths) {
            try (ScriptedProvider ill = ScriptedProvider.expecting(1).reply(death);
                    ScriptedProvider well = ScriptedProvider.expecting(1)
                            .reply(Reply.sse(Chunks.text("fine"), Chunks.stop(), Chunks.done()));
                    TestGateway gateway = both(ill, well)) {
                Response answer = gateway.chat(STREAM);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text())
                        .contains("fine")
                        .doesNotContain("error")
                        .doesNotContain("\"role\"");
            }
        }
    }

    @Test
    void anAnswerThatReachedItsEndIsAnAnswerHoweverEmpty() {
        List<Reply> empty = List.of(
                Reply.sse(Chunks.role(), Chunks.stop(), Chunks.done()),
                Reply.sse(Chunks.role(), Chunks.stop()),
                Reply.sse(Chunks.role(), Chunks.done()));
        for (Reply reply : empty) {
            try (ScriptedProvider terse = ScriptedProvider.expecting(1).reply(reply);
                    ScriptedProvider other = ScriptedProvider.expecting(0);
                    TestGateway gateway = both(terse, other)) {
                Response answer = gateway.chat(STREAM);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).contains("\"role\"").doesNotContain("error");
                assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.SUCCESS);
                other.verify();
            }
        }
    }

    @Test
    void aStreamThatStopsAfterContentEndsWithAnErrorFrameAndIsChargedByItsText() {
        try (ScriptedProvider ill = ScriptedProvider.expecting(1).reply(Reply.sse(Chunks.text("twelve chars")));
                ScriptedProvider well = ScriptedProvider.expecting(0);
                TestGateway gateway = both(ill, well)) {
            Response answer = gateway.chat(STREAM);
            assertThat(answer.text()).contains("twelve chars").contains("data: {\"error\":");
            assertThat(answer.complete()).isTrue();
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.INCOMPLETE);
            assertThat(row.usageEstimated()).isTrue();
            assertThat(row.usage().output()).isEqualTo(3);
            well.verify();
        }
    }

    @Test
    void contentThatComesWithTheErrorAfterItIsDeliveredAsIfItHadComeAlone() {
        for (String end : List.of("{\"error\":{\"message\":\"overloaded\"}}", "garbage")) {
            Step together = Step.send(text(Chunks.text("first words")) + "data: " + end + "\n\n");
            try (ScriptedProvider ill = ScriptedProvider.expecting(1).reply(Reply.sse(together));
                    ScriptedProvider well = ScriptedProvider.expecting(0);
                    TestGateway gateway = both(ill, well)) {
                Response answer = gateway.chat(STREAM);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).contains("first words").contains("data: {\"error\":");
                assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.INCOMPLETE);
                well.verify();
            }
        }
    }

    private static String text(Step step) {
        return step instanceof Step.Send send ? new String(send.bytes(), StandardCharsets.UTF_8) : "";
    }

    @Test
    void theProviderIsCutOffAsSoonAsTheClientLeavesMidStream() throws Exception {
        Gate never = new Gate();
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(1).reply(Reply.sse(Chunks.text("first"), Step.await(never)));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            try (RawClient client = RawClient.connect(gateway.port())) {
                client.request("POST", "/v1/chat/completions", bearer(), STREAM);
                client.readHead();
                client.readUntil("first");
            }
            provider.clientGone().get(5, TimeUnit.SECONDS);
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(row.cost().orElseThrow().nanos()).isPositive();
        }
    }

    @Test
    void theProviderIsCutOffWhenTheClientLeavesBeforeAnyAnswer() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.silent());
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            try (RawClient client = RawClient.connect(gateway.port())) {
                client.request("POST", "/v1/chat/completions", bearer(), CHAT);
                provider.awaitRequest(java.time.Duration.ofSeconds(5));
            }
            provider.clientGone().get(5, TimeUnit.SECONDS);
            assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.CANCELLED);
        }
    }

    @Test
    void aProvidersRefusalOfTheRequestIsPassedOnWordForWord() {
        String refusal =
                "{\"error\":{\"message\":\"bad tool\",\"type\":\"invalid_request_error\",\"param\":\"tools\",\"code\":null},\"more\":1}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(400, refusal));
                ScriptedProvider other = ScriptedProvider.expecting(0);
                TestGateway gateway = both(provider, other)) {
            Response answer = gateway.chat(CHAT);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).isEqualTo(refusal);
            other.verify();
        }
    }

    @Test
    void ourOwnCredentialsRefusedIsABadGatewayWithoutTheProvidersWords() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.json(
                                401, "{\"error\":{\"message\":\"Incorrect API key provided: upstream-secret\"}}"));
                TestGateway gateway = TestGateway.before(data, ONCE, Map.of("p", provider.port()))) {
            Response answer = gateway.chat(CHAT);
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).doesNotContain("upstream-secret").doesNotContain("Incorrect");
        }
    }

    @Test
    void allTargetsExhaustedIsUnavailableWithAdviceWhenToComeBack() {
        try (ScriptedProvider one = ScriptedProvider.expecting(1).reply(Reply.json(500, "{}"));
                ScriptedProvider two = ScriptedProvider.expecting(1).reply(Reply.json(503, "{}"));
                TestGateway gateway = TestGateway.before(data, ONCE, ports(one, two))) {
            Response answer = gateway.chat(CHAT);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow()))
                    .isBetween(2, 4);
            assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.ERROR);
        }
    }

    @Test
    void allRateLimitedIsRateLimited() {
        try (ScriptedProvider one = ScriptedProvider.expecting(1).reply(Reply.json(429, "{}"));
                ScriptedProvider two = ScriptedProvider.expecting(1).reply(Reply.json(429, "{}"));
                TestGateway gateway = TestGateway.before(data, ONCE, ports(one, two))) {
            assertThat(gateway.chat(CHAT).status()).isEqualTo(429);
        }
    }

    @Test
    void aProviderThatNeverAnswersTimesOutAtTheCallsOwnDeadline() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.silent());
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            Response answer = gateway.post(
                    "/v1/chat/completions",
                    CHAT,
                    "Authorization",
                    "Bearer " + TestGateway.MASTER,
                    "x-eclusa-timeout-ms",
                    "300");
            assertThat(answer.status()).isEqualTo(504);
        }
    }

    @Test
    void aTargetThatCannotBeReachedIsTriedAgainOnlyWithinLimits() {
        String yaml = "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER + " }\nproviders:\n"
                + "  p: { preset: openai, base_url: \"http://127.0.0.1:1\", api_key: k }\n"
                + "resilience: { retry: { max_attempts: 2, base_delay: 1ms } }\n";
        try (TestGateway gateway = TestGateway.of(data, yaml)) {
            Response answer = gateway.chat("{\"model\":\"p/x\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(gateway.rows().getFirst().attempts()).hasSize(2);
        }
    }

    @Test
    void retriesALoneTargetThatFailedOnce() {
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(2).reply(Reply.json(500, "{}"), Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(
                        data, "resilience: { retry: { base_delay: 1ms } }\n", Map.of("p", provider.port()))) {
            assertThat(gateway.chat(CHAT).status()).isEqualTo(200);
            provider.verify();
        }
    }

    private TestGateway both(ScriptedProvider first, ScriptedProvider second) {
        return TestGateway.before(data.resolve("g" + System.nanoTime()), "", ports(first, second));
    }

    private static Map<String, Integer> ports(ScriptedProvider first, ScriptedProvider second) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("a", first.port());
        ports.put("b", second.port());
        return ports;
    }

    private static List<Header> bearer() {
        return Header.list("Authorization", "Bearer " + TestGateway.MASTER);
    }
}
