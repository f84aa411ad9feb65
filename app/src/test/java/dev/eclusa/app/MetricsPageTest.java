package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/metrics.md lists the families there are, each with its type and labels; alert rules use no others. */
class MetricsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| ([\\w, ]*) ?\\| .+ \\|$");
    private static final Pattern USED =
            Pattern.compile("\\b((?:llm|http|cache|circuit|suspicious|disk|process|jvm|auth|rate)_\\w+)");

    @TempDir
    Path data;

    private record Row(String type, Set<String> labels) {}

    private static Map<String, Row> listed() throws IOException {
        Map<String, Row> listed = new TreeMap<>();
        ROW.matcher(Files.readString(ROOT.resolve("docs/metrics.md"))).results().forEach(row -> {
            Set<String> labels = Arrays.stream(row.group(3).split(","))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(listed.put(row.group(1), new Row(row.group(2), labels)))
                    .as(row.group(1))
                    .isNull();
        });
        return listed;
    }

    @Test
    void thePageListsWhatIsScraped() throws IOException {
        Map<String, Row> listed = listed();
        try (ScriptedProvider provider = Managing.answering(1);
                TestGateway gateway = TestGateway.before(
                        data,
                        "cache: { exact: { enabled: true } }\nmetrics: { litellm: true }\n",
                        Map.of("p", provider.port()))) {
            Managing.done(gateway, "/team/new", "{\"team_id\":\"t\",\"max_budget\":1}");
            String key = Managing.key(gateway, "{\"team_id\":\"t\",\"max_budget\":1,\"rpm_limit\":1}");
            Managing.call(gateway, key);
            Managing.call(gateway, key);
            Scraped scraped =
                    Scraped.of(gateway.get("/metrics/", TestGateway.MASTER).text());
            Map<String, String> types = new HashMap<>();
            listed.forEach((name, row) -> types.put(name, row.type()));
            assertThat(scraped.names()).containsExactlyInAnyOrderElementsOf(listed.keySet());
            assertThat(scraped.names()).allSatisfy(name -> {
                assertThat(types).containsEntry(name, scraped.family(name).type());
                assertThat(scraped.family(name).samples()).allSatisfy(sample -> {
                    Set<String> labels = new TreeSet<>(sample.labels().keySet());
                    labels.remove("le");
                    assertThat(Objects.requireNonNull(listed.get(name)).labels())
                            .as(name)
                            .isEqualTo(labels);
                });
            });
        }
    }

    @Test
    void alertRulesUseWhatThereIs() throws IOException {
        Set<String> listed = listed().keySet();
        Set<String> used = USED.matcher(Files.readString(ROOT.resolve("deploy/prometheus/alerts.yml")))
                .results()
                .map(name -> name.group(1).replaceFirst("_(bucket|sum|count)$", ""))
                .collect(Collectors.toSet());
        assertThat(used).hasSizeGreaterThan(5);
        assertThat(listed).containsAll(used);
    }
}
