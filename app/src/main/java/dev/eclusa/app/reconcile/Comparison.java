package dev.eclusa.app.reconcile;

import dev.eclusa.store.DailyUse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A provider's statements beside our sums of the same days.
 *
 * @param span the days that are compared
 * @param figures each figure the statements have
 * @param names which model is which
 */
record Comparison(Span span, List<FigureComparison> figures, ModelNames names) {

    /** Compares statements with sums, of which those of other days count for nothing. */
    static Comparison of(Statements statements, List<DailyUse> uses) {
        Span span = span(statements);
        List<DailyUse> within =
                uses.stream().filter(use -> span.contains(use.day())).toList();
        ModelNames names = new ModelNames(
                theirModels(statements), within.stream().map(DailyUse::model).collect(Collectors.toSet()));
        List<FigureComparison> figures = Arrays.stream(Figure.values())
                .filter(figure -> statements.all().stream()
                        .anyMatch(statement -> statement.figures().contains(figure)))
                .map(figure -> figure(figure, statements, within, names))
                .toList();
        return new Comparison(span, figures, names);
    }

    /** From the first to the last day the statements are of. */
    static Span span(Statements statements) {
        return Span.of(statements.all().stream()
                .flatMap(statement -> statement.covered().keySet().stream())
                .toList());
    }

    private static Set<String> theirModels(Statements statements) {
        Set<String> ids = new TreeSet<>();
        statements.all().stream()
                .flatMap(statement -> statement.entries().stream())
                .forEach(entry -> {
                    if (entry.subject() instanceof Subject.Model model) {
                        ids.add(model.id());
                    }
                });
        return ids;
    }

    /** A figure, over the days of those files only that have it, or could have it and have no results. */
    private static FigureComparison figure(
            Figure figure, Statements statements, List<DailyUse> uses, ModelNames names) {
        Set<LocalDate> days = statements.all().stream()
                .filter(statement ->
                        statement.figures().isEmpty() || statement.figures().contains(figure))
                .flatMap(statement -> statement.covered().keySet().stream())
                .collect(Collectors.toSet());
        Span span = Span.of(days);
        List<Entry> entries = statements.all().stream()
                .flatMap(statement -> statement.entries().stream())
                .filter(entry -> entry.figure() == figure)
                .toList();
        return new FigureComparison(
                figure,
                entries,
                uses.stream().filter(use -> span.contains(use.day())).toList(),
                names);
    }

    /** Every day, model and figure, in that order. */
    List<Line> lines() {
        return figures.stream()
                .flatMap(figure -> figure.lines().stream())
                .sorted(Comparator.comparing(Line::day)
                        .thenComparing(Line::model)
                        .thenComparing(Line::figure))
                .toList();
    }

    /** Each figure over all days. */
    List<Line> totals() {
        return figures.stream().map(FigureComparison::total).toList();
    }

    boolean has(Figure figure) {
        return figures.stream().anyMatch(each -> each.figure() == figure);
    }
}
