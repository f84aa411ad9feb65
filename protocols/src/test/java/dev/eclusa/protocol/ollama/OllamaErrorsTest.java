package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.CHAT;
import static dev.eclusa.protocol.ollama.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfProvider.Kind;
import dev.eclusa.protocol.ErrorCodec.EncodedError;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"error\":\"model 'x' not found\"} | MODEL_MISSING",
                "400 | {\"error\":\"the input length exceeds the context length\"} | CONTEXT_OVERFLOW",
                "400 | {\"error\":\"\\\"x\\\" does not support tools\"} | REFUSED",
                "503 | {\"error\":\"server busy, please try again\"} | UNAVAILABLE",
                "500 | {\"error\":\"model requires more system memory\"} | UNAVAILABLE",
                "401 | {\"error\":\"unauthorized\"} | CREDENTIALS_REFUSED",
                "429 | {\"error\":{\"message\":\"slow down\"}} | RATE_LIMITED",
                "502 | <html> | UNAVAILABLE",
            })
    void readsWhatFailed(int status, String body, Kind kind) {
        Failure.OfProvider failure = CHAT.errors().decode(status, header -> "", bytes(body));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.providerStatus()).isEqualTo(status);
        assertThat(failure.message()).isNotEmpty();
    }

    @Test
    void takesTheRestAskedFor() {
        Failure.OfProvider failure = CHAT.errors()
                .decode(429, header -> header.equals("retry-after") ? "3" : "", bytes("{\"error\":\"busy\"}"));

        assertThat(failure.retryAfter())
                .hasValueSatisfying(rest -> assertThat(rest).hasSeconds(3));
        assertThat(failure.message()).isEqualTo("busy");
    }

    @Test
    void writesPlainWords() {
        EncodedError error =
                CHAT.errors().encode(Failure.OfCaller.of(Failure.OfCaller.Kind.NOT_AUTHENTICATED, "Give a key."), "r");

        assertThat(error.status()).isEqualTo(401);
        assertThat(new String(error.body(), StandardCharsets.UTF_8)).isEqualTo("{\"error\":\"Give a key.\"}");
    }

    @Test
    void tellsClientsNotToRetryASpentBudget() {
        EncodedError error =
                CHAT.errors().encode(Failure.OfGateway.of(Failure.OfGateway.Kind.BUDGET_EXCEEDED, "Spent."), "r");

        assertThat(error.status()).isEqualTo(429);
        assertThat(error.headers()).containsEntry("x-should-retry", "false");
    }

    @Test
    void hidesWhatAProviderSaysOfOurCredentials() {
        Failure.OfProvider refused = CHAT.errors().decode(401, header -> "", bytes("{\"error\":\"bad sk-abc\"}"));

        EncodedError error = CHAT.errors().encode(refused, "r");

        assertThat(error.status()).isEqualTo(502);
        assertThat(new String(error.body(), StandardCharsets.UTF_8)).doesNotContain("bad");
    }
}
