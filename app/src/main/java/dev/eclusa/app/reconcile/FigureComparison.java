package dev.eclusa.app.reconcile;

import dev.eclusa.store.DailyUse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One figure compared, day by day and model by model where the provider tells models. */
final class FigureComparison {
    static final String ALL_MODELS = "all models";
    static final String UNTOLD = "(no model told)";
    private static final String ALL = "all";

    private final Figure figure;
    private final ModelNames names;
    private final Grain grain;
    private final Map<Key, Sides> sides = new TreeMap<>();

    private record Key(LocalDate day, String model) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::day).thenComparing(Key::model).compare(this, other);
        }
    }

    private record Sides(BigDecimal theirs, BigDecimal ours) {
        Sides plus(Sides other) {
            return new Sides(theirs.add(other.theirs), ours.add(other.ours));
        }
    }

    FigureComparison(Figure figure, List<Entry> entries, List<DailyUse> uses, ModelNames names) {
        this.figure = figure;
        this.names = names;
        grain = new Grain(entries);
        entries.forEach(entry -> add(entry.day(), theirs(entry), new Sides(entry.amount(), BigDecimal.ZERO)));
        uses.forEach(use -> add(use.day(), ours(use), new Sides(BigDecimal.ZERO, figure.of(use.use()))));
    }

    private void add(LocalDate day, String model, Sides added) {
        sides.merge(new Key(day, model), added, Sides::plus);
    }

    private String theirs(Entry entry) {
        return switch (entry.subject()) {
            case Subject.Model model -> names.ours(model.id());
            case Subject.Item item -> "(" + item.name() + ")";
            case Subject.Everything everything -> grain.isByModel(entry.day()) ? UNTOLD : ALL_MODELS;
        };
    }

    private String ours(DailyUse use) {
        return grain.isByModel(use.day()) ? use.model() : ALL_MODELS;
    }

    Grain grain() {
        return grain;
    }

    Figure figure() {
        return figure;
    }

    /** Every day and model. */
    List<Line> lines() {
        return sides.entrySet().stream()
                .map(entry ->
                        line(entry.getKey().day().toString(), entry.getKey().model(), entry.getValue()))
                .toList();
    }

    /** All together. */
    Line total() {
        return line(
                ALL,
                ALL_MODELS,
                sides.values().stream().reduce(new Sides(BigDecimal.ZERO, BigDecimal.ZERO), Sides::plus));
    }

    private Line line(String day, String model, Sides both) {
        return new Line(day, model, figure, both.theirs(), both.ours());
    }
}
