package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import dev.eclusa.engine.catalog.Catalog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes providers and models: deployments of one name are one model. */
final class ModelSections {
    private static final String PARAMS = "model_list.litellm_params";

    private final Context context;
    private final boolean shuffled;
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
        this.shuffled = shuffled;
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
        List<String> weights = weights(deployments);
        List<String> orders = orders(deployments);
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
            written.add(page.element(deployed.comments(), deployed.place()));
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

    /** LiteLLM tries deployments without an order after those that have one; here they would come first. */
    private static List<String> orders(List<Deployed> deployments) {
        Optional<Integer> last = deployments.stream()
                .flatMap(deployed -> deployed.shares().order().stream())
                .max(Integer::compare);
        return deployments.stream()
                .map(deployed -> last.map(
                                most -> String.valueOf(deployed.shares().order().orElse(most + 1)))
                        .orElse(""))
                .toList();
    }

    /** By weight where one is given; calls that are shared by chance go by rpm, then tpm, where all have them. */
    private List<String> weights(List<Deployed> deployments) {
        List<Optional<BigDecimal>> weights =
                deployments.stream().map(deployed -> deployed.shares().weight()).toList();
        List<String> none = deployments.stream().map(deployed -> "").toList();
        if (!shuffled) {
            ignored(deployments);
            return none;
        }
        if (weights.stream().anyMatch(Optional::isPresent)) {
            return given(deployments, weights);
        }
        if (deployments.size() < 2) {
            return none;
        }
        List<Optional<Integer>> requests =
                deployments.stream().map(deployed -> deployed.shares().rpm()).toList();
        List<Optional<Integer>> tokens =
                deployments.stream().map(deployed -> deployed.shares().tpm()).toList();
        List<Optional<Integer>> shares = requests.stream().anyMatch(Optional::isPresent) ? requests : tokens;
        return shares.stream().allMatch(Optional::isPresent)
                ? shares.stream().map(share -> String.valueOf(share.orElse(1))).toList()
                : none;
    }

    /** Weights have a meaning only where calls are shared out by chance. */
    private void ignored(List<Deployed> deployments) {
        deployments.stream()
                .filter(deployed -> deployed.shares().weight().isPresent())
                .forEach(deployed -> context.notes()
                        .add(
                                deployed.place(),
                                PARAMS + ".weight",
                                "has no effect with this routing_strategy, as in LiteLLM. Take it out."));
    }

    private List<String> given(List<Deployed> deployments, List<Optional<BigDecimal>> weights) {
        int places = weights.stream()
                .flatMap(Optional::stream)
                .mapToInt(weight -> Math.max(0, weight.stripTrailingZeros().scale()))
                .max()
                .orElse(0);
        boolean none = weights.stream().flatMap(Optional::stream).allMatch(weight -> weight.signum() == 0);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < deployments.size(); i++) {
            if (weights.get(i).isEmpty()) {
                context.notes()
                        .add(
                                deployments.get(i).place(),
                                PARAMS + ".weight",
                                "is missing where others of '"
                                        + deployments.get(i).name()
                                        + "' have one: it gets no calls, as in LiteLLM. Write it.");
            }
            BigDecimal whole = weights.get(i).orElse(BigDecimal.ZERO).movePointRight(places);
            written.add(none ? "" : bounded(whole, deployments.get(i)));
        }
        return written;
    }

    private String bounded(BigDecimal whole, Deployed deployed) {
        if (whole.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            context.problems()
                    .add(
                            deployed.place(),
                            deployed.path() + ".litellm_params.weight",
                            "The weight has too many digits; round it.");
            return "";
        }
        return whole.toBigInteger().toString();
    }
}
