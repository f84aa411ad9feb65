package dev.eclusa.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.engine.routing.Traits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelDirectoryTest {
    private final Catalog catalog = Catalog.shipped();
    private final ProviderDefinition openai = provider("openai", "openai", true);
    private final ProviderDefinition claude = provider("claude", "anthropic", true);

    private static ProviderDefinition provider(String name, String preset, boolean enabled) {
        return new ProviderDefinition(
                name,
                Presets.named(preset).orElseThrow(),
                "http://h",
                Optional.empty(),
                Map.of(),
                List.of(),
                enabled,
                Timeouts.DEFAULT);
    }

    private Deployment deployment(ProviderDefinition provider, String model, int weight, int order) {
        Deployment known = Deployment.of(provider, model, catalog);
        return known.with(new Traits(
                order, weight, 0, 0, "", false, known.capabilities(), OptionalLong.empty(), OptionalLong.empty()));
    }

    private ModelDirectory configured() {
        PublicModel mini = new PublicModel(
                "gpt-4o-mini",
                List.of(
                        deployment(claude, "claude-haiku-4-5", 1, 1),
                        deployment(openai, "gpt-4o-mini", 2, 0),
                        deployment(openai, "gpt-4o", 0, 0)),
                List.of("claude/claude-sonnet-4-5"),
                "");
        PublicModel slashed =
                new PublicModel("openai/special", List.of(deployment(claude, "claude-opus-5", 1, 0)), List.of(), "");
        return new ModelDirectory(
                List.of(openai, claude),
                List.of(mini, slashed),
                Map.of("gpt-3.5-turbo", "gpt-4o-mini", "sonnet", "claude/claude-sonnet-4-5"),
                catalog);
    }

    private static Resolution.Found found(ModelDirectory directory, String name) {
        return (Resolution.Found) directory.resolve(name);
    }

    private static List<String> deployments(Resolution.Found found) {
        return found.deployments().stream().map(Deployment::name).toList();
    }

    @Test
    void ordersDeploymentsAndLeavesOutThoseOfNoWeight() {
        Resolution.Found found = found(configured(), "gpt-4o-mini");
        assertThat(deployments(found)).containsExactly("openai/gpt-4o-mini", "claude/claude-haiku-4-5");
        assertThat(found.fallbacks()).containsExactly("claude/claude-sonnet-4-5");
    }

    @Test
    void followsAliases() {
        assertThat(found(configured(), "gpt-3.5-turbo").publicName()).isEqualTo("gpt-4o-mini");
        assertThat(deployments(found(configured(), "sonnet"))).containsExactly("claude/claude-sonnet-4-5");
    }

    @Test
    void aPublicNameWinsOverProviderAndModel() {
        assertThat(deployments(found(configured(), "openai/special"))).containsExactly("claude/claude-opus-5");
    }

    @Test
    void splitsAtTheFirstSlashWhetherListedOrNot() {
        Resolution.Found found = found(configured(), "openai/ft:org/never-heard-of");
        assertThat(found.deployments().getFirst().model()).isEqualTo("ft:org/never-heard-of");
        assertThat(found.deployments().getFirst().price()).isEmpty();
    }

    @Test
    void namesWhatWasProbablyMeant() {
        assertThat(configured().resolve("gpt-4o-mnii")).isEqualTo(new Resolution.Unknown(List.of("gpt-4o-mini")));
        for (String name : List.of("", "/", "openai/", "/x", "nobody/x", "x".repeat(100_000))) {
            assertThat(configured().resolve(name)).as("'%.20s'", name).isInstanceOf(Resolution.Unknown.class);
        }
    }

    @Test
    void bareCatalogIdsAreCallableOnlyWithoutPublicNames() {
        assertThat(configured().resolve("gpt-4.1")).isInstanceOf(Resolution.Unknown.class);
        ModelDirectory open = new ModelDirectory(List.of(openai, claude), List.of(), Map.of(), catalog);
        assertThat(deployments(found(open, "gpt-4.1"))).containsExactly("openai/gpt-4.1");
        assertThat(deployments(found(open, "claude-haiku-4-5-20251001")))
                .containsExactly("claude/claude-haiku-4-5-20251001");
        assertThat(open.list())
                .contains(
                        new ModelDirectory.ListedModel("claude-opus-5", "claude"),
                        new ModelDirectory.ListedModel("openai/gpt-4o", "openai"));
    }

    @Test
    void listsExactlyWhatCanBeCalled() {
        ModelDirectory directory = configured();
        assertThat(directory.list())
                .extracting(ModelDirectory.ListedModel::name)
                .containsExactlyInAnyOrder("gpt-4o-mini", "openai/special", "gpt-3.5-turbo", "sonnet");
        directory
                .list()
                .forEach(listed -> assertThat(directory.resolve(listed.name())).isInstanceOf(Resolution.Found.class));
    }

    @Test
    void aProviderThatIsNotEnabledIsNotThere() {
        ModelDirectory directory =
                new ModelDirectory(List.of(provider("off", "openai", false)), List.of(), Map.of(), catalog);
        assertThat(directory.resolve("off/gpt-4o")).isInstanceOf(Resolution.Unknown.class);
        assertThat(directory.list()).isEmpty();
    }

    @Test
    void localModelsChargeNothingAndOwnPricesWin() {
        Deployment local = Deployment.of(provider("o", "ollama", true), "qwen3:30b", catalog);
        assertThat(local.price()).contains(Price.FREE);
        Price own = Price.perMillion(BigDecimal.ONE, BigDecimal.TEN).build();
        assertThat(Deployment.of(openai, "gpt-4o", catalog).priced(own).price()).contains(own);
    }
}
