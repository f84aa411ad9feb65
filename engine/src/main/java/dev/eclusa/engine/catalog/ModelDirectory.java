package dev.eclusa.engine.catalog;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.provider.Quirk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which deployments a name leads to: exact public name, then alias, then a deployment's own id, then
 * {@code provider/model}, listed or not. Without
 * public names the catalog's ids are callable as they are.
 */
public final class ModelDirectory {
    private static final int LONGEST_COMPARED = 200;

    private final Map<String, ProviderDefinition> providers = new LinkedHashMap<>();
    private final Map<String, PublicModel> models = new LinkedHashMap<>();
    private final Map<String, PublicModel> byId = new LinkedHashMap<>();
    private final Map<String, Price> prices = new LinkedHashMap<>();
    private final Map<String, String> aliases;
    private final Catalog catalog;
    private final boolean listsCatalog;
    private final List<ListedModel> listed;

    /** A directory of enabled providers, public names and other names for them. */
    public ModelDirectory(
            Collection<ProviderDefinition> providers,
            Collection<PublicModel> models,
            Map<String, String> aliases,
            Catalog catalog) {
        this(providers, models, aliases, catalog, models.isEmpty());
    }

    /**
     * The same.
     *
     * @param listsCatalog whether the catalog's ids are callable as they are, beside public names
     */
    public ModelDirectory(
            Collection<ProviderDefinition> providers,
            Collection<PublicModel> models,
            Map<String, String> aliases,
            Catalog catalog,
            boolean listsCatalog) {
        this.listsCatalog = listsCatalog;
        providers.stream()
                .filter(ProviderDefinition::enabled)
                .forEach(provider -> this.providers.put(provider.name(), provider));
        models.forEach(model -> {
            this.models.put(model.name(), model);
            model.deployments()
                    .forEach(deployment -> deployment
                            .price()
                            .ifPresent(price -> prices.putIfAbsent(
                                    deployment.provider().name() + "/" + deployment.model(), price)));
            model.deployments().stream()
                    .filter(deployment -> !deployment.traits().id().isEmpty())
                    .forEach(deployment -> byId.put(
                            deployment.traits().id(),
                            new PublicModel(model.name(), List.of(deployment), List.of(), "")));
        });
        this.aliases = Map.copyOf(aliases);
        this.catalog = catalog;
        this.listed = List.copyOf(allNames(aliases).values());
    }

    /**
     * A callable name.
     *
     * @param name as a caller writes it
     * @param owner name of the provider tried first
     */
    public record ListedModel(String name, String owner) {}

    /** Every name that can be called, public names first; the rest of a provider's models are callable unlisted. */
    public List<ListedModel> list() {
        return listed;
    }

    /** Whether it is a public name or an alias, as opposed to one that only leads somewhere. */
    public boolean isNamed(String name) {
        return models.containsKey(name) || aliases.containsKey(name);
    }

    /** What a name leads to. */
    public Resolution resolve(String requested) {
        return named(requested)
                .or(() -> Optional.ofNullable(aliases.get(requested)).flatMap(this::named))
                .<Resolution>map(found -> found)
                .orElseGet(() -> new Resolution.Unknown(nearMatches(requested)));
    }

    private Optional<Resolution.Found> named(String name) {
        return Optional.ofNullable(models.get(name))
                .or(() -> Optional.ofNullable(aliases.containsKey(name) ? null : byId.get(name)))
                .map(ModelDirectory::found)
                .or(() -> aliases.containsKey(name) ? Optional.empty() : byProvider(name))
                .or(() -> aliases.containsKey(name) ? Optional.empty() : byCatalog(name));
    }

    private static Resolution.Found found(PublicModel model) {
        List<Deployment> taking = model.deployments().stream()
                .filter(deployment -> deployment.weight() > 0)
                .sorted(Comparator.comparingInt(Deployment::order))
                .toList();
        return new Resolution.Found(model.name(), taking, model.fallbacks(), model.strategy());
    }

    private Optional<Resolution.Found> byProvider(String name) {
        int slash = name.indexOf('/');
        if (slash <= 0 || slash == name.length() - 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(providers.get(name.substring(0, slash)))
                .map(provider -> Deployment.of(provider, name.substring(slash + 1), catalog))
                .map(only ->
                        Optional.ofNullable(prices.get(name)).map(only::priced).orElse(only))
                .map(only -> new Resolution.Found(name, List.of(only)));
    }

    private Optional<Resolution.Found> byCatalog(String id) {
        if (!listsCatalog) {
            return Optional.empty();
        }
        List<Deployment> serving = providers.values().stream()
                .filter(ModelDirectory::servesCatalog)
                .filter(provider -> catalog.find(provider.preset().name(), id).isPresent())
                .map(provider -> Deployment.of(provider, id, catalog))
                .toList();
        return serving.isEmpty() ? Optional.empty() : Optional.of(new Resolution.Found(id, serving));
    }

    /** Azure's deployments have the operator's names, not the catalog's. */
    private static boolean servesCatalog(ProviderDefinition provider) {
        return !provider.quirks().contains(Quirk.AZURE_DEPLOYMENT_PATH);
    }

    private List<String> nearMatches(String requested) {
        return requested.length() > LONGEST_COMPARED
                ? List.of()
                : Spelling.near(
                        requested, listed.stream().map(ListedModel::name).toList());
    }

    private Map<String, ListedModel> allNames(Map<String, String> orderedAliases) {
        Map<String, ListedModel> names = new LinkedHashMap<>();
        models.keySet().forEach(name -> list(names, name));
        orderedAliases.keySet().forEach(alias -> list(names, alias));
        if (listsCatalog) {
            List<String> qualified = new ArrayList<>();
            for (ProviderDefinition provider : providers.values()) {
                if (servesCatalog(provider)) {
                    catalog.models(provider.preset().name()).forEach(model -> {
                        list(names, model.id());
                        qualified.add(provider.name() + "/" + model.id());
                    });
                }
            }
            qualified.forEach(name -> list(names, name));
        }
        return names;
    }

    private void list(Map<String, ListedModel> names, String name) {
        Resolution resolution = named(name)
                .or(() -> Optional.ofNullable(aliases.get(name)).flatMap(this::named))
                .<Resolution>map(found -> found)
                .orElseGet(() -> new Resolution.Unknown(List.of()));
        if (resolution instanceof Resolution.Found found && !found.deployments().isEmpty()) {
            names.putIfAbsent(
                    name,
                    new ListedModel(
                            name, found.deployments().getFirst().provider().name()));
        }
    }
}
