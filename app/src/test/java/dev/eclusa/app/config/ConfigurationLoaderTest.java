package dev.eclusa.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.ConfigurationLoader.Result;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.resilience.BreakerSettings;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Timeouts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
    private static final String GROUP = """
            providers:
              openai: { preset: openai, api_key: "${OPENAI_API_KEY}" }
              claude: { preset: anthropic, base_url: "http://127.0.0.1:9100", api_key: k, timeouts: { first_token: 7s } }
            models:
              - name: gpt-4o-mini
                deployments:
                  - { provider: openai, model: gpt-4o-mini, weight: 2, price: { input: 0.15, cached_input: 0.075, output: 0.60 } }
                  - { provider: claude, model: claude-haiku-4-5, order: 1, timeouts: { total: 1m } }
                fallbacks: [ "claude/claude-sonnet-4-5" ]
            aliases: { gpt-3.5-turbo: gpt-4o-mini }
            """;

    private static Configuration group() {
        return Loads.right(GROUP, Map.of("OPENAI_API_KEY", "sk-x"));
    }

    @Test
    void anEmptyFileHasTheContractsDefaults() {
        Configuration configuration = Loads.right("");
        assertThat(configuration.retry()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(configuration.timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(configuration.resilience().breaker()).isEqualTo(BreakerSettings.DEFAULT);
        assertThat(configuration.server().limits()).isEqualTo(Limits.DEFAULT);
        assertThat(configuration.log()).isEqualTo(Configuration.Log.DEFAULT);
        assertThat(configuration.store()).isEqualTo(Configuration.Store.DEFAULT);
        assertThat(configuration.pool()).isEqualTo(new Configuration.Pool(10_000, Duration.ofSeconds(30), 200));
        assertThat(configuration.auth().required()).isTrue();
        assertThat(configuration.providers()).isEmpty();
    }

    @Test
    void readsAGroupWithPricesAndInheritedTimeouts() {
        Configuration.Model model = group().models().getFirst();
        Configuration.Deployment first = model.deployments().getFirst();
        assertThat(first.weight()).isEqualTo(2);
        assertThat(first.price())
                .contains(Price.perMillion(new BigDecimal("0.15"), new BigDecimal("0.60"))
                        .cachedInput(new BigDecimal("0.075"))
                        .build());
        Timeouts second = model.deployments().getLast().timeouts().orElseThrow();
        assertThat(second.firstToken()).isEqualTo(Duration.ofSeconds(7));
        assertThat(second.total()).isEqualTo(Duration.ofMinutes(1));
        assertThat(second.connect()).isEqualTo(Timeouts.DEFAULT.connect());
    }

    @Test
    void fillsValuesFromTheEnvironmentButNeverStructure() {
        assertThat(Loads.provider(group(), "openai").key()).isEqualTo("sk-x");
        Configuration nasty = Loads.right(
                "server: { host: \"${H}\", port: \"${P:-4321}\" }",
                Map.of("H", "x, port: 1 }\nauth: { required: false"));
        assertThat(nasty.server().port()).isEqualTo(4321);
        assertThat(nasty.server().host()).isEqualTo("x, port: 1 }\nauth: { required: false");
        assertThat(nasty.auth().required()).isTrue();
    }

    @Test
    void refusesUrlsOfStoresThatAreNoneAndRepeatsNoPassword() {
        for (Map<String, String> environment : List.of(
                Map.of("REDIS_URL", "redis://:hunter2@host:port/x y"),
                Map.of("REDIS_URL", "http://hunter2"),
                Map.of("DATABASE_URL", "postgresql://me:hunter2@host name/db"),
                Map.of("DATABASE_URL", "mysql://me:hunter2@host/db"))) {
            Result result = new ConfigurationLoader(environment).load("t", "server: { port: 0 }\n");
            assertThat(result).as(environment.keySet().toString()).isInstanceOf(Result.Rejected.class);
            assertThat(((Result.Rejected) result).problems().toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void keepsSectionsOfLaterVersionsAndSaysSoInOneLine() {
        String yaml = "cache: { exact: { enabled: true }, disk: { path: x } }\nchaos: { on: [a] }\n";
        Result.Loaded loaded = (Result.Loaded) new ConfigurationLoader(Map.of()).load("t", yaml);
        assertThat(loaded.notices())
                .singleElement()
                .asString()
                .contains("cache.disk", "chaos")
                .doesNotContain("exact");
        assertThat(loaded.configuration().later().get("chaos")).isEqualTo(Map.of("on", List.of("a")));
    }

    @Test
    void leavesOutWhatIsNotEnabledAndWhatLedOnlyThere() {
        Configuration configuration = Loads.right("""
                providers:
                  a: { preset: simulated }
                  b: { preset: simulated, enabled: false }
                models:
                  - { name: one, deployments: [ { provider: a, model: m }, { provider: b, model: m } ], fallbacks: [two] }
                  - { name: two, deployments: [ { provider: b, model: m } ] }
                aliases: { zwei: two }
                """);
        assertThat(configuration.providers()).containsOnlyKeys("a");
        assertThat(configuration.models()).singleElement().satisfies(model -> {
            assertThat(model.deployments()).hasSize(1);
            assertThat(model.fallbacks()).isEmpty();
        });
        assertThat(configuration.aliases()).isEmpty();
    }

    @Test
    void readsAzureHeadersAndSimulatedSettings() {
        Configuration configuration = Loads.right("""
                providers:
                  az: { preset: azure, base_url: "https://r.openai.azure.com", api_version: 2025-01-01, api_key: k,
                        headers: { x-a: b }, forward_headers: [X-Team], max_concurrent: 5 }
                  simulated: { latency: 20ms, token_rate: 50, error_rate: 0.1 }
                """);
        Configuration.Provider azure = Loads.provider(configuration, "az");
        assertThat(azure.baseUrl()).endsWith("?api-version=2025-01-01");
        assertThat(azure.forwarded()).containsExactly("x-team");
        assertThat(azure.maxConcurrent()).hasValue(5);
        assertThat(Loads.provider(configuration, "simulated").simulated().latency())
                .isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void neverPrintsASecret() {
        Configuration configuration = Loads.right(
                "auth: { master_key: sk-m, keys: [ { name: n, key: sk-k } ] }\nstore: { url: \"postgresql://u:sk-p@h/d\" }\n"
                        + "cache: { encryption_key: sk-c }\nproviders: { openai: { api_key: sk-o, headers: { a: sk-h } } }");
        assertThat(configuration.toString()).doesNotContain("sk-m", "sk-k", "sk-o", "sk-h", "sk-p", "sk-c");
    }

    @Test
    void sayAFileThatIsMissingOrNotText(@TempDir Path directory) throws IOException {
        Path binary = Files.write(directory.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        for (Path file : List.of(directory.resolve("none.yaml"), binary)) {
            assertThat(new ConfigurationLoader(Map.of()).load(file)).isInstanceOf(Result.Rejected.class);
        }
    }
}
