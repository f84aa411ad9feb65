package dev.eclusa.server.metrics;

import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.server.metrics.Exposition.FigureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/** The {@code llm_*} families of calls. */
final class CallFamilies implements Collector {
    private final CallFigures figures;
    private final IntSupplier active;

    CallFamilies(CallFigures figures, IntSupplier active) {
        this.figures = figures;
        this.active = active;
    }

    private record Told(List<Label> labels, CallSeries series) {}

    @Override
    public void collect(Exposition into) {
        List<Told> all = new ArrayList<>();
        figures.series().forEach((key, series) -> all.add(new Told(labels(key), series)));
        into.family("llm_requests_total", FigureType.COUNTER, "Calls that settled, by how they ended.");
        all.forEach(told -> requests(told, into));
        into.family("llm_tokens_total", FigureType.COUNTER, "Tokens of calls that settled: of prompts and of answers.");
        tokens(all, into, "input", "output");
        into.family(
                "llm_token_details_total",
                FigureType.COUNTER,
                "Tokens that are in llm_tokens_total too, by what they were.");
        tokens(all, into, "cached_input", "cache_write", "reasoning");
        into.family("llm_cost_total", FigureType.COUNTER, "What calls cost, in USD, exact to the nano-dollar.");
        all.forEach(told -> into.nanos(told.labels(), told.series().costNanos()));
        each(all, into, "llm_unpriced_requests_total", "Calls whose cost is not known.", CallSeries::unpriced);
        histogram(into, "llm_latency_seconds", "From a call's first byte to its answer's last.", CallSeries::latency);
        histogram(
                into,
                "llm_time_to_first_token_seconds",
                "From a call's first byte to the first content sent.",
                CallSeries::firstToken);
        into.family("llm_fallbacks_total", FigureType.COUNTER, "Calls for which more than one deployment was asked.")
                .sample(List.of(), figures.fallbacks());
        into.family(
                        "llm_provider_calls_total",
                        FigureType.COUNTER,
                        "Calls of providers, several a call where one fails.")
                .sample(List.of(), figures.attempts());
        into.family(
                        "llm_provider_call_failures_total",
                        FigureType.COUNTER,
                        "Calls of providers that failed or broke off.")
                .sample(List.of(), figures.failedAttempts());
        into.family("llm_active_requests", FigureType.GAUGE, "Calls under way.").sample(List.of(), active.getAsInt());
    }

    private List<Label> labels(CallFigures.Key key) {
        List<Label> labels = Label.of("provider", key.provider(), "model", key.model());
        List<String> names = figures.moreNames();
        for (int i = 0; i < names.size(); i++) {
            labels.add(new Label(names.get(i), key.more().get(i)));
        }
        return labels;
    }

    private static void requests(Told told, Exposition into) {
        for (int tier = 0; tier < CallSeries.TIERS; tier++) {
            for (Outcome outcome : Outcome.values()) {
                long count = told.series().requests(tier, outcome);
                if (count > 0) {
                    List<Label> labels = Label.and(told.labels(), "tier", tier == 0 ? "none" : Integer.toString(tier));
                    into.sample(Label.and(labels, "status", outcome.label()), count);
                }
            }
        }
    }

    private static void tokens(List<Told> all, Exposition into, String... kinds) {
        for (Told told : all) {
            for (String kind : kinds) {
                into.sample(
                        Label.and(told.labels(), "type", kind), told.series().tokens(kind));
            }
        }
    }

    private static void each(
            List<Told> all, Exposition into, String name, String help, ToLongFunction<CallSeries> value) {
        into.family(name, FigureType.COUNTER, help);
        all.forEach(told -> into.sample(told.labels(), value.applyAsLong(told.series())));
    }

    /** Without the chosen labels: a histogram has many lines. */
    private void histogram(Exposition into, String name, String help, Function<CallSeries, Histogram.Reading> reading) {
        Map<String, List<Label>> labels = new TreeMap<>();
        Map<String, Histogram.Reading> sums = new TreeMap<>();
        figures.series().forEach((key, series) -> {
            String id = key.provider() + "\n" + key.model();
            labels.put(id, Label.of("provider", key.provider(), "model", key.model()));
            sums.merge(id, reading.apply(series), Histogram.Reading::plus);
        });
        into.family(name, FigureType.HISTOGRAM, help);
        labels.forEach((id, of) -> into.histogram(of, sums.getOrDefault(id, Histogram.Reading.NONE)));
    }
}
