package dev.eclusa.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.Json;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ErrorCodec.EncodedError;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A provider's error as a client of another dialect reads it: same status, same words, the client's own vocabulary. */
class ErrorTranslationTest {
    private static final Map<String, String> BODIES = Map.of(
            "openai", "{\"error\":{\"message\":\"Its words.\",\"type\":\"t\",\"code\":\"c\",\"param\":null}}",
            "responses", "{\"error\":{\"message\":\"Its words.\",\"type\":\"t\",\"code\":\"c\",\"param\":null}}",
            "anthropic", "{\"type\":\"error\",\"error\":{\"type\":\"x_error\",\"message\":\"Its words.\"}}",
            "gemini", "{\"error\":{\"code\":0,\"message\":\"Its words.\",\"status\":\"INVALID_ARGUMENT\"}}",
            "ollama", "{\"error\":\"Its words.\"}",
            "cohere", "{\"id\":\"e1\",\"message\":\"Its words.\"}",
            "bedrock", "{\"message\":\"Its words.\"}");

    static Stream<Arguments> pairs() {
        return Exchanges.DIALECTS.stream()
                .flatMap(provider -> Exchanges.DIALECTS.stream().map(client -> Arguments.of(provider, client)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void statusAndWordsCross(String provider, String client) {
        for (int status : new int[] {400, 404, 408, 413, 422, 429, 500, 503, 529}) {
            EncodedError error = translated(provider, client, status);
            assertThat(error.status()).isEqualTo(status);
            assertThat(new String(error.body(), StandardCharsets.UTF_8)).contains("Its words.");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refusedCredentialsAreTheGatewaysOwnTrouble(String provider, String client) {
        for (int status : new int[] {401, 403}) {
            EncodedError error = translated(provider, client, status);
            assertThat(error.status()).isEqualTo(502);
            assertThat(new String(error.body(), StandardCharsets.UTF_8)).doesNotContain("Its words.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, invalid_request_error, INVALID_ARGUMENT",
        "404, invalid_request_error, not_found_error, NOT_FOUND",
        "413, invalid_request_error, request_too_large, INVALID_ARGUMENT",
        "429, requests, rate_limit_error, RESOURCE_EXHAUSTED",
        "500, server_error, api_error, INTERNAL",
        "529, server_error, overloaded_error, UNAVAILABLE"
    })
    void eachDialectNamesItInItsOwnWords(int status, String openAi, String anthropic, String gemini) {
        assertThat(error("gemini", "openai", status).path("type").asString()).isEqualTo(openAi);
        assertThat(error("openai", "anthropic", status).path("type").asString()).isEqualTo(anthropic);
        assertThat(error("openai", "gemini", status).path("status").asString()).isEqualTo(gemini);
        assertThat(error("openai", "gemini", status).path("code").asInt()).isEqualTo(status);
    }

    @Test
    void retryAfterCrossesIntoGeminisDetails() {
        Failure.OfProvider failure = Exchanges.dialect("openai")
                .errors()
                .decode(429, name -> name.equals("retry-after") ? "7" : "", bytes(BODIES.getOrDefault("openai", "")));
        EncodedError error = Exchanges.dialect("gemini").errors().encode(failure, "r");
        assertThat(new String(error.body(), StandardCharsets.UTF_8)).contains("\"retryDelay\":\"7s\"");
    }

    private static JsonNode error(String provider, String client, int status) {
        String text = new String(translated(provider, client, status).body(), StandardCharsets.UTF_8);
        return JsonCodec.tree(new Json(text)).path("error");
    }

    private static EncodedError translated(String provider, String client, int status) {
        Failure.OfProvider failure = Exchanges.dialect(provider)
                .errors()
                .decode(status, name -> "", bytes(BODIES.getOrDefault(provider, "")));
        return Exchanges.dialect(client).errors().encode(failure, "r");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
