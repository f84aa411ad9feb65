package dev.eclusa.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.money.Cost;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.engine.routing.Capability;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = Catalog.shipped();

    private CatalogModel model(String provider, String id) {
        return catalog.find(provider, id).orElseThrow();
    }

    @Test
    void knowsWhatAModelCostsHoldsAndCanDo() {
        CatalogModel haiku = model("anthropic", "claude-haiku-4-5");
        Price price = haiku.price().orElseThrow();
        assertThat(price.input()).isEqualTo(1_000_000_000L);
        assertThat(price.cacheWriteHour()).isEqualTo(2_000_000_000L);
        assertThat(haiku.contextWindow()).hasValue(200_000);
        assertThat(haiku.can(Capability.REASONING)).isTrue();
        assertThat(haiku.sources()).isNotEmpty();
    }

    @Test
    void aDatedIdIsASnapshotOfItsModel() {
        assertThat(model("openai", "gpt-4o-mini-2024-07-18").id()).isEqualTo("gpt-4o-mini");
        assertThat(model("anthropic", "claude-haiku-4-5-20251001").id()).isEqualTo("claude-haiku-4-5");
        assertThat(model("gemini", "models/gemini-2.5-pro").id()).isEqualTo("gemini-2.5-pro");
    }

    @Test
    void aListedSnapshotKeepsItsOwnPrice() {
        assertThat(model("openai", "gpt-4o-2024-05-13").price())
                .isNotEqualTo(model("openai", "gpt-4o").price());
    }

    @Test
    void whatLooksLikeADateButIsNoneIsNotTakenOff() {
        assertThat(catalog.find("openai", "gpt-4o-0513")).isEmpty();
        assertThat(catalog.find("openai", "gpt-4o-minimal")).isEmpty();
        assertThat(catalog.find("openai", "")).isEmpty();
    }

    @Test
    void anUnknownPriceIsEmptyAndNeverZero() {
        assertThat(model("huggingface", "openai/gpt-oss-120b").price()).isEmpty();
        assertThat(catalog.models())
                .allSatisfy(model -> model.price()
                        .ifPresent(price -> assertThat(
                                        model.capabilities().contains(Capability.EMBEDDINGS)
                                                ? List.of(price.input())
                                                : List.of(price.input(), price.output()))
                                .as(model.id())
                                .doesNotContain(0L)));
    }

    @Test
    void vectorsCostWhatTheirTextsCostAndNothingIsWritten() {
        assertThat(model("openai", "text-embedding-3-small")
                        .price()
                        .orElseThrow()
                        .of(Usage.of(1_000_000, 0)))
                .isEqualTo(Cost.ofDollars(new BigDecimal("0.02")));
    }

    @Test
    void tokensWrittenToACacheWithoutAPriceOfTheirOwnCostWhatInputCosts() {
        Price price = model("openai", "gpt-4o").price().orElseThrow();
        assertThat(price.cacheWrite()).isEqualTo(price.input());
    }

    @Test
    void everyEntryBelongsToAPresetAndIsPlausible() {
        assertThat(catalog.models()).hasSizeGreaterThan(80).allSatisfy(model -> {
            assertThat(Presets.named(model.provider())).as(model.id()).isPresent();
            assertThat(model.price().isPresent() && model.sources().isEmpty()).isFalse();
            model.price().ifPresent(price -> {
                assertThat(price.input()).isLessThan(Price.nanos(new BigDecimal(100)));
                assertThat(price.cachedInput()).isLessThanOrEqualTo(price.input());
            });
        });
    }

    @Test
    void namesTheLineThatIsMalformed() {
        assertThatThrownBy(() -> new CatalogFile().read(List.of("openai gpt 1 2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openai gpt 1 2");
    }
}
