package dev.eclusa.protocol.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfProvider.Kind;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.Recordings;
import dev.eclusa.protocol.frame.BinaryMessage;
import dev.eclusa.protocol.frame.FrameSplitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams and errors of the service: when one is whole, and what an exception means. */
class BedrockStreamTest {
    private static final Dialect BEDROCK = new BedrockDialect();

    private static List<ChatEvent> read(byte[] stream) {
        List<ChatEvent> events = new ArrayList<>();
        Dialect.EventDecoder decoder = BEDROCK.newDecoder();
        FrameSplitter splitter = new FrameSplitter(false);
        splitter.feed(stream, 0, stream.length, (frame, from, to) -> decoder.decode(frame, events::add));
        splitter.end((frame, from, to) -> decoder.decode(frame, events::add));
        decoder.end(events::add);
        return events;
    }

    private static ByteSink begun() {
        ByteSink out = new ByteSink(256);
        BinaryMessage.event("messageStart", bytes("{\"role\":\"assistant\"}"), out);
        BinaryMessage.event("contentBlockDelta", bytes("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"), out);
        return out;
    }

    @Test
    void usageComesAfterTheStopAndEndsTheAnswer() {
        ByteSink out = begun();
        BinaryMessage.event("messageStop", bytes("{\"stopReason\":\"end_turn\"}"), out);
        BinaryMessage.event("metadata", bytes("{\"usage\":{\"inputTokens\":3,\"outputTokens\":1}}"), out);
        assertThat(read(out.take())).endsWith(new ChatEvent.UsageReported(Usage.of(3, 1)), new ChatEvent.Ended());
    }

    @Test
    void aStopIsEnoughWhereNoUsageComes() {
        ByteSink out = begun();
        BinaryMessage.event("messageStop", bytes("{\"stopReason\":\"max_tokens\"}"), out);
        assertThat(read(out.take())).endsWith(new ChatEvent.Ended());
        assertThat(read(begun().take())).doesNotContain(new ChatEvent.Ended());
    }

    @Test
    void anExceptionIsAFailureOfItsKind() {
        Map.of(
                        "throttlingException", Kind.RATE_LIMITED,
                        "serviceUnavailableException", Kind.UNAVAILABLE,
                        "modelStreamErrorException", Kind.UNAVAILABLE,
                        "validationException", Kind.REFUSED)
                .forEach((name, kind) -> {
                    ByteSink out = begun();
                    BinaryMessage.exception(name, bytes("{\"message\":\"Its words.\"}"), out);
                    assertThat(read(out.take()).getLast()).isInstanceOfSatisfying(ChatEvent.Failed.class, failed -> {
                        assertThat(failed.failure().kind()).as(name).isEqualTo(kind);
                        assertThat(failed.failure().message()).isEqualTo("Its words.");
                    });
                });
    }

    @Test
    void theTypeOfAnErrorSaysMoreThanItsStatus() {
        assertThat(error(400, "ValidationException:http://x/", "The provided model identifier is invalid."))
                .isEqualTo(Kind.MODEL_MISSING);
        assertThat(error(400, "ServiceQuotaExceededException", "m")).isEqualTo(Kind.QUOTA_SPENT);
        assertThat(error(424, "ModelErrorException", "m")).isEqualTo(Kind.UNAVAILABLE);
        assertThat(error(403, "UnrecognizedClientException", "m")).isEqualTo(Kind.CREDENTIALS_REFUSED);
        assertThat(error(400, "ValidationException", "Input is too long for requested model."))
                .isEqualTo(Kind.CONTEXT_OVERFLOW);
    }

    private static Kind error(int status, String type, String words) {
        return BEDROCK.errors()
                .decode(
                        status,
                        name -> name.equals("x-amzn-errortype") ? type : "",
                        bytes("{\"message\":\"" + words + "\"}"))
                .kind();
    }

    @Test
    void budgetsAndKeysAreToldAsTheServiceDoes() {
        var budget =
                BEDROCK.errors().encode(Failure.OfGateway.of(Failure.OfGateway.Kind.BUDGET_EXCEEDED, "Spent."), "r");
        assertThat(budget.status()).isEqualTo(400);
        assertThat(budget.headers()).containsEntry("x-amzn-errortype", "ServiceQuotaExceededException");
        var key = BEDROCK.errors().encode(Failure.OfCaller.of(Failure.OfCaller.Kind.NOT_AUTHENTICATED, "Who?"), "r");
        assertThat(key.status()).isEqualTo(403);
        assertThat(key.headers())
                .containsEntry("x-amzn-errortype", "AccessDeniedException")
                .containsEntry("x-amzn-requestid", "r");
    }

    @Test
    void encryptedThinkingGoesBackUnchanged() {
        for (String base64 : List.of("RXRrRUNrZ0lCeEFC", "AAEC/w==", "not base64")) {
            assertThat(BedrockBytes.base64(BedrockBytes.text(base64))).isEqualTo(base64);
        }
        assertThat(BedrockBytes.text("RXRrRUNrZ0lCeEFC")).isEqualTo("EtkECkgIBxAB");
    }

    @Test
    void whateverIsSentOnlyAnAnswerOrItsRefusalComes() {
        byte[] stream = begun().take();
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String payload =
                    new String(stream, StandardCharsets.ISO_8859_1).substring(random.nextInt(stream.length / 2));
            ByteSink out = new ByteSink(64);
            String name = List.of("messageStart", "contentBlockStart", "contentBlockDelta", "metadata", "")
                    .get(random.nextInt(5));
            String[] shapes = {
                payload,
                "{\"delta\":1}",
                "{\"start\":{\"toolUse\":[]}}",
                "{\"usage\":\"x\",\"delta\":{\"toolUse\":{\"input\":[1]}}}",
                "[]",
                "{\"contentBlockIndex\":\"a\",\"delta\":{\"reasoningContent\":{\"redactedContent\":\"%\"}}}"
            };
            BinaryMessage.event(name, bytes(shapes[random.nextInt(shapes.length)]), out);
            try {
                assertThat(read(out.take())).doesNotContainNull();
            } catch (MalformedAnswer refused) {
                assertThat(refused).hasMessageContaining("provider");
            }
        }
    }

    @Test
    void recordedErrorsAreRead() {
        Optional<Recordings> recordings = Recordings.find();
        assumeTrue(recordings.isPresent(), "no corpus beside this checkout");
        List<Kind> kinds = recordings
                .orElseThrow()
                .all(row -> row.path("provider").asString("").equals("bedrock")
                        && row.path("api").asString("").startsWith("converse")
                        && row.path("status").asInt(0) >= 400)
                .map(recording -> BEDROCK.errors()
                        .decode(
                                recording.status(),
                                name -> recording
                                        .exchange()
                                        .path("response")
                                        .path("headers")
                                        .path(name)
                                        .asString(""),
                                recording.responseBytes())
                        .kind())
                .toList();
        assertThat(kinds).hasSizeGreaterThan(5).contains(Kind.MODEL_MISSING, Kind.CREDENTIALS_REFUSED, Kind.REFUSED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
