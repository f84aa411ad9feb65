package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import dev.eclusa.engine.catalog.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes providers and models: deployments of one name are one model. */
final class ModelSections {
    private final Context context;
    private final ShareOut shareOut;
    private final int mostAtATime;
    private final ProviderNames names;
    private final Wildcards wildcards;
    private final Map<String, List<Deployed>> groups = new LinkedHashMap<>();

    /**
     * Takes deployments in.
     *
     * @param shuffled whether calls are shared out by chance, as LiteLLM does unless told otherwise
     * @param mostAtATime calls of a deployment that says nothing of them; 0 is any number
     */
    ModelSections(Context context, List<Deployed> all, boolean shuffled, int mostAtATime) {
        this.context = context;
        this.shareOut = new ShareOut(context, shuffled);
        this.mostAtATime = mostAtATime;
        this.names = new ProviderNames(context);
        this.wildcards = new Wildcards(context, names);
        for (Deployed deployed : settled(all)) {
            if (deployed.isWildcard()) {
                wildcards.carry(deployed);
            } else {
                groups.computeIfAbsent(deployed.name(), first -> new ArrayList<>())
                        .add(deployed);
            }
        }
    }

    /** A server that is not OpenAI's is taken for one of its kind only, unless it serves OpenAI's own models too. */
    private List<Deployed> settled(List<Deployed> all) {
        Set<String> proxies = new LinkedHashSet<>();
        all.stream()
                .filter(deployed -> deployed.connection().preset().equals("openai"))
                .filter(deployed -> deployed.model().isWildcard()
                        || Catalog.shipped()
                                .find("openai", deployed.model().model())
                                .isPresent())
                .forEach(deployed -> proxies.add(deployed.connection().baseUrl()));
        return all.stream()
                .map(deployed -> ConnectionReader.isElsewhere(deployed.connection(), context.environment())
                                && !proxies.contains(deployed.connection().baseUrl())
                        ? deployed.over(deployed.connection().of("openai-compatible"))
                        : deployed)
                .toList();
    }

    /** The deployments of each public name. */
    Map<String, List<Deployed>> groups() {
        return groups;
    }

    /** Where a name leads to by way of a wildcard. */
    Optional<String> byWildcard(String name) {
        return wildcards.leadsTo(name);
    }

    /** How our file calls a deployment. */
    String nameOf(Deployed deployed) {
        return names.of(deployed) + "/" + deployed.model().model();
    }

    /** Writes both sections. */
    void write(Page file, Fallbacks fallbacks) {
        List<Page.Entry> models = new ArrayList<>();
        groups.forEach((name, deployments) -> models.add(model(name, deployments, fallbacks)));
        fallbacks.beyond().forEach((name, to) -> models.add(wild(name, to, fallbacks)));
        names.write(file.page("providers"));
        if (!models.isEmpty()) {
            file.pages("models", models);
        }
    }

    private Page.Entry model(String name, List<Deployed> deployments, Fallbacks fallbacks) {
        Place place = deployments.getFirst().place();
        Page model = new Page().text("name", name, place);
        List<String> weights = shareOut.weights(deployments);
        List<String> orders = ShareOut.orders(deployments);
        List<Page.Entry> written = new ArrayList<>();
        for (int i = 0; i < deployments.size(); i++) {
            Deployed deployed = deployments.get(i);
            Page page = new Page();
            page.text("provider", names.of(deployed), deployed.place());
            page.text("model", deployed.model().model(), deployed.place());
            plain(page, "order", orders.get(i), deployed.place());
            plain(page, "weight", weights.get(i), deployed.place());
            deployed.settings().entries().forEach(page::put);
            if (mostAtATime > 0 && !page.has("max_concurrent")) {
                page.plain("max_concurrent", String.valueOf(mostAtATime), deployed.place());
            }
            written.add(page.element(List.of(), deployed.place()));
        }
        model.pages("deployments", written);
        fallbacks.write(name, model);
        return model.element(List.of(), place);
    }

    /** A name that only a wildcard leads to, but that falls back. */
    private Page.Entry wild(String name, Place place, Fallbacks fallbacks) {
        int slash = name.indexOf('/');
        Page deployment = new Page()
                .text("provider", name.substring(0, slash), place)
                .text("model", name.substring(slash + 1), place);
        Page model = new Page().text("name", name, place);
        model.pages("deployments", List.of(deployment.element(List.of(), place)));
        fallbacks.write(name, model);
        return model.element(List.of(), place);
    }

    private static void plain(Page page, String key, String value, Place place) {
        if (!value.isEmpty()) {
            page.plain(key, value, place);
        }
    }
}
