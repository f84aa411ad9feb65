package dev.eclusa.server.metrics;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.router.CallListener;
import dev.eclusa.server.Traffic;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.metrics.litellm.LitellmFamilies;
import dev.eclusa.server.metrics.litellm.LitellmFigures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All figures of a gateway: who counts, and who tells. One a gateway, for as long as it runs. */
public final class Metrics implements Traffic {
    private final ModelNames names = new ModelNames();
    private final HttpFigures http = new HttpFigures();
    private final Refused refused = new Refused();
    private final CallFigures calls;
    private final List<Collector> collectors;
    private final CallListener listener;
    private final MetricsJson json;
    private final Choice choice;
    private volatile List<Candidate> candidates = List.of();

    /**
     * What the operator chose.
     *
     * @param open whether they can be read without a key
     * @param litellm whether LiteLLM's families are told too
     * @param labels of calls, beside those there always are
     */
    public record Choice(boolean open, boolean litellm, ExtraLabels labels) {}

    /**
     * What is told beside what is counted here.
     *
     * @param cache answers that are kept; empty for none
     * @param standings how deployments are doing
     * @param book accounts and their budgets
     * @param active calls under way
     * @param presets the kind of a provider, by its configured name
     * @param data whose disk is told of
     * @param version of the gateway
     */
    public record Sources(
            Optional<AnswerCache> cache,
            Standings standings,
            AccountBook book,
            IntSupplier active,
            UnaryOperator<String> presets,
            Path data,
            String version) {}

    /** Counts from now on. */
    public Metrics(Choice choice, Sources sources) {
        this.choice = choice;
        this.calls = new CallFigures(choice.labels(), names);
        States states = new States(sources.cache(), sources.standings(), names);
        Machine machine = new Machine(sources.data());
        this.json = new MetricsJson(calls, states, machine, sources.active());
        List<Collector> all = new ArrayList<>(List.of(
                new CallFamilies(calls, sources.active()),
                new BudgetFamilies(sources.book()),
                http,
                states,
                refused,
                new MachineFamilies(machine, sources.version())));
        CallListener hears = calls.and(refused);
        if (choice.litellm()) {
            LitellmFigures figures = new LitellmFigures(names);
            all.add(new LitellmFamilies(
                    figures,
                    new LitellmFamilies.Sources(
                            sources.book(), () -> candidates, sources.presets(), sources.active())));
            hears = hears.and(figures);
        }
        this.collectors = List.copyOf(all);
        this.listener = hears;
    }

    /**
     * Says what is served from now on.
     *
     * @param deployments every one that is configured
     * @param called names that callers may write
     */
    public void serving(List<Candidate> deployments, Set<String> called) {
        candidates = List.copyOf(deployments);
        names.configured(deployments.stream().map(Candidate::name).collect(Collectors.toUnmodifiableSet()), called);
    }

    /** Is to be told of calls. */
    public CallListener listener() {
        return listener;
    }

    /** Where the figures are read. */
    public ManagementRoute route() {
        ManagementRoute.Access access = choice.open() ? ManagementRoute.Access.PUBLIC : ManagementRoute.Access.VIEWER;
        return new MetricsRoute(access, this::text, json::now);
    }

    private String text() {
        Exposition into = new Exposition();
        collectors.forEach(collector -> collector.collect(into));
        return into.text();
    }

    @Override
    public void ended(String method, String endpoint, int status, long nanos) {
        http.ended(method, endpoint, status, nanos);
    }

    @Override
    public void denied(Failure failure) {
        refused.refused(failure);
    }

    @Override
    public void suspected(Suspicion what) {
        refused.suspected(what);
    }
}
