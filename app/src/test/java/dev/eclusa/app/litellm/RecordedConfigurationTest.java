package dev.eclusa.app.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.core.money.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configuration LiteLLM's recorded answers were made with. */
class RecordedConfigurationTest {
    @Test
    void itIsServedAsItIs() throws IOException {
        Optional<Path> found = recorded();
        assumeTrue(found.isPresent(), "there is no ../shared/data/litellm/config.yaml beside this checkout");
        Path file = found.orElseThrow();
        Translation translation = Sample.translated(file, Files.readString(file), Map.of());
        Configuration configuration = Sample.loaded(translation, Map.of());
        assertThat(configuration.models()).hasSize(28);
        assertThat(configuration.providers()).containsOnlyKeys("wild", "openai", "anthropic", "openai-2");
        assertThat(Sample.provider(configuration, "wild").baseUrl()).isEqualTo("http://127.0.0.1:9191/v1");
        assertThat(model(configuration, "gpt-4o").deployments())
                .extracting(Configuration.Deployment::weight)
                .containsExactly(1000, 500);
        assertThat(model(configuration, "custom-priced")
                        .deployments()
                        .getFirst()
                        .price())
                .contains(Price.perMillion(new BigDecimal("1000"), new BigDecimal("2000"))
                        .build());
        assertThat(model(configuration, "slow-timeout").deployments().getFirst().timeouts())
                .hasValueSatisfying(timeouts -> assertThat(timeouts.total()).isEqualTo(Duration.ofSeconds(1)));
        assertThat(model(configuration, "fb-primary").fallbacks()).isEqualTo(List.of("gpt-4o-mini"));
        assertThat(model(configuration, "ctx-primary").fallbacks()).isEqualTo(List.of("gpt-4o-mini"));
        assertThat(configuration.retry().maxAttempts()).isEqualTo(1);
        assertThat(configuration.auth().masterKey()).isEqualTo("sk-1234");
        assertThat(translation.notes())
                .extracting(Note::key)
                .containsExactly(
                        "model_list.model_info.mode",
                        "model_list.model_info.mode",
                        "model_list.litellm_params.timeout",
                        "router_settings.context_window_fallbacks",
                        "litellm_settings.telemetry",
                        "general_settings.master_key",
                        "general_settings.store_model_in_db",
                        "general_settings.proxy_batch_write_at");
    }

    private static Configuration.Model model(Configuration configuration, String name) {
        return configuration.models().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Path> recorded() {
        Optional<Path> found = Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        here -> here.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(here -> here.resolve("../shared/data/litellm/config.yaml").normalize())
                .filter(Files::isRegularFile)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("Skipped: no ../shared/data/litellm/config.yaml of any directory above.");
        }
        return found;
    }
}
