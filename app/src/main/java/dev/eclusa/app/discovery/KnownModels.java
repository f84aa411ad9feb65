package dev.eclusa.app.discovery;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.catalog.DirectoryRoutes;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.server.manage.routing.KnownModel;
import dev.eclusa.server.manage.routing.KnownModelsRoute;
import dev.eclusa.server.manage.routing.ProvidersRoute;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Every model that can be called: those configured, those of the catalog, those that providers list themselves. */
public final class KnownModels {
    private final Configuration configuration;
    private final DirectoryRoutes routes;
    private final Discovery discovery;
    private final Catalog catalog;

    /** Of a running gateway. */
    public KnownModels(Configuration configuration, DirectoryRoutes routes, Discovery discovery, Catalog catalog) {
        this.configuration = configuration;
        this.routes = routes;
        this.discovery = discovery;
        this.catalog = catalog;
    }

    /** All of them; asks the providers if that was too long ago. */
    public KnownModelsRoute.Listing listing() {
        Discovery.Answer answer = discovery.ask();
        Map<String, KnownModel> models = new LinkedHashMap<>();
        String source = configuration.models().isEmpty() ? "catalog" : "configured";
        for (Routes.Listed listed : routes.models()) {
            if (!listed.owner().equals("eclusa")
                    && routes.resolve(listed.name()) instanceof Routes.Resolution.Found called) {
                called.group()
                        .candidates()
                        .forEach(candidate ->
                                models.putIfAbsent(candidate.name(), known(listed.name(), candidate, source, answer)));
            }
        }
        answer.providers()
                .forEach((provider, found) -> found.models()
                        .forEach(id -> models.computeIfAbsent(
                                provider + "/" + id, name -> discovered(name, provider, id, found))));
        return new KnownModelsRoute.Listing(java.util.List.copyOf(models.values()), answer.cached());
    }

    /** What is known of each provider. */
    public Map<String, ProvidersRoute.Facts> providers() {
        Map<String, Discovery.Found> answered = discovery.ask().providers();
        Map<String, ProvidersRoute.Facts> facts = new LinkedHashMap<>();
        configuration.providers().forEach((name, provider) -> {
            Optional<Discovery.Found> found = Optional.ofNullable(answered.get(name));
            facts.put(
                    name,
                    new ProvidersRoute.Facts(
                            provider.preset().name(),
                            provider.preset().local(),
                            found.map(Discovery.Found::available),
                            found.map(one -> one.models().size()).orElse(0)));
        });
        return facts;
    }

    private static KnownModel known(String name, Candidate candidate, String source, Discovery.Answer answer) {
        boolean down = Optional.ofNullable(
                        answer.providers().get(candidate.target().provider()))
                .map(found -> !found.available())
                .orElse(false);
        return new KnownModel(
                candidate.target().model(),
                name,
                candidate.target().provider(),
                candidate.target().price(),
                candidate.target().contextWindow(),
                candidate.target().maxOutput(),
                candidate.traits().capabilities(),
                down ? "unavailable" : "available",
                source);
    }

    private KnownModel discovered(String name, String provider, String id, Discovery.Found found) {
        Configuration.Provider configured =
                java.util.Objects.requireNonNull(configuration.providers().get(provider), "asked by name");
        Optional<CatalogModel> facts = catalog.find(configured.preset().name(), id);
        return new KnownModel(
                id,
                name,
                provider,
                facts.flatMap(CatalogModel::price),
                facts.map(CatalogModel::contextWindow).orElse(OptionalLong.empty()),
                facts.map(CatalogModel::maxOutput).orElse(OptionalLong.empty()),
                facts.map(CatalogModel::capabilities),
                found.stale() ? "stale" : "available",
                "discovered");
    }
}
