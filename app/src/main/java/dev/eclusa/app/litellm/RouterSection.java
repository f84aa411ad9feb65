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
    private static final int MOST_ATTEMPTS = 8;

    private final Keys router;
    private final Keys module;
    private final String strategy;

    RouterSection(Keys router, Keys module) {
        this.router = router;
        this.module = module;
        this.strategy = router.now("routing_strategy").orElse(SHUFFLE);
    }

    /** Whether calls are shared out by chance. */
    boolean isShuffled() {
        return strategy.equals(SHUFFLE);
    }

    /** Where a setting stands that may stand in either section; the router's wins. */
    private Keys holder(String key) {
        if (router.has(key) && module.has(key)) {
            module.take(key);
            module.note(key, "stands under router_settings too, which holds, as in LiteLLM. Keep one.");
        }
        return router.has(key) ? router : module;
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

    /** Writes the section {@code resilience}. */
    void resilience(Page file) {
        Page resilience = file.page("resilience");
        breaker(resilience.page("breaker"));
        retry(resilience.page("retry"));
        timeouts(resilience.page("timeouts"));
        resilience
                .entries()
                .values()
                .removeIf(entry -> entry.piece() instanceof Page.Piece.Inner inner
                        && inner.page().isEmpty());
    }

    /** LiteLLM cools down after more than so many failures, ours opens at so many. */
    private void breaker(Page breaker) {
        Keys fails = holder("allowed_fails");
        fails.whole("allowed_fails", 0)
                .ifPresent(most -> breaker.plain(
                        "failure_threshold",
                        String.valueOf(Math.min(most, Integer.MAX_VALUE - 1) + 1),
                        fails.place("allowed_fails")));
        Keys cooldown = holder("cooldown_time");
        cooldown.seconds("cooldown_time")
                .ifPresent(time -> breaker.plain("recovery_timeout", time, cooldown.place("cooldown_time")));
    }

    private void retry(Page retry) {
        Keys retries = holder("num_retries");
        Optional<Integer> most = retries.whole("num_retries", 0);
        most.ifPresent(count -> retry.plain(
                "max_attempts", String.valueOf(Math.min(count, MOST_ATTEMPTS - 1) + 1), retries.place("num_retries")));
        if (most.orElse(0) >= MOST_ATTEMPTS) {
            retries.note(
                    "num_retries",
                    "more than " + (MOST_ATTEMPTS - 1) + " retries are not made: a call has " + MOST_ATTEMPTS
                            + " attempts at most, all deployments together.");
        }
        Keys after = holder("retry_after");
        after.number("retry_after").filter(seconds -> seconds.signum() > 0).ifPresent(seconds -> {
            String pause = after.seconds("retry_after").orElse("200ms");
            retry.plain("base_delay", pause, after.place("retry_after"));
            retry.plain("max_delay", pause, after.place("retry_after"));
            after.note(
                    "retry_after",
                    "is the longest pause here, not the shortest: pauses are drawn by chance, so that retries do"
                            + " not come all at once. A provider's own retry-after is always kept.");
        });
    }

    private void timeouts(Page timeouts) {
        boolean own = router.has("timeout");
        if (own && module.has("request_timeout")) {
            module.take("request_timeout");
            module.note("request_timeout", "router_settings.timeout holds, as in LiteLLM. Keep one.");
        }
        Keys total = own ? router : module;
        String key = own ? "timeout" : "request_timeout";
        total.seconds(key).ifPresent(time -> {
            timeouts.plain("total", time, total.place(key));
            total.note(
                    key,
                    "bounds a whole call here, all attempts and the whole of a stream; in LiteLLM one attempt, and in a"
                            + " stream the wait for its next piece. Raise it if streams last longer.");
        });
        router.seconds("stream_timeout").ifPresent(time -> {
            timeouts.plain("first_token", time, router.place("stream_timeout"));
            timeouts.plain("between_chunks", time, router.place("stream_timeout"));
        });
    }

    /** Other names of models. */
    Map<String, String> aliases(Page file) {
        Map<String, String> aliases = new LinkedHashMap<>();
        Keys holder = holder("model_group_alias");
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
        Keys plain = holder("fallbacks");
        fallbacks.add(plain, "fallbacks");
        Keys longer = holder("context_window_fallbacks");
        if (longer.has("context_window_fallbacks")) {
            fallbacks.add(longer, "context_window_fallbacks");
            longer.note(
                    "context_window_fallbacks",
                    "added to the fallbacks: after a prompt that did not fit only models that hold more"
                            + " are called, as in LiteLLM, but any other failure leads there too.");
        }
        Keys all = holder("default_fallbacks");
        fallbacks.addForAll(all, "default_fallbacks");
    }
}
