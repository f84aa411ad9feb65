package dev.eclusa.server.metrics.litellm;

import dev.eclusa.server.metrics.Bounded;
import dev.eclusa.server.metrics.Exposition;
import dev.eclusa.server.metrics.Histogram;
import dev.eclusa.server.metrics.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One family being summed: series that have the same labels in it are one sample.
 *
 * @param names of its labels
 */
record Sums(Exposition into, Known known, List<String> names) {
    /** A counter of whole numbers. */
    <S> void counter(Bounded<CalledBy, S> series, ToLongFunction<S> value) {
        sums(series, value).forEach(into::sample);
    }

    /** A counter of thousand-millionths. */
    <S> void nanos(Bounded<CalledBy, S> series, ToLongFunction<S> value) {
        sums(series, value).forEach(into::nanos);
    }

    private <S> Map<List<Label>, Long> sums(Bounded<CalledBy, S> series, ToLongFunction<S> value) {
        Map<List<Label>, Long> sums = new LinkedHashMap<>();
        series.forEach((by, of) -> sums.merge(known.labels(names, by), value.applyAsLong(of), Long::sum));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    /** A histogram. */
    <S> void histogram(Bounded<CalledBy, S> series, Function<S, Histogram> value) {
        Map<List<Label>, Histogram.Reading> sums = new LinkedHashMap<>();
        series.forEach(
                (by, of) -> sums.merge(known.labels(names, by), value.apply(of).read(), Histogram.Reading::plus));
        sums.values().removeIf(reading -> reading.count() == 0);
        sums.forEach(into::histogram);
    }

    /** A counter by status, which is a label more. */
    <S> void statuses(
            Bounded<CalledBy, S> series, Function<S, List<Statuses>> value, Function<Integer, List<Label>> status) {
        Map<List<Label>, Long> sums = new LinkedHashMap<>();
        series.forEach((by, of) -> value.apply(of)
                .forEach(statuses -> statuses.read().forEach((code, count) -> {
                    List<Label> labels = known.labels(names, by);
                    labels.addAll(status.apply(code));
                    sums.merge(labels, count, Long::sum);
                })));
        sums.forEach(into::sample);
    }
}
