package dev.eclusa.app.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.catalog.Source;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesTest {
    private static final Source SOURCE = new Source(LocalDate.of(2026, 11, 21), "imported from list.json");

    private static LiteLlmPrices.Read read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return LiteLlmPrices.read(JsonCodec.answer(bytes, 0, bytes.length), SOURCE);
    }

    private static final String LIST = """
            {"sample_spec": {"litellm_provider": "one of these"},
             "gpt-99": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1.5e-07,
               "output_cost_per_token": 6e-07, "cache_read_input_token_cost": 7.5e-08, "max_input_tokens": 128000,
               "max_output_tokens": 16384, "supports_vision": true, "supports_function_calling": true},
             "groq/llama-99": {"litellm_provider": "groq", "mode": "chat", "max_tokens": 8192},
             "text-embedding-99": {"litellm_provider": "openai", "mode": "embedding", "input_cost_per_token": 2e-08},
             "far-away": {"litellm_provider": "sagemaker", "mode": "chat"}}
            """;

    @Test
    void theirListIsReadAsItIs() {
        LiteLlmPrices.Read read = read(LIST);
        assertThat(read.models()).extracting(CatalogModel::id).containsExactly("gpt-99", "llama-99");
        CatalogModel first = read.models().getFirst();
        assertThat(first.price()
                        .orElseThrow()
                        .of(new Usage(1000, 400, 0, 0, 500, 0, 0, 0))
                        .nanos())
                .isEqualTo(600 * 150 + 400 * 75 + 500 * 600);
        assertThat(first.capabilities())
                .containsExactlyInAnyOrder(Capability.CHAT, Capability.VISION, Capability.TOOLS);
        assertThat(read.models().getLast().price()).as("unknown, not free").isEmpty();
        assertThat(read.passedOver()).containsEntry("provider sagemaker", 1).containsEntry("mode embedding", 1);
    }

    @Test
    void whatIsNoListChangesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("[1]"));
        assertThatIllegalArgumentException().isThrownBy(() -> read("{\"a\": 1}"));
    }

    @Test
    void whatWasImportedGoesBeforeWhatShipped(@TempDir Path data) throws IOException {
        List<CatalogModel> models = read(LIST.replace("gpt-99", "gpt-4o-mini")).models();
        ImportedCatalog.keep(models, data);
        Catalog catalog = ImportedCatalog.in(data);
        assertThat(catalog.find("openai", "gpt-4o-mini")).contains(models.getFirst());
        assertThat(catalog.find("groq", "llama-99")).contains(models.getLast());
        assertThat(catalog.find("openai", "gpt-4o")).isPresent();
        assertThat(Files.exists(data.resolve("models.txt.new"))).isFalse();
    }

    @Test
    void openRoutersListCarriesPrices() {
        List<CatalogModel> models = OpenRouterPrices.read("""
                {"data":[{"id":"a/b","context_length":1000,"pricing":{"prompt":"0.000001","completion":"0.000002"},
                  "architecture":{"input_modalities":["text","image"]},"supported_parameters":["tools"]},
                 {"id":"openrouter/auto","pricing":{"prompt":"-1","completion":"-1"}}]}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(models.getFirst().price().orElseThrow().input()).isEqualTo(1_000_000_000L);
        assertThat(models.getFirst().can(Capability.VISION)).isTrue();
        assertThat(models.getLast().price())
                .as("a price that depends is unknown")
                .isEmpty();
    }
}
