package dev.eclusa.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.money.Cost;
import dev.eclusa.router.passing.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassingsTest {
    private static final Pattern ENDPOINT = Pattern.compile("`[A-Z]+ (/[^`?\\s]+)[^`]*`");

    @Test
    void readsWhatIsWritten() {
        Passage passage =
                Loads.right("""
                pass_through:
                  - path: /a/
                    target: "https://h.example:8443/v1/x/?q=1"
                    headers: { authorization: "Bearer ${TOKEN}" }
                    methods: [ get, Post ]
                    cost_per_request: 0.000000001
                    timeout: 5s
                """, Map.of("TOKEN", "t")).elsewhere().passages().getFirst();
        assertThat(passage.path()).isEqualTo("/a");
        assertThat(passage.methods()).containsExactlyInAnyOrder("GET", "POST");
        assertThat(passage.price()).contains(new Cost(1));
        assertThat(passage.needsKey()).isTrue();
        assertThat(passage.silence()).isEqualTo(Duration.ofSeconds(5));
        assertThat(passage.place().query()).containsEntry("q", "1");
        assertThat(passage.place().target().endpoint().port()).isEqualTo(8443);
        assertThat(passage.place().target().endpoint().callPath()).isEqualTo("/v1/x/");
        assertThat(passage.place().target().endpoint().headers()).containsEntry("authorization", "Bearer t");
        assertThat(passage.toString()).doesNotContain("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/v1/models/x",
                "/health",
                "/key/generate",
                "/v1",
                "/api",
                "/openai/deployments/x",
                "/"
            })
    void aPathOfTheGatewaysOwnIsRefusedWhereItStands(String path) {
        List<Problem> problems = Loads.wrong(
                "pass_through:\n  - { target: \"https://h/x\", include_subpaths: true, path: " + path + " }\n");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.column()).isGreaterThan(50);
            assertThat(problem.path()).isEqualTo("pass_through[0].path");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path: /a, target: \"ftp://h\"",
                "path: /a, target: \"https://u:secret@h/x\"",
                "path: /a, target: \"https:///x\"",
                "path: /a",
                "target: \"https://h\"",
                "path: /a/../b, target: \"https://h\"",
                "path: \"/a?b\", target: \"https://h\"",
                "path: /a, target: \"https://h\", methods: [ TRACE ]",
                "path: /a, target: \"https://h\", headers: { Host: b }",
                "path: /a, target: \"https://h\", headers: { \"a b\": b }",
                "path: /a, target: \"https://h\", cost_per_request: 99999999999999999999"
            })
    void whatCannotBeUsedIsRefused(String written) {
        List<Problem> problems = Loads.wrong("pass_through: [ { " + written + " } ]\n");
        assertThat(problems).isNotEmpty();
        assertThat(problems.toString()).doesNotContain("secret");
    }

    @Test
    void aPathMayStandTwiceForDifferentMethodsOnly() {
        String twice = "pass_through:\n  - { path: /a, target: \"https://h\", methods: [GET] }\n"
                + "  - { path: /a, target: \"https://i\", methods: [%s] }\n";
        assertThat(Loads.right(twice.formatted("POST")).elsewhere().passages()).hasSize(2);
        assertThat(Loads.wrong(twice.formatted("GET")).getFirst().line()).isEqualTo(3);
    }

    @Test
    void everyPathThatIsServedIsKnown() throws IOException {
        String document = Files.readString(
                (Files.isDirectory(Path.of("docs")) ? Path.of(".") : Path.of("..")).resolve("docs/endpoints.md"));
        List<String> served = ENDPOINT.matcher(document)
                .results()
                .map(match -> match.group(1))
                .filter(path -> !path.startsWith("/{") && !path.equals("/"))
                .toList();
        assertThat(served).hasSizeGreaterThan(100);
        for (String path : served) {
            assertThat(OwnPaths.clash(path.replaceAll("\\{[^}]+}", "x"), false))
                    .as(path)
                    .isPresent();
        }
        assertThat(OwnPaths.clash("/search", true)).isEmpty();
    }
}
