package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Vertex AI: a token for a service account, and Gemini's dialect at the project's URL. */
class VertexTest {
    private static final String ANSWER = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"finishReason":"STOP"}],
             "usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":500,"totalTokenCount":1500}}""";

    @TempDir
    Path data;

    @Test
    void aServiceAccountSignsForAToken() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        try (ScriptedProvider google = ScriptedProvider.expecting(2)
                .when(
                        request -> request.path().equals("/token"),
                        Reply.json("{\"access_token\":\"ya29.one\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"))
                .always(Reply.json(ANSWER))) {
            Path file = keyFile(pair, "http://127.0.0.1:" + google.port() + "/token");
            try (TestGateway gateway = TestGateway.of(data, """
                    server: { port: 0 }
                    auth: { master_key: %s }
                    providers:
                      vertex: { base_url: "http://127.0.0.1:%d", location: europe-west4, credentials: "%s" }
                    """.formatted(TestGateway.MASTER, google.port(), file))) {
                Response answer = gateway.chat("{\"model\":\"vertex/gemini-2.5-flash\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
                assertThat(answer.text()).contains("\"content\":\"Hi\"");
                assertThat(answer.header("x-eclusa-cost"))
                        .as("0.3 and 2.5 USD a million")
                        .contains("0.00155");
            }
            Received token = google.requests().getFirst();
            Received call = google.requests().getLast();
            assertThat(call.path())
                    .isEqualTo("/v1/projects/p-1/locations/europe-west4/publishers/google/models/"
                            + "gemini-2.5-flash:generateContent");
            assertThat(call.header("authorization")).contains("Bearer ya29.one");
            assertSigned(pair, token);
        }
    }

    private Path keyFile(KeyPair pair, String tokenUri) throws Exception {
        ObjectNode key = JsonCodec.object();
        key.put("type", "service_account");
        key.put("project_id", "p-1");
        key.put("client_email", "gateway@p-1.iam.gserviceaccount.com");
        key.put("token_uri", tokenUri);
        key.put(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return Files.writeString(data.resolve("key.json"), JsonCodec.text(key));
    }

    private static void assertSigned(KeyPair pair, Received token) throws Exception {
        String form = new String(token.body(), StandardCharsets.US_ASCII);
        assertThat(URLDecoder.decode(form, StandardCharsets.UTF_8))
                .startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=");
        String[] parts = form.substring(form.indexOf("assertion=") + "assertion=".length())
                .split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
        JsonNode read = JsonCodec.answer(claims, 0, claims.length);
        assertThat(read.path("iss").asString()).isEqualTo("gateway@p-1.iam.gserviceaccount.com");
        assertThat(read.path("scope").asString()).endsWith("/auth/cloud-platform");
        assertThat(read.path("exp").asLong() - read.path("iat").asLong()).isEqualTo(3600);
    }
}
