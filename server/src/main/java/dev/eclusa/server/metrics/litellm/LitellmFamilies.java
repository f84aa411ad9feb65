package dev.eclusa.server.metrics.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.engine.resilience.Breaker;
import dev.eclusa.engine.resilience.Obstacle;
import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.metrics.Collector;
import dev.eclusa.server.metrics.Exposition;
import dev.eclusa.server.metrics.Exposition.FigureType;
import dev.eclusa.server.metrics.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** LiteLLM's main families (names, labels and bounds of 1.106.2). */
public final class LitellmFamilies implements Collector {
    private static final List<String> KEY = List.of("hashed_api_key", "api_key_alias");
    private static final List<String> CALLER = List.of(
            "hashed_api_key", "api_key_alias", "team", "team_alias", "user", "org_id", "org_alias", "requested_model");
    private static final List<String> ASKED = join(CALLER, List.of("route", "model_id", "api_provider"));
    private static final List<String> USED = join(CALLER, List.of("model", "model_id", "api_provider"));
    private static final List<String> TIMED = join(USED, List.of("model_group"));
    private static final List<String> PLACE = List.of("litellm_model_name", "model_id", "api_base", "api_provider");
    private static final List<String> DEPLOYMENT = join(List.of("model_group"), PLACE);
    private static final List<String> TRIED =
            join(DEPLOYMENT, List.of("requested_model", "hashed_api_key", "api_key_alias", "team", "team_alias"));

    private final LitellmFigures figures;
    private final Sources sources;

    /**
     * What else is told.
     *
     * @param book keys and teams
     * @param candidates deployments there are
     * @param presets the kind of a provider, by its configured name
     * @param active calls under way
     */
    public record Sources(
            AccountBook book,
            Supplier<List<Candidate>> candidates,
            UnaryOperator<String> presets,
            IntSupplier active) {}

    /** Tells these figures. */
    public LitellmFamilies(LitellmFigures figures, Sources sources) {
        this.figures = figures;
        this.sources = sources;
    }

    private static List<String> join(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    @Override
    public void collect(Exposition into) {
        List<Candidate> candidates = sources.candidates().get();
        Known known = new Known(sources.book(), candidates, sources.presets());
        requests(into, known);
        amounts(into, known);
        times(into, known);
        deployments(into, known);
        states(into, known, candidates);
        budgets(into, AccountKind.TEAM, "team", List.of("team", "team_alias"));
        budgets(into, AccountKind.KEY, "api_key", KEY);
        into.family("litellm_in_flight_requests", FigureType.GAUGE, "Calls under way.")
                .sample(List.of(), sources.active().getAsInt());
    }

    private void requests(Exposition into, Known known) {
        into.family("litellm_proxy_total_requests_metric_total", FigureType.COUNTER, "Calls, refused ones among them.");
        new Sums(into, known, ASKED)
                .statuses(
                        figures.calls(),
                        of -> List.of(of.well, of.failed),
                        status -> Label.of("status_code", Integer.toString(status)));
        into.family(
                "litellm_proxy_failed_requests_metric_total",
                FigureType.COUNTER,
                "Calls that were not answered whole.");
        new Sums(into, known, ASKED).statuses(figures.calls(), of -> List.of(of.failed), LitellmFamilies::exception);
        counter(into, known, "litellm_requests_metric_total", "Calls that were answered.", of -> of.well.sum());
    }

    /** A failure by LiteLLM's names. */
    private static List<Label> exception(int status) {
        String name = switch (status) {
            case 400, 413, 422 -> "BadRequestError";
            case 401 -> "AuthenticationError";
            case 403 -> "PermissionDeniedError";
            case 404 -> "NotFoundError";
            case 408, 504 -> "Timeout";
            case 429 -> "RateLimitError";
            case 500 -> "InternalServerError";
            case 502 -> "BadGatewayError";
            case 503, 529 -> "ServiceUnavailableError";
            case 499 -> "ClientDisconnected";
            case 0, 200 -> "APIConnectionError";
            default -> "APIError";
        };
        return Label.of("exception_status", Integer.toString(status), "exception_class", name);
    }

    private void amounts(Exposition into, Known known) {
        into.family("litellm_spend_metric_total", FigureType.COUNTER, "What calls cost, in USD.");
        new Sums(into, known, USED).nanos(figures.calls(), of -> of.spendNanos.sum());
        counter(
                into,
                known,
                "litellm_total_tokens_metric_total",
                "Tokens of prompts and answers.",
                of -> of.input.sum() + of.output.sum());
        counter(into, known, "litellm_input_tokens_metric_total", "Tokens of prompts.", of -> of.input.sum());
        counter(into, known, "litellm_output_tokens_metric_total", "Tokens of answers.", of -> of.output.sum());
    }

    private void counter(Exposition into, Known known, String name, String help, ToLongFunction<LitellmSeries> value) {
        into.family(name, FigureType.COUNTER, help);
        new Sums(into, known, USED).counter(figures.calls(), value);
    }

    private void times(Exposition into, Known known) {
        histogram(
                into, known, TIMED, "litellm_request_total_latency_metric", "Seconds of a whole call.", of -> of.total);
        histogram(into, known, TIMED, "litellm_llm_api_latency_metric", "Seconds a provider took.", of -> of.api);
        histogram(
                into,
                known,
                TIMED,
                "litellm_llm_api_time_to_first_token_metric",
                "Seconds to the first content of a stream.",
                of -> of.firstToken);
        histogram(
                into,
                known,
                join(DEPLOYMENT, KEY),
                "litellm_overhead_latency_metric",
                "Seconds of a call that no provider took.",
                of -> of.overhead);
    }

    private void histogram(
            Exposition into,
            Known known,
            List<String> labels,
            String name,
            String help,
            Function<LitellmSeries, dev.eclusa.server.metrics.Histogram> value) {
        into.family(name, FigureType.HISTOGRAM, help);
        new Sums(into, known, labels).histogram(figures.calls(), value);
    }

    private void deployments(Exposition into, Known known) {
        Sums sums = new Sums(into, known, TRIED);
        into.family("litellm_deployment_success_responses_total", FigureType.COUNTER, "Answers of a deployment.");
        sums.counter(figures.deployments(), of -> of.well.sum());
        into.family("litellm_deployment_failure_responses_total", FigureType.COUNTER, "Failures of a deployment.");
        sums.statuses(figures.deployments(), of -> List.of(of.failed), LitellmFamilies::exception);
        into.family(
                "litellm_deployment_total_requests_total", FigureType.COUNTER, "Answers and failures of a deployment.");
        sums.counter(figures.deployments(), of -> of.well.sum() + of.failed.sum());
    }

    private static void states(Exposition into, Known known, List<Candidate> candidates) {
        into.family("litellm_deployment_state", FigureType.GAUGE, "0 healthy, 1 partial outage, 2 complete outage.");
        long now = System.nanoTime();
        Map<List<Label>, Long> worst = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            CalledBy by = new CalledBy(
                    "",
                    "",
                    "",
                    "",
                    "",
                    candidate.target().provider(),
                    candidate.target().model(),
                    "");
            worst.merge(known.labels(PLACE, by), state(candidate.standing(), now), Math::max);
        }
        worst.forEach(into::sample);
    }

    private static long state(Standing standing, long now) {
        boolean rests = standing.obstacle(now)
                .filter(obstacle -> obstacle.kind() != Obstacle.Kind.FULL)
                .isPresent();
        Breaker.State breaker = standing.breaker().state(now);
        return rests
                ? 2
                : breaker == Breaker.State.HALF_OPEN || standing.breaker().failuresInARow() > 0 ? 1 : 0;
    }

    private void budgets(Exposition into, AccountKind kind, String word, List<String> names) {
        List<AccountBook.Holder> holders = sources.book().budgeted(kind);
        into.family(
                "litellm_remaining_" + word + "_budget_metric", FigureType.GAUGE, "What is left of a budget, in USD.");
        holders.forEach(holder -> into.nanos(
                of(holder, names), most(holder) - holder.account().spent().nanos()));
        into.family("litellm_" + word + "_max_budget_metric", FigureType.GAUGE, "A budget, in USD.");
        holders.forEach(holder -> into.nanos(of(holder, names), most(holder)));
    }

    private static List<Label> of(AccountBook.Holder holder, List<String> names) {
        return Label.of(
                names.getFirst(), holder.id(), names.getLast(), holder.alias().isEmpty() ? "None" : holder.alias());
    }

    private static long most(AccountBook.Holder holder) {
        return holder.account().allowance().budget().orElseThrow().nanos();
    }
}
