package dev.eclusa.router.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Ledger;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.testkit.Ending;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LlmRouterTest {
    private static final String ANSWER =
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"Four.\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15}}";
    private static final String ANTHROPIC =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-haiku-4-5\",\"content\":[{"
                    + "\"type\":\"text\",\"text\":\"Quatro.\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":8,\"output_tokens\":3}}";
    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));

    @Test
    void answersAQuestion() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER));
                LlmRouter router = before(provider).build()) {
            LlmResponse response = router.invoke("2 + 2?", "openai/gpt-4o-mini");

            assertThat(response.success()).isTrue();
            assertThat(response.text()).isEqualTo("Four.");
            assertThat(response.provider()).isEqualTo("openai");
            assertThat(response.model()).isEqualTo("gpt-4o-mini");
            assertThat(response.tokensUsed()).isEqualTo(15);
            assertThat(response.cost()).isPresent();
            assertThat(response.error()).isEmpty();
            assertThat(provider.requests().getFirst().header("authorization")).contains("Bearer key");
            assertThat(provider.requests().getFirst().bodyText()).contains("2 + 2?");
            provider.verify();
        }
    }

    @Test
    void fallsBackToAProviderOfAnotherDialectAndCountsIt() {
        try (ScriptedProvider broken = ScriptedProvider.expecting(1).reply(Reply.json(500, "{}"));
                ScriptedProvider anthropic = ScriptedProvider.expecting(1).reply(Reply.json(ANTHROPIC));
                LlmRouter router = before(broken)
                        .provider("anthropic", "anthropic", anthropic.uri().toString(), "other")
                        .model("fast", "openai/gpt-4o-mini", "anthropic/claude-haiku-4-5")
                        .build()) {
            assertThat(router.select("fast")).containsExactly("openai/gpt-4o-mini", "anthropic/claude-haiku-4-5");
            LlmResponse response = router.invoke(LlmRequest.of("2 + 2?", "fast").system("Em português."));

            assertThat(response.text()).isEqualTo("Quatro.");
            assertThat(response.provider()).isEqualTo("anthropic");
            assertThat(router.metrics().fallbackUsed()).isEqualTo(1);
            assertThat(router.metrics().latencyByProvider()).containsOnlyKeys("anthropic");
            assertThat(anthropic.requests().getFirst().bodyText()).contains("\"system\":");
            anthropic.verify();
        }
    }

    @Test
    void aProvidersFailureIsToldNotThrown() {
        try (ScriptedProvider broken = ScriptedProvider.expecting(1).reply(Reply.json(503, "{}"));
                LlmRouter router = before(broken).retry(ONCE).build()) {
            LlmResponse response = router.invoke("?", "openai/gpt-4o-mini");

            assertThat(response.success()).isFalse();
            assertThat(response.text()).isEmpty();
            LlmError error = response.error().orElseThrow();
            assertThat(error.status()).isEqualTo(503);
            assertThat(error.message()).isNotEmpty();
            assertThat(error.attempts()).hasSize(1).allMatch(attempt -> attempt.status() == 503);
            assertThat(router.metrics()).isEqualTo(new LlmMetrics(1, 0, 0, Map.of()));
        }
    }

    @Test
    void anUnknownModelIsRefusedWithNearMatches() {
        try (LlmRouter router = LlmRouter.builder().provider("openai", "key").build()) {
            LlmError error = router.invoke("?", "gpt-4o-mimi").error().orElseThrow();
            assertThat(error.status()).isEqualTo(404);
            assertThat(error.message()).contains("gpt-4o-mini");
            assertThat(error.attempts()).isEmpty();
        }
    }

    @Test
    void streamsPiecesAndThenTellsTheWhole() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(chunk("Fo"), chunk("ur"), chunk("."), stop(), Step.data("[DONE]")));
                LlmRouter router = before(provider).build();
                LlmStream stream = router.stream("2 + 2?", "openai/gpt-4o-mini")) {
            List<String> pieces = new ArrayList<>();
            stream.forEach(pieces::add);

            LlmResponse response = stream.response().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(pieces).containsExactly("Fo", "ur", ".");
            assertThat(response.text()).isEqualTo("Four.");
            assertThat(response.success()).isTrue();
        }
    }

    @Test
    void aStreamReadSlowlyArrivesWhole() throws Exception {
        Step[] steps = IntStream.range(0, 5_000).mapToObj(i -> chunk(i + " ")).toArray(Step[]::new);
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(1).reply(Reply.sse(steps).then(stop(), Step.data("[DONE]")));
                LlmRouter router = before(provider).build();
                LlmStream stream = router.stream("count", "openai/gpt-4o-mini")) {
            StringBuilder read = new StringBuilder();
            for (String piece : stream) {
                read.append(piece);
            }
            LlmResponse response = stream.response().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(response.success()).isTrue();
            assertThat(read.toString()).isEqualTo(response.text()).endsWith("4999 ");
        }
    }

    @Test
    void aBrokenStreamKeepsItsTextAndSaysWhatHappened() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(chunk("Fo"), chunk("ur")).ending(Ending.RESET));
                LlmRouter router = before(provider).build();
                LlmStream stream = router.stream("2 + 2?", "openai/gpt-4o-mini")) {
            LlmResponse response = stream.response().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(response.success()).isFalse();
            assertThat(response.text()).startsWith("Fo");
            assertThat(response.error().orElseThrow().message()).isNotEmpty();
        }
    }

    @Test
    void closingAStreamEarlyCutsTheProviderOffAndChargesWhatCame() throws Exception {
        Rows rows = new Rows();
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(chunk("Fo")).ending(Ending.HANG));
                LlmRouter router = before(provider).ledger(rows).build()) {
            try (LlmStream stream = router.stream("2 + 2?", "openai/gpt-4o-mini")) {
                assertThat(stream.iterator().next()).isEqualTo("Fo");
            }
            provider.clientGone().get(10, TimeUnit.SECONDS);
            assertThat(rows.settled).singleElement().satisfies(row -> {
                assertThat(row.outcome()).isEqualTo(Outcome.CANCELLED);
                assertThat(row.cost().orElseThrow().nanos()).isPositive();
            });
        }
    }

    @Test
    void toolCallsComeWithTheAnswer() {
        String calling = ANSWER.replace(
                "\"content\":\"Four.\"",
                "\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{"
                        + "\"name\":\"add\",\"arguments\":\"{\\\"a\\\":2}\"}}]");
        Tool add = new Tool.Function(
                "add",
                Optional.of("Adds."),
                Optional.of(new Json("{\"type\":\"object\"}")),
                Optional.empty(),
                Map.of());
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(calling));
                LlmRouter router = before(provider).build()) {
            LlmResponse response = router.invoke(LlmRequest.of("2 + 2?", "openai/gpt-4o-mini")
                    .tools(List.of(add))
                    .maxTokens(100));

            assertThat(response.text()).isEmpty();
            assertThat(response.answer().choices().getFirst().content())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Content.ToolCall.class,
                            call -> assertThat(call.name()).isEqualTo("add"));
            assertThat(provider.requests().getFirst().bodyText()).contains("\"tools\":[", "100");
        }
    }

    @Test
    void aTimeoutEndsTheWait() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(new Reply.Silent());
                LlmRouter router = before(provider).retry(ONCE).build()) {
            LlmResponse response =
                    router.invoke(LlmRequest.of("?", "openai/gpt-4o-mini").timeout(Duration.ofMillis(200)));
            assertThat(response.error().orElseThrow().status()).isEqualTo(504);
        }
    }

    @Test
    void mistakesInBuildingSayWhatIsWrong() {
        assertThatThrownBy(() -> LlmRouter.builder().provider("opnai", "key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openai");
        assertThatThrownBy(() -> LlmRouter.builder()
                        .provider("openai", "key")
                        .model("fast", "anthropic/claude-haiku-4-5")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("anthropic/claude-haiku-4-5");
    }

    @Test
    void theEnvironmentNamesKeysAndAddresses() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER));
                LlmRouter router = LlmRouter.builder()
                        .fromEnvironment(Map.of(
                                "OPENAI_API_KEY",
                                "key",
                                "OPENAI_BASE_URL",
                                provider.uri().toString(),
                                "HOME",
                                "/root"))
                        .build()) {
            assertThat(router.models()).contains("gpt-4o-mini", "openai/gpt-4o-mini");
            assertThat(router.invoke("?", "gpt-4o-mini").success()).isTrue();
        }
    }

    /** Says what it was asked, or fails. */
    private record Parrot(boolean isAvailable, boolean fails) implements LlmProvider {
        @Override
        public Completion invoke(LlmRequest request) {
            if (fails) {
                throw new IllegalStateException("no seed");
            }
            Content last = request.messages().getLast().content().getFirst();
            return Completion.of(last instanceof Content.Text text ? text.text() : "?");
        }

        @Override
        public Duration latencyEstimate() {
            return Duration.ofMillis(7);
        }
    }

    @Test
    void aProviderOfTheProgramsOwnTakesTheSamePath() {
        try (ScriptedProvider never = ScriptedProvider.expecting(0);
                LlmRouter router = before(never)
                        .provider("parrot", new Parrot(true, false))
                        .tier(Tier.BALANCED, "parrot/green", "openai/gpt-4o-mini")
                        .build()) {
            LlmResponse response = router.invoke("Olá", Tier.BALANCED);
            assertThat(response.text()).isEqualTo("Olá");
            assertThat(response.provider()).isEqualTo("parrot");
            assertThat(response.model()).isEqualTo("green");
            assertThat(response.tokensUsed()).isPositive();
            try (LlmStream stream = router.stream("Olá", Tier.BALANCED)) {
                assertThat(stream).containsExactly("Olá");
            }
            LlmStatus status = status(router, "parrot");
            assertThat(status.available()).isTrue();
            assertThat(status.latencyEstimateMs()).isPositive();
            never.verify();
        }
    }

    @Test
    void oneOfItsOwnThatFailsOrIsNotThereIsMovedOnFrom() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).reply(Reply.json(ANSWER), Reply.json(ANSWER));
                LlmRouter router = before(provider)
                        .provider("ill", new Parrot(true, true))
                        .provider("gone", new Parrot(false, false))
                        .tier(Tier.FAST, "ill/a", "openai/gpt-4o-mini")
                        .tier(Tier.PREMIUM, "gone/a", "openai/gpt-4o-mini")
                        .retry(ONCE)
                        .build()) {
            assertThat(status(router, "gone").available()).isFalse();
            assertThat(router.invoke("2 + 2?", Tier.FAST).text()).isEqualTo("Four.");
            assertThat(router.invoke("2 + 2?", Tier.PREMIUM).text()).isEqualTo("Four.");
            provider.verify();
        }
    }

    @Test
    void aPreferredProviderIsTriedFirst() {
        try (ScriptedProvider openAi = ScriptedProvider.expecting(0);
                ScriptedProvider anthropic = ScriptedProvider.expecting(1).reply(Reply.json(ANTHROPIC));
                LlmRouter router = before(openAi)
                        .provider("anthropic", "anthropic", anthropic.uri().toString(), "other")
                        .tier(Tier.FAST, "openai/gpt-4o-mini", "anthropic/claude-haiku-4-5")
                        .build()) {
            assertThat(router.select(Tier.FAST)).containsExactly("openai/gpt-4o-mini", "anthropic/claude-haiku-4-5");
            assertThat(router.invoke(LlmRequest.of("2 + 2?", Tier.FAST).preferring("anthropic"))
                            .provider())
                    .isEqualTo("anthropic");
            openAi.verify();
        }
    }

    @Test
    void aProviderMayBeAddedWhileItIsInUse() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER));
                LlmRouter router = LlmRouter.builder().build()) {
            assertThat(router.invoke("2 + 2?", "late/gpt-4o-mini").success()).isFalse();
            router.configureProvider("late", "openai", provider.uri().toString(), "key");
            assertThat(router.invoke("2 + 2?", "late/gpt-4o-mini").text()).isEqualTo("Four.");
        }
    }

    private static LlmStatus status(LlmRouter router, String provider) {
        return Objects.requireNonNull(router.status().get(provider));
    }

    private static LlmRouterBuilder before(ScriptedProvider provider) {
        return LlmRouter.builder().provider("openai", "openai", provider.uri().toString(), "key");
    }

    private static Step chunk(String text) {
        return Step.data("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{"
                + "\"content\":\"" + text + "\"},\"finish_reason\":null}]}");
    }

    private static Step stop() {
        return Step.data("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"stop\"}]}");
    }

    private static final class Rows implements Ledger {
        private final List<CallRow> settled = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void begin(CallBegin begin) {}

        @Override
        public void settle(CallRow row) {
            settled.add(row);
        }
    }
}
