package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/endpoints.md lists the endpoints there are: each listed one answers, and each path in the code is listed. */
class EndpointsDocumentTest {
    private static final String KEY = "sk-endpoints-0123456789";
    private static final String OTHER_KEY = "sk-endpoints-9876543210";

    private static final String PROJECT = ",\"project_id\":\"p\",\"project_ids\":[\"p\"]";

    private static final String CONTENT = "{\"content\":{\"parts\":[{\"text\":\"Hello\"}]}}";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(GET|POST|PUT|DELETE) (/[^`]+)` \\|");
    private static final Pattern LITERAL = Pattern.compile("\"(/[a-z0-9/_]+)(/\\*)?\"");

    private static final List<Header> HEADERS =
            Header.list("Authorization", "Bearer " + TestGateway.MASTER, "x-request-id", "known");

    @TempDir
    Path data;

    private record Endpoint(String method, String path) {}

    @Test
    void everyListedEndpointAnswers() throws IOException {
        try (TestGateway gateway = TestGateway.of(
                data,
                "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER
                        + " }\nproviders: { simulated: { preset: simulated } }\n")) {
            List<Endpoint> listed = listed();
            assertThat(listed).hasSizeGreaterThan(20);
            for (Endpoint endpoint : listed) {
                String path = endpoint.path()
                        .replace("{model}", "simulated")
                        .replace("{provider}", "simulated")
                        .replace("{request_id}", "known")
                        .replace("{key}", endpoint.path().startsWith("/key/{key}") ? OTHER_KEY : KEY)
                        .replace("{user}", "u")
                        .replace("{team}", "t")
                        .replace("{organization}", "o")
                        .replace("{day}", "2026-11-21");
                try (RawClient client = RawClient.connect(gateway.port())) {
                    Response answer = client.request(endpoint.method(), path, HEADERS, body(endpoint))
                            .read();
                    assertThat(answer.status())
                            .as(endpoint + " " + answer.text())
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void everyPathInTheCodeIsListed() throws IOException {
        Set<String> listed = listed().stream()
                .map(endpoint -> endpoint.path().replaceFirst("(/\\{[^}]+}(/export)?)?(\\?.*)?$", ""))
                .collect(Collectors.toSet());
        for (String file : List.of(
                "app/src/main/java/dev/eclusa/app/Wiring.java",
                "server/src/main/java/dev/eclusa/server/ModelRoutes.java")) {
            List<String> paths = LITERAL.matcher(Files.readString(root().resolve(file)))
                    .results()
                    .map(match -> match.group(1))
                    .filter(path -> !path.endsWith("/") && !path.equals("/chat/completions"))
                    .filter(path -> !path.matches("/v\\d"))
                    .toList();
            assertThat(paths).isNotEmpty().allMatch(listed::contains);
        }
    }

    @Test
    void everyPathOfLitellmsIsTold() throws IOException {
        String document = Files.readString(root().resolve("docs/endpoints.md"));
        Path sources = root().resolve("server/src/main/java/dev/eclusa/server/litellm");
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                assertThat(LITERAL.matcher(Files.readString(file)).results().map(match -> match.group(1)))
                        .as(file.toString())
                        .allMatch(document::contains);
            }
        }
    }

    /** Says everything that any of them wants to know. */
    private static String account(String path) {
        String fresh = path.equals("/key/regenerate") ? OTHER_KEY : KEY;
        return """
                {"key":"%s","new_key":"%s","keys":["%s"],"user_id":"u","team_id":"t","organization_id":"o",
                 "user_ids":["u"],"team_ids":["t"],"organization_ids":["o"],
                 "member":{"user_id":"u","role":"internal_user"},"role":"org_admin","reset_to":0%s}""".formatted(KEY, fresh, KEY, path.startsWith("/project/") ? PROJECT : "");
    }

    private static String body(Endpoint endpoint) {
        String path = endpoint.path();
        if (!Set.of("POST", "PUT").contains(endpoint.method())) {
            return "";
        }
        if (path.startsWith("/budget/")) {
            return "{\"budget_id\":\"b\",\"budgets\":[\"b\"],\"id\":\"b\"}";
        }
        if (path.matches("/(key|user|team|organization|customer|project)/.*")) {
            return account(path);
        }
        if (path.equals("/api/compare")) {
            return "{\"models\":[\"simulated\"],\"prompt\":\"hi\"}";
        }
        if (path.equals("/api/load-balancing")) {
            return "{\"provider\":\"simulated\",\"action\":\"increment\"}";
        }
        if (path.equals("/utils/transform_request")) {
            return "{\"request_body\":{\"model\":\"simulated\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}";
        }
        if (endpoint.method().equals("PUT")) {
            return "{\"priority\":1}";
        }
        if (path.endsWith(":embedContent")) {
            return CONTENT;
        }
        if (path.endsWith(":batchEmbedContents")) {
            return "{\"requests\":[" + CONTENT + "]}";
        }
        if (path.contains("/converse")) {
            return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}";
        }
        return path.contains("/v1beta/")
                ? "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}"
                : "{\"model\":\"simulated\",\"max_tokens\":50,\"prompt\":\"Hello\",\"input\":\"Hello\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    private static List<Endpoint> listed() throws IOException {
        return ROW.matcher(Files.readString(root().resolve("docs/endpoints.md")))
                .results()
                .map(match -> new Endpoint(match.group(1), match.group(2)))
                .toList();
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs")) ? here : here.resolve("..");
    }
}
