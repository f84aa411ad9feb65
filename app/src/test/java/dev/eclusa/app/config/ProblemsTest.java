package dev.eclusa.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void namesAnUnknownKeyWithItsPlaceAndTheNearestThereIs() {
        Problem problem = Loads.wrong("""
                models:
                  - name: a
                    deployments:
                      - provider: simulated
                        model: m
                        wieght: 2
                providers: { simulated: {} }
                """).getFirst();
        assertThat(problem.line()).isEqualTo(6);
        assertThat(problem.column()).isEqualTo(9);
        assertThat(problem.path()).isEqualTo("models[0].deployments[0].wieght");
        assertThat(problem.suggestion()).contains("weight");
        assertThat(problem.toString()).startsWith("test.yaml:6:9: Unknown key").endsWith("Did you mean 'weight'?");
    }

    @Test
    void findsEveryProblemInOneGo() {
        List<String> lines = Loads.lines("""
                server: { port: eighty, drain: 3 weeks }
                auth: { required: maybe }
                log: { level: inof }
                resilience: { retry: { max_attempts: 9 } }
                pool: [ 1 ]
                providers: { p: { preset: opnai, base_url: "http://h" } }
                """);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).startsWith("test.yaml:1:17: 'server.port' must be a whole number from 0 to 65535.");
        assertThat(lines.get(1)).startsWith("test.yaml:1:32: 'server.drain' must be a duration");
        assertThat(lines.get(2)).startsWith("test.yaml:2:19: ");
        assertThat(lines.get(3)).startsWith("test.yaml:3:15: ").endsWith("Did you mean 'info'?");
        assertThat(lines.get(4)).startsWith("test.yaml:4:38: ");
        assertThat(lines.get(5)).startsWith("test.yaml:5:7: 'pool' must be a mapping.");
        assertThat(lines.get(6)).contains("'providers.p.preset'").endsWith("Did you mean 'openai'?");
    }

    @Test
    void labelsOfMetricsAreThoseThereAre() {
        assertThat(Loads.lines("metrics: { labels: [ user, \"tag:a\" ] }"))
                .containsExactly("test.yaml:1:20: A label is team, organization, key or tag:NAME, each once.");
        assertThat(Loads.lines("metrics: { labels: [ \"tag:a-b\", \"tag:a_b\" ] }"))
                .singleElement()
                .asString()
                .contains("each once");
        assertThat(Loads.lines("metrics: { labels: [ \"tag:\" ] }")).hasSize(1);
    }

    @Test
    void refusesRepeatedKeysAnchorsAliasesAndMoreDocuments() {
        assertThat(Loads.lines("server: { port: 1, port: 2 }"))
                .containsExactly("test.yaml:1:20: 'server.port' stands twice; keep one.");
        assertThat(Loads.lines("server: &s { port: 1 }\n"))
                .singleElement()
                .asString()
                .contains("Anchors");
        assertThat(Loads.lines("aliases: { a: &x b, c: *x }"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:1:24: Anchors");
        assertThat(Loads.lines("aliases: { a: b, <<: *nothing }")).isNotEmpty();
        assertThat(Loads.lines("server: { port: 1 }\n---\nserver: { port: 2 }\n"))
                .singleElement()
                .asString()
                .contains("one document");
    }

    @Test
    void namesAVariableThatIsNotSet() {
        Problem problem = Loads.wrong("auth:\n  master_key: \"${NOT_SET}\"\n").getFirst();
        assertThat(problem.toString()).startsWith("test.yaml:2:15: The variable NOT_SET is not set.");
        assertThat(problem.path()).isEqualTo("auth.master_key");
        assertThat(Loads.right("auth: { master_key: \"${NOT_SET:-}\" }").auth().masterKey())
                .isEmpty();
    }

    @Test
    void neverRepeatsAValueThatMayBeSecret() {
        assertThat(Loads.wrong("server: { port: \"${K}\" }", Map.of("K", "sk-secret"))
                        .toString())
                .doesNotContain("sk-secret");
        assertThat(Loads.lines("server: { port: \"sk-secret\n").toString()).doesNotContain("sk-secret");
    }

    @Test
    void namesThatLeadNowhereAreShownWhereTheyStand() {
        List<String> lines = Loads.lines("""
                providers: { sim: { preset: simulated } }
                models:
                  - name: chat
                    deployments: [ { provider: smi, model: m } ]
                    fallbacks: [ caht, sim/x ]
                aliases:
                  other: nothing-like-it
                """);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("test.yaml:4:32: There is no provider 'smi'.")
                .endsWith("'sim'?");
        assertThat(lines.get(1)).startsWith("test.yaml:5:18: ").endsWith("Did you mean 'chat'?");
        assertThat(lines.get(2)).startsWith("test.yaml:7:10: ").contains("which does not exist");
    }

    @Test
    void clashingNamesAndCirclesAreRefused() {
        String one = "[ { provider: sim, model: m } ]";
        List<String> lines = Loads.lines("""
                providers: { sim: { preset: simulated } }
                models:
                  - { name: a, deployments: %s, fallbacks: [ short ] }
                  - { name: b, deployments: %s, fallbacks: [ a ] }
                  - { name: a, deployments: %s }
                  - { name: auto, deployments: %s }
                aliases: { short: b, b: a }
                """.formatted(one, one, one, one));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("test.yaml:5:") && line.contains("stands twice"))
                .anyMatch(line -> line.startsWith("test.yaml:6:") && line.contains("'auto'"))
                .anyMatch(line -> line.contains("alias 'b' is also the name of a model"))
                .anyMatch(line -> line.startsWith("test.yaml:3:") && line.contains("circle"))
                .anyMatch(line -> line.startsWith("test.yaml:4:") && line.contains("circle"));
    }

    @Test
    void asksForWhatIsMissing() {
        assertThat(Loads.lines("""
                providers: { p: { preset: openai-compatible }, sim: { preset: simulated } }
                models: [ { deployments: [] }, { name: x, deployments: [ { provider: sim, model: m, price: { input: 1 } } ] } ]
                auth: { keys: [ { name: n } ] }
                """))
                .hasSize(5)
                .anyMatch(line -> line.contains("needs a base_url"))
                .anyMatch(line -> line.contains("A model needs a name"))
                .anyMatch(line -> line.contains("at least one deployment"))
                .anyMatch(line -> line.contains("'input' and 'output'"))
                .anyMatch(line -> line.contains("must not be empty"));
    }

    @Test
    void brokenYamlIsNamedWithItsPlace() {
        for (String broken : List.of("server: { port: 1", "a: b: c", "\tserver: x", "- 1\n- 2", "just text")) {
            assertThat(Loads.wrong(broken)).as(broken).isNotEmpty().allMatch(problem -> problem.line() >= 1);
        }
    }
}
