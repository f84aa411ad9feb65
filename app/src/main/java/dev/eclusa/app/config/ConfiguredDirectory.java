package dev.eclusa.app.config;

import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.Deployment;
import dev.eclusa.engine.catalog.ModelDirectory;
import dev.eclusa.engine.catalog.PublicModel;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.engine.routing.Traits;
import dev.eclusa.protocol.ThinkTagDialect;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The directory of a configuration's names. */
public final class ConfiguredDirectory {
    private final Map<String, ProviderDefinition> providers = new LinkedHashMap<>();
    private final Map<String, String> regions = new LinkedHashMap<>();
    private final Catalog catalog;

    private ConfiguredDirectory(Configuration configuration, Catalog catalog) {
        configuration.providers().forEach((name, provider) -> {
            providers.put(name, provider.definition());
            regions.put(name, provider.dataRegion());
        });
        this.catalog = catalog;
    }

    /** What names lead to under a checked configuration. */
    public static ModelDirectory of(Configuration configuration, Catalog catalog) {
        return of(configuration, catalog, configuration.models().isEmpty());
    }

    /**
     * The same.
     *
     * @param listsCatalog whether the catalog's ids are callable as they are, beside public names
     */
    public static ModelDirectory of(Configuration configuration, Catalog catalog, boolean listsCatalog) {
        ConfiguredDirectory directory = new ConfiguredDirectory(configuration, catalog);
        List<PublicModel> models =
                configuration.models().stream().map(directory::model).toList();
        return new ModelDirectory(directory.providers.values(), models, configuration.aliases(), catalog, listsCatalog);
    }

    private PublicModel model(Configuration.Model model) {
        return new PublicModel(
                model.name(),
                model.deployments().stream().map(this::deployment).toList(),
                model.fallbacks(),
                model.strategy());
    }

    private Deployment deployment(Configuration.Deployment configured) {
        ProviderDefinition provider = Objects.requireNonNull(providers.get(configured.provider()), "checked at load");
        Deployment bare = Deployment.of(provider, configured.model(), catalog);
        Deployment known = bare.with(traits(configured, bare))
                .bounded(configured.quota().maxConcurrent().orElse(0))
                .peculiar(configured.thinkTags() ? Set.of(ThinkTagDialect.QUIRK) : Set.of());
        Deployment priced = configured.price().map(known::priced).orElse(known);
        Deployment timed = configured.timeouts().map(priced::timed).orElse(priced);
        return configured
                .capabilities()
                .map(declared -> able(timed, declared, configured.model()))
                .orElse(timed);
    }

    private Traits traits(Configuration.Deployment configured, Deployment bare) {
        String region =
                configured.region().isEmpty() ? regions.getOrDefault(configured.provider(), "") : configured.region();
        return new Traits(
                configured.order(),
                configured.weight(),
                configured.priority(),
                Tier.named(configured.tier()).map(Tier::number).orElse(0),
                region,
                bare.traits().local(),
                bare.capabilities(),
                wide(configured.quota().tokensAMinute()),
                wide(configured.quota().requestsAMinute()),
                configured.id());
    }

    private static OptionalLong wide(OptionalInt count) {
        return count.isPresent() ? OptionalLong.of(count.getAsInt()) : OptionalLong.empty();
    }

    private static Deployment able(Deployment deployment, Configuration.Capabilities declared, String model) {
        return deployment.able(
                capabilities(declared, model),
                declared.context().isPresent() ? declared.context() : deployment.contextWindow(),
                declared.maxOutput().isPresent() ? declared.maxOutput() : deployment.maxOutput());
    }

    private static Set<Capability> capabilities(Configuration.Capabilities declared, String model) {
        Set<Capability> can = EnumSet.noneOf(Capability.class);
        add(can, Capability.CHAT, !declared.type().equals("embedding"));
        add(can, Capability.EMBEDDINGS, declared.type().equals("embedding") || isNamedSo(model));
        add(can, Capability.VISION, declared.vision() || declared.type().equals("vision"));
        add(can, Capability.TOOLS, declared.tools());
        add(can, Capability.JSON, declared.json());
        add(can, Capability.REASONING, declared.reasoning() || declared.type().equals("reasoning"));
        return can;
    }

    /** The type is chat where none is written; a model whose name says that it embeds does so all the same. */
    private static boolean isNamedSo(String model) {
        return model.toLowerCase(Locale.ROOT).contains("embed");
    }

    private static void add(Set<Capability> can, Capability capability, boolean declared) {
        if (declared) {
            can.add(capability);
        }
    }
}
