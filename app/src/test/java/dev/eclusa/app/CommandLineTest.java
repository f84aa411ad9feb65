package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final String SECRET = "sk-never-to-be-shown";

    @TempDir
    Path directory;

    @Test
    void configCheckSaysWhereAndWhatWasMeant() throws IOException {
        Path file = written("server: { prot: 4000 }\n");
        Run run = Run.of("config", "check", file.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEqualTo(file + ":1:11: Unknown key 'server.prot'. Did you mean 'port'?\n");
        Run json = Run.of("config", "check", "--config", file.toString(), "--json");
        assertThat(json.json().path("problems").path(0).path("suggestion").asString())
                .isEqualTo("port");
        assertThat(json.json().path("problems").path(0).path("column").asInt()).isEqualTo(11);
    }

    @Test
    void configCheckAcceptsARightFileAndNamesWhatHasNoEffect() throws IOException {
        Run run = Run.of(
                "config",
                "check",
                written("providers: { simulated: {} }\ncondense: { enabled: true }\n")
                        .toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("1 provider").contains("not in effect in this version: condense");
    }

    @Test
    void configCheckRefusesAPriceBeyondAllMeasure() throws IOException {
        Run run = Run.of(
                "config",
                "check",
                written("providers: { openai: { api_key: k } }\nmodels:\n  - name: m\n    deployments:\n"
                                + "      - { provider: openai, model: x, price: { input: 99999999999, output: 1 } }\n")
                        .toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains(":5:").contains("A price this large cannot be kept");
    }

    @Test
    void configCheckOfNoFileSaysSo() {
        Run run = Run.of("config", "check", directory.resolve("none.yaml").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("There is no such file");
    }

    @Test
    void configSchemaIsAJsonDocument() {
        assertThat(Run.of("config", "schema").json().path("properties").has("providers"))
                .isTrue();
    }

    @Test
    void routeExplainSaysWhoWouldBeCalledAndWhy() throws IOException {
        String file = written("providers: { simulated: {}, openai: { api_key: k } }\n"
                        + "tiers: { fast: [simulated/x], premium: [openai/gpt-4o] }\n")
                .toString();
        Run run = Run.of("route", "explain", "Prove by induction, step by step, that it holds", "--config", file);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("reasoning").contains("tier premium").contains("openai/gpt-4o");
        Run json = Run.of("route", "explain", "oi", "--config", file, "--json");
        assertThat(json.json().path("chosen").asString()).isEqualTo("simulated/x");
    }

    @Test
    void modelsHaveTheCatalogsPrices() throws IOException {
        String file = written("providers: { openai: { api_key: k } }\n").toString();
        Run run = Run.of("models", "gpt-4o-mini", "--config", file, "--json");
        assertThat(run.code()).isZero();
        assertThat(run.json()
                        .path("models")
                        .path(0)
                        .path("price_per_million")
                        .path("input")
                        .decimalValue())
                .isEqualByComparingTo("0.15");
        assertThat(Run.of("models", "--catalog", "claude").out()).contains("anthropic/claude");
    }

    @Test
    void initWritesWhatCheckAcceptsAndNeverWritesOver() throws IOException {
        Path file = directory.resolve("new.yaml");
        assertThat(Run.of("init", "--config", file.toString()).code()).isZero();
        String first = Files.readString(file);
        assertThat(Run.of("config", "check", file.toString()).code()).isZero();
        Run again = Run.of("init", "--config", file.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.error()).contains("exists already");
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void providersTestFailsWhenOneIsNotAvailableAndShowsNoKey() throws IOException {
        try (ScriptedProvider good = ScriptedProvider.expecting(1, 2)
                        .always(Reply.json("{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"));
                ScriptedProvider bad = ScriptedProvider.expecting(1, 2)
                        .always(Reply.json(401, "{\"error\":\"" + SECRET + " is wrong\"}"))) {
            String file = written("providers:\n" + provider("good", good.port()) + provider("bad", bad.port()))
                    .toString();
            Run run = Run.of("providers", "test", "--config", file, "--json");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.json().path("providers").path(0).path("models").asInt())
                    .isEqualTo(2);
            assertThat(run.json().path("providers").path(1).path("state").asString())
                    .isEqualTo("key_refused");
            Run text = Run.of("providers", "test", "--config", file);
            assertThat(text.out()).contains("refuses the key (status 401)");
            assertThat(run.out() + run.error() + text.out() + text.error()).doesNotContain(SECRET);
        }
    }

    @Test
    void doctorSaysWhatToDoAboutEveryProblem() throws IOException {
        try (ScriptedProvider bad = ScriptedProvider.expecting(1).always(Reply.json(401, "{}"))) {
            String file = written("server: { port: 0 }\nproviders:\n" + provider("bad", bad.port()))
                    .toString();
            Run run = Run.of(
                    "doctor",
                    "--json",
                    "--config",
                    file,
                    "--data",
                    directory.resolve("data").toString());
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.json().path("problems").asInt()).isEqualTo(1);
            run.json()
                    .path("findings")
                    .forEach(finding -> assertThat(finding.path("verdict")
                                            .asString()
                                            .equals("well")
                                    || !finding.path("advice").asString("").isEmpty())
                            .isTrue());
        }
    }

    @Test
    void doctorKnowsARunningGatewayFromAnotherProgram() throws IOException {
        try (TestGateway gateway =
                        TestGateway.of(directory.resolve("g"), "server: { port: 0 }\nproviders: { simulated: {} }\n");
                ScriptedProvider other = ScriptedProvider.expecting(1).always(Reply.text(200, "text/plain", "hello"))) {
            assertThat(doctor(gateway.port()).out()).contains("a gateway (0.1.0) runs");
            Run run = doctor(other.port());
            assertThat(run.out()).contains("another program has it");
            assertThat(run.code()).isEqualTo(1);
        }
    }

    private Run doctor(int port) throws IOException {
        String file = written("server: { port: " + port + " }\nproviders: { simulated: {} }\n")
                .toString();
        return Run.of(
                "doctor", "--config", file, "--data", directory.resolve("data").toString());
    }

    private static String provider(String name, int port) {
        return "  " + name + ": { preset: openai, base_url: \"http://127.0.0.1:" + port + "\", api_key: " + SECRET
                + " }\n";
    }

    private Path written(String yaml) throws IOException {
        return Files.writeString(directory.resolve("test.yaml"), yaml);
    }
}
