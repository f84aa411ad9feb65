package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model on the operator's own machine may have to be loaded before it answers. */
class LocalModelsTest {
    private static final Reply LATE = Reply.after(
            Duration.ofMillis(1500),
            Reply.stream(
                    "application/x-ndjson",
                    Step.send(
                            "{\"model\":\"small\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n"),
                    Step.send(
                            "{\"model\":\"small\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                                    + "\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":1}\n")));

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider ollama) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers:
                  ollama: { base_url: "http://127.0.0.1:%d", timeouts: { first_token: 500ms } }
                models:
                  - { name: m, deployments: [ { provider: ollama, model: small } ] }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(TestGateway.MASTER, ollama.port()));
    }

    private static ScriptedProvider ollama(String loaded) {
        return ScriptedProvider.expecting(1, 2)
                .when(request -> request.path().equals("/api/ps"), Reply.json("{\"models\":[" + loaded + "]}"))
                .always(LATE);
    }

    private static Response ask(TestGateway gateway) {
        return gateway.chat("{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    @Test
    void oneThatMustBeLoadedHasLonger() {
        try (ScriptedProvider ollama = ollama("{\"name\":\"other:latest\"}");
                TestGateway gateway = gateway(ollama)) {
            assertThat(ask(gateway).text()).contains("\"content\":\"Hi\"").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void oneThatIsLoadedHasNot() {
        try (ScriptedProvider ollama = ollama("{\"name\":\"small:latest\"}");
                TestGateway gateway = gateway(ollama)) {
            assertThat(ask(gateway).status()).isEqualTo(504);
        }
    }
}
