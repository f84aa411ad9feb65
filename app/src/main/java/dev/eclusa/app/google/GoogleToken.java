package dev.eclusa.app.google;

import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A token.
 *
 * @param value what is sent
 * @param expires when it is worth nothing any more
 */
record GoogleToken(String value, Instant expires) {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int LARGEST = 64 << 10;

    /**
     * Asks for one; waits.
     *
     * @throws IOException when none is given; the message holds nothing secret
     */
    static GoogleToken ask(GoogleCredentials credentials) throws IOException, InterruptedException {
        Instant now = Instant.now();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(LONGEST)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            HttpResponse<byte[]> answer = client.send(
                    credentials.question(now),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
            if (answer.statusCode() != 200) {
                throw new IOException("it answers with status " + answer.statusCode());
            }
            JsonNode token = JsonCodec.answer(answer.body(), 0, answer.body().length);
            String value = token.path("access_token").asString("");
            if (value.isEmpty()) {
                throw new IOException("it answers without a token");
            }
            return new GoogleToken(
                    value, now.plusSeconds(token.path("expires_in").asLong(0)));
        } catch (MalformedAnswer unreadable) {
            throw new IOException("it answers with something that is not JSON", unreadable);
        }
    }

    @Override
    public String toString() {
        return "a token until " + expires;
    }
}
