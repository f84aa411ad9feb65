package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.engine.provider.RequestSigning;
import dev.eclusa.engine.provider.Secret;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.frame.BinaryMessage;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.router.signing.Signature;
import dev.eclusa.router.signing.SignedRequest;
import dev.eclusa.router.signing.Signer;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amazon Bedrock on both sides: requests signed as they leave, clients that sign in place of sending a key. */
class BedrockTest {
    private static final String ASKED = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";
    private static final String ANSWER = """
            {"output":{"message":{"role":"assistant","content":[{"text":"Olá"}]}},"stopReason":"end_turn",
             "usage":{"inputTokens":1000,"outputTokens":500,"totalTokens":1500},"metrics":{"latencyMs":5}}""";
    private static final String MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

    @TempDir
    Path data;

    private TestGateway before(ScriptedProvider provider, String credentials) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers:
                  bedrock: { base_url: "http://127.0.0.1:%d", region: eu-central-1, %s }
                """.formatted(TestGateway.MASTER, provider.port(), credentials));
    }

    @Test
    void everyAttemptIsSignedAsItLeaves() {
        try (ScriptedProvider amazon = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER))) {
            try (TestGateway gateway = before(
                    amazon,
                    "aws_access_key_id: AKIDEXAMPLE, aws_secret_access_key: very-secret, aws_session_token: session")) {
                Response answer = gateway.chat(
                        "{\"model\":\"bedrock/" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
                assertThat(answer.text()).contains("\"content\":\"Olá\"").contains("\"prompt_tokens\":1000");
            }
            Received call = amazon.requests().getFirst();
            assertThat(call.path()).isEqualTo("/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse");
            assertThat(call.bodyText()).doesNotContain("model").contains("\"text\":\"hi\"");
            assertSigned(call);
        }
    }

    private static void assertSigned(Received call) {
        String moment = call.header("x-amz-date").orElseThrow();
        TreeMap<String, String> signed = new TreeMap<>(Map.of(
                "host",
                call.header("host").orElseThrow(),
                "x-amz-date",
                moment,
                "x-amz-content-sha256",
                Signature.hash(call.body()),
                "x-amz-security-token",
                "session"));
        SignedRequest request = new SignedRequest("POST", call.path(), "", signed, Signature.hash(call.body()));
        assertThat(call.header("authorization"))
                .contains(Signature.authorization(
                        request, new Signature.Scope(moment, "eu-central-1", "bedrock"), "AKIDEXAMPLE", "very-secret"));
    }

    @Test
    void anApiKeyIsSentAsItIs() {
        try (ScriptedProvider amazon = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER))) {
            try (TestGateway gateway = before(amazon, "api_key: bedrock-api-key-1")) {
                Response answer =
                        converse(gateway, "converse", List.of("Authorization", "Bearer " + TestGateway.MASTER));
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.text()).isEqualTo(ANSWER);
                assertThat(answer.header("x-amzn-requestid")).isEqualTo(answer.header("x-request-id"));
            }
            assertThat(amazon.requests().getFirst().header("authorization")).contains("Bearer bedrock-api-key-1");
        }
    }

    @Test
    void aStreamPassesInItsOwnFrames() {
        ByteSink frames = new ByteSink(256);
        BinaryMessage.event("messageStart", bytes("{\"role\":\"assistant\",\"p\":\"abc\"}"), frames);
        BinaryMessage.event(
                "contentBlockDelta", bytes("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Olá\"}}"), frames);
        BinaryMessage.event("contentBlockStop", bytes("{\"contentBlockIndex\":0}"), frames);
        BinaryMessage.event("messageStop", bytes("{\"stopReason\":\"end_turn\"}"), frames);
        BinaryMessage.event(
                "metadata", bytes("{\"usage\":{\"inputTokens\":5,\"outputTokens\":2,\"totalTokens\":7}}"), frames);
        byte[] stream = frames.take();
        try (ScriptedProvider amazon = ScriptedProvider.expecting(1)
                .reply(new Reply.Fixed(200, Header.list("content-type", BinaryMessage.CONTENT_TYPE), stream))) {
            try (TestGateway gateway = before(amazon, "api_key: bedrock-api-key-1")) {
                Response answer =
                        converse(gateway, "converse-stream", List.of("Authorization", "Bearer " + TestGateway.MASTER));
                assertThat(answer.header("content-type")).contains("application/vnd.amazon.eventstream");
                assertThat(answer.body()).isEqualTo(stream);
            }
            assertThat(amazon.requests().getFirst().path()).endsWith("/converse-stream");
        }
    }

    @Test
    void anExceptionAfterTheFirstWordsEndsTheStreamAsOne() {
        ByteSink frames = new ByteSink(256);
        BinaryMessage.event("messageStart", bytes("{\"role\":\"assistant\"}"), frames);
        BinaryMessage.event(
                "contentBlockDelta", bytes("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Olá\"}}"), frames);
        BinaryMessage.exception("throttlingException", bytes("{\"message\":\"Too many tokens.\"}"), frames);
        try (ScriptedProvider amazon = ScriptedProvider.expecting(1)
                .reply(new Reply.Fixed(200, Header.list("content-type", BinaryMessage.CONTENT_TYPE), frames.take()))) {
            try (TestGateway gateway = before(amazon, "api_key: bedrock-api-key-1")) {
                Response answer =
                        converse(gateway, "converse-stream", List.of("Authorization", "Bearer " + TestGateway.MASTER));
                assertThat(names(answer.body()))
                        .containsExactly("messageStart", "contentBlockDelta", "exception:throttlingException");
            }
        }
    }

    @Test
    void aClientThatSignsWithItsKeyIsKnown() {
        try (ScriptedProvider amazon = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER))) {
            try (TestGateway gateway = before(amazon, "api_key: bedrock-api-key-1")) {
                Response answer =
                        converse(gateway, "converse", signed(gateway, TestGateway.MASTER, TestGateway.MASTER));
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            }
        }
    }

    @Test
    void aSignatureThatDoesNotHoldIsNoKey() {
        try (ScriptedProvider amazon = ScriptedProvider.expecting(0)) {
            try (TestGateway gateway = before(amazon, "api_key: bedrock-api-key-1")) {
                for (List<String> headers : List.of(
                        signed(gateway, TestGateway.MASTER, "another-secret"), late(gateway), List.<String>of())) {
                    Response answer = converse(gateway, "converse", headers);
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.header("x-amzn-errortype")).contains("AccessDeniedException");
                    assertThat(answer.text()).startsWith("{\"message\":");
                }
            }
        }
    }

    @Test
    void whatIsWrongIsToldAsTheServiceTellsIt() {
        try (ScriptedProvider amazon = ScriptedProvider.expecting(0)) {
            try (TestGateway gateway = before(amazon, "api_key: bedrock-api-key-1");
                    RawClient client = RawClient.connect(gateway.port())) {
                List<Header> headers = Header.list(
                        "Authorization", "Bearer " + TestGateway.MASTER, "content-type", "application/json");
                Response missing = client.request("POST", "/model/no-such-model/converse", headers, ASKED)
                        .read();
                assertThat(missing.status()).isEqualTo(404);
                assertThat(missing.header("x-amzn-errortype")).contains("ResourceNotFoundException");
            }
            try (TestGateway gateway = before(amazon, "api_key: bedrock-api-key-1");
                    RawClient client = RawClient.connect(gateway.port())) {
                List<Header> headers = Header.list("Authorization", "Bearer " + TestGateway.MASTER);
                Response wrong = client.request("POST", "/model/bedrock%2Fm/converse", headers, "{}")
                        .read();
                assertThat(wrong.status()).isEqualTo(400);
                assertThat(wrong.header("x-amzn-errortype")).contains("ValidationException");
            }
        }
    }

    private static Response converse(TestGateway gateway, String verb, List<String> headers) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            List<String> all = new ArrayList<>(List.of("content-type", "application/json"));
            all.addAll(headers);
            return client.request("POST", path(verb), Header.list(all.toArray(String[]::new)), ASKED)
                    .read();
        }
    }

    private static String path(String verb) {
        return "/model/bedrock%2F" + MODEL.replace(":", "%3A") + "/" + verb;
    }

    private static List<String> signed(TestGateway gateway, String keyId, String secret) {
        RequestSigning with = new RequestSigning(keyId, new Secret(secret), new Secret(""), "us-east-1", "bedrock");
        List<String> headers = new ArrayList<>();
        new Signer(with, host(gateway))
                .headers("POST", path("converse"), Map.of(), Signature.hash(bytes(ASKED)))
                .forEach((name, value) -> {
                    headers.add(name);
                    headers.add(value);
                });
        return headers;
    }

    /** Signed well, but yesterday. */
    private static List<String> late(TestGateway gateway) {
        Signature.Scope scope = new Signature.Scope("20200101T000000Z", "us-east-1", "bedrock");
        TreeMap<String, String> headers = new TreeMap<>(Map.of("host", host(gateway), "x-amz-date", scope.moment()));
        SignedRequest request = new SignedRequest("POST", path("converse"), "", headers, Signature.hash(bytes(ASKED)));
        return List.of(
                "x-amz-date",
                scope.moment(),
                "authorization",
                Signature.authorization(request, scope, TestGateway.MASTER, TestGateway.MASTER));
    }

    private static String host(TestGateway gateway) {
        return "127.0.0.1:" + gateway.port();
    }

    private static List<String> names(byte[] stream) {
        List<String> names = new ArrayList<>();
        new FrameSplitter(false).feed(stream, 0, stream.length, (frame, from, to) -> names.add(frame.event()));
        return names;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
