package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Carries {@code router_settings}, and what of them may stand in {@code litellm_settings} as well. */
final class RouterSection {
    private static final String SHUFFLE = "simple-shuffle";
    private static final Map<String, String> STRATEGIES = Map.of(
            SHUFFLE,
            "weighted",
            "least-busy",
            "least-connections",
            "latency-based-routing",
            "latency",
            "usage-based-routing",
            "usage",
            "usage-based-routing-v2",
            "usage",
            "cost-based-routing",
            "cost");

    private final Keys router;
    private final Either either;
    private final String strategy;

    RouterSection(Keys router, Either either) {
        this.router = router;
        this.either = either;
        this.strategy = router.now("routing_strategy").orElse(SHUFFLE);
    }

    /** Whether calls are shared out by chance. */
    boolean isShuffled() {
        return strategy.equals(SHUFFLE);
    }

    /** Writes the section {@code routing}. */
    void routing(Page file) {
        Page routing = file.page("routing");
        if (STRATEGIES.containsKey(strategy)) {
            routing.plain("strategy", STRATEGIES.getOrDefault(strategy, ""), router.place("routing_strategy"));
        } else {
            context()
                    .problems()
                    .misspelt(
                            router.place("routing_strategy"),
                            router.path("routing_strategy"),
                            "The routing_strategy is one of "
                                    + String.join(
                                            ", ",
                                            STRATEGIES.keySet().stream()
                                                    .sorted()
                                                    .toList()) + ".",
                            strategy,
                            STRATEGIES.keySet());
        }
        affinity(routing);
    }

    private void affinity(Page routing) {
        boolean cached = router.scalars("optional_pre_call_checks").stream()
                .map(Located.Scalar::text)
                .anyMatch("prompt_caching"::equals);
        routing.own(
                "affinity",
                cached ? "prompt-cache" : "off",
                cached
                        ? "as optional_pre_call_checks asks"
                        : "prompt-cache keeps a long prompt where it is cached; LiteLLM does not, unless asked");
        router.scalars("optional_pre_call_checks").stream()
                .filter(check -> !check.text().equals("prompt_caching"))
                .forEach(
                        check -> router.note(
                                "optional_pre_call_checks",
                                "only prompt_caching is carried. rpm, tpm and max_parallel_requests of a deployment always hold here."));
    }

    private Context context() {
        return router.context();
    }

    /** Other names of models. */
    Map<String, String> aliases(Page file) {
        Map<String, String> aliases = new LinkedHashMap<>();
        Keys holder = either.holder("model_group_alias");
        Page page = file.page("aliases");
        holder.mapping("model_group_alias").members().forEach((alias, value) -> {
            Optional<String> model = aliased(holder, alias, value);
            model.ifPresent(name -> {
                aliases.put(alias, name);
                page.text(alias, name, value.place());
            });
        });
        return aliases;
    }

    private static Optional<String> aliased(Keys holder, String alias, Located value) {
        return switch (value) {
            case Located.Scalar name -> Optional.of(name.text()).filter(text -> !text.isEmpty());
            case Located.Mapping mapping -> {
                Keys inner = new Keys(
                        holder.name("model_group_alias"),
                        holder.path("model_group_alias") + "." + alias,
                        mapping,
                        holder.context());
                Optional<String> model = inner.now("model");
                if (inner.flag("hidden").orElse(false)) {
                    inner.note(
                            "hidden", "is not carried: aliases are listed. Give keys a list of models to hide others.");
                }
                inner.rest();
                yield model;
            }
            case Located.Sequence several -> {
                holder.context()
                        .problems()
                        .add(
                                several.place(),
                                holder.path("model_group_alias") + "." + alias,
                                "An alias leads to one model.");
                yield Optional.empty();
            }
        };
    }

    /** Collects fallbacks, wherever they stand. */
    void fallbacks(Fallbacks fallbacks) {
        Keys plain = either.holder("fallbacks");
        fallbacks.add(plain, "fallbacks");
        Keys longer = either.holder("context_window_fallbacks");
        if (longer.has("context_window_fallbacks")) {
            fallbacks.add(longer, "context_window_fallbacks");
            longer.note(
                    "context_window_fallbacks",
                    "added to the fallbacks: after a prompt that did not fit only models that hold more"
                            + " are called, as in LiteLLM, but any other failure leads there too.");
        }
        Keys all = either.holder("default_fallbacks");
        fallbacks.addForAll(all, "default_fallbacks");
    }
}
