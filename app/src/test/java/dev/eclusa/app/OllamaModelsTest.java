package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.app.local.Ollama;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of an Ollama server: tried, fetched, and fetched by themselves where the configuration says so. */
class OllamaModelsTest {
    private static final String TAGS = "{\"models\":[{\"name\":\"small:latest\",\"size\":1000}]}";

    private static Reply pull(String... lines) {
        return Reply.stream(
                "application/x-ndjson",
                java.util.Arrays.stream(lines)
                        .map(line -> Step.send(line + "\n"))
                        .toArray(Step[]::new));
    }

    private static final Reply PULLED = pull(
            "{\"status\":\"pulling manifest\"}",
            "{\"status\":\"pulling abc\",\"total\":100,\"completed\":40}",
            "{\"status\":\"pulling abc\",\"total\":100,\"completed\":100}",
            "{\"status\":\"success\"}");

    @Test
    void aPullTellsHowFarItIs() throws Exception {
        try (ScriptedProvider server = ScriptedProvider.expecting(1).reply(PULLED);
                Ollama ollama = new Ollama(server.uri().toString())) {
            List<String> heard = new ArrayList<>();
            ollama.pull("small", (step, completed, total) -> heard.add(step + " " + completed + "/" + total));
            assertThat(heard)
                    .containsExactly(
                            "pulling manifest 0/0", "pulling abc 40/100", "pulling abc 100/100", "success 0/0");
            assertThat(server.requests().getFirst().bodyText()).isEqualTo("{\"model\":\"small\",\"stream\":true}");
        }
    }

    @Test
    void aPullThatFailsSaysWhy() {
        try (ScriptedProvider server = ScriptedProvider.expecting(2)
                        .reply(pull("{\"status\":\"pulling manifest\"}", "{\"error\":\"file does not exist\"}"))
                        .reply(pull("{\"status\":\"pulling manifest\"}"));
                Ollama ollama = new Ollama(server.uri().toString())) {
            assertThatThrownBy(() -> ollama.pull("smal", (step, completed, total) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessage("file does not exist");
            assertThatThrownBy(() -> ollama.pull("small", (step, completed, total) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stopped before");
        }
    }

    @Test
    void aModelIsTried() throws Exception {
        try (ScriptedProvider server = ScriptedProvider.expecting(2)
                        .reply(Reply.json("{\"message\":{\"content\":\"Hi\"},\"done\":true}"))
                        .reply(Reply.json(500, "{\"error\":\"out of memory\"}"));
                Ollama ollama = new Ollama(server.uri().toString())) {
            assertThat(ollama.test("small").isWell()).isTrue();
            assertThat(ollama.test("large").trouble()).isEqualTo("out of memory");
        }
    }

    @Test
    void whatIsDeployedAndNotThereIsPulled(@TempDir Path data) {
        try (ScriptedProvider server = ScriptedProvider.expecting(2)
                        .when(request -> request.path().equals("/api/tags"), Reply.json(TAGS))
                        .always(PULLED);
                TestGateway gateway = TestGateway.of(data, """
                        server: { port: 0 }
                        auth: { master_key: %s }
                        providers: { ollama: { base_url: "%s" } }
                        models:
                          - { name: a, deployments: [ { provider: ollama, model: small } ] }
                          - { name: b, deployments: [ { provider: ollama, model: other } ] }
                        ollama: { pull: auto }
                        """.formatted(TestGateway.MASTER, server.uri()))) {
            assertThat(gateway.port()).isPositive();
            Received tags = server.awaitRequest(Duration.ofSeconds(10));
            Received pull = server.awaitRequest(Duration.ofSeconds(10));
            assertThat(tags.path()).isEqualTo("/api/tags");
            assertThat(pull.bodyText()).contains("\"model\":\"other\"");
        }
    }

    @Test
    void theBarIsDrawnAnewOnTheSameLine() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(drawn, true, StandardCharsets.UTF_8), true);
        bar.at("pulling abc", 500_000_000, 1_000_000_000);
        bar.at("pulling abc", 500_000_001, 1_000_000_000);
        bar.at("pulling abc", 1_000_000_000, 1_000_000_000);
        bar.done();
        String text = drawn.toString(StandardCharsets.UTF_8);
        assertThat(text.split("\r")).hasSize(3);
        assertThat(text).contains(" 50 % of 1.0 GB").contains("100 % of 1.0 GB").endsWith("\n");
    }
}
