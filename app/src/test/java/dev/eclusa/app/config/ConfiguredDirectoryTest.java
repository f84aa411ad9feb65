package dev.eclusa.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.Deployment;
import dev.eclusa.engine.catalog.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredDirectoryTest {
    @Test
    void configuredFiguresWinOverTheCatalogs() {
        Configuration configuration = Loads.right("""
                providers: { openai: { api_key: k } }
                models:
                  - name: mini
                    deployments:
                      - { provider: openai, model: gpt-4o-mini, order: 1 }
                      - { provider: openai, model: gpt-4o, price: { input: 1, output: 2 }, timeouts: { total: 9s },
                          capabilities: { reasoning: true, max_output: 77 } }
                """);
        List<Deployment> deployments = ((Resolution.Found)
                        ConfiguredDirectory.of(configuration, Catalog.shipped()).resolve("mini"))
                .deployments();
        Deployment own = deployments.getFirst();
        assertThat(own.price())
                .contains(Price.perMillion(BigDecimal.ONE, BigDecimal.TWO).build());
        assertThat(own.reasons()).isTrue();
        assertThat(own.maxOutput()).hasValue(77);
        assertThat(own.contextWindow()).hasValue(128_000);
        assertThat(own.timeouts().total()).isEqualTo(Duration.ofSeconds(9));
        assertThat(deployments.getLast().price()).isPresent();
        assertThat(deployments.getLast().reasons()).isFalse();
    }

    @Test
    void withoutModelsTheCatalogIsListed() {
        Configuration configuration = Loads.right("providers: { claude: { preset: anthropic, api_key: k } }");
        assertThat(ConfiguredDirectory.of(configuration, Catalog.shipped()).list())
                .anyMatch(listed -> listed.name().equals("claude-haiku-4-5")
                        && listed.owner().equals("claude"));
    }
}
