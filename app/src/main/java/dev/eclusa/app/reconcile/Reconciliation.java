package dev.eclusa.app.reconcile;

import dev.eclusa.app.books.Books;
import dev.eclusa.app.books.UsageReading;
import dev.eclusa.store.DailyUse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Compares the books with what a provider says. */
public final class Reconciliation {
    private Reconciliation() {}

    /**
     * How to compare.
     *
     * @param providers configured names of the provider; none: the usual name of the one whose files they are, or all
     * @param tolerance percent of theirs that count as equal, not negative
     * @param everything whether equal figures are printed too
     */
    public record Wanted(Set<String> providers, BigDecimal tolerance, boolean everything) {
        public Wanted {
            providers = Set.copyOf(providers);
        }
    }

    /**
     * What came out.
     *
     * @param equal whether every figure is
     */
    public record Outcome(String text, ObjectNode json, boolean equal) {}

    /** Compares the sums of the days the statements are of. */
    public static Outcome of(Books books, Statements statements, Wanted wanted) {
        Span span = Comparison.span(statements);
        List<DailyUse> all = UsageReading.daily(books, span.first(), span.last());
        Set<String> providers = providers(statements, wanted);
        List<DailyUse> ours = all.stream().filter(use -> isOf(use, providers)).toList();
        Comparison comparison = Comparison.of(statements, ours);
        List<String> notes = new ArrayList<>(Notes.of(statements, comparison, ours));
        if (ours.isEmpty()) {
            notes.add(nothing(all, providers));
        }
        View view = new View(comparison, providers, wanted.tolerance(), notes);
        return new Outcome(view.text(wanted.everything()), view.json(), view.isEqual());
    }

    private static Set<String> providers(Statements statements, Wanted wanted) {
        return new TreeSet<>(
                wanted.providers().isEmpty()
                        ? statements.all().stream()
                                .flatMap(statement -> statement.report().provider().stream())
                                .collect(Collectors.toSet())
                        : wanted.providers());
    }

    /** Calls that no provider answered have none, and no provider tells of them. */
    private static boolean isOf(DailyUse use, Set<String> providers) {
        return providers.isEmpty() ? !use.provider().isEmpty() : providers.contains(use.provider());
    }

    private static String nothing(List<DailyUse> all, Set<String> providers) {
        Set<String> others = all.stream()
                .map(DailyUse::provider)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        String which = providers.isEmpty() ? "" : " of " + String.join(", ", providers);
        return "The books have nothing" + which + " on these days"
                + (others.isEmpty()
                        ? "."
                        : "; they have " + String.join(", ", others) + ": --provider NAME says which is meant.");
    }
}
