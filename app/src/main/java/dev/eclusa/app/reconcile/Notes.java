package dev.eclusa.app.reconcile;

import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was taken to be how, and what else explains a difference: nothing is assumed in silence. */
final class Notes {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<String> notes = new ArrayList<>();

    private Notes() {}

    static List<String> of(Statements statements, Comparison comparison, List<DailyUse> uses) {
        Notes notes = new Notes();
        statements.all().forEach(statement -> notes.notes.addAll(statement.notes()));
        notes.names(comparison.names());
        comparison.figures().forEach(notes::grain);
        EnumSet.allOf(Report.class).forEach(report -> notes.pages(statements, report));
        notes.books(comparison, uses);
        return List.copyOf(notes.notes);
    }

    private void names(ModelNames names) {
        names.undated()
                .forEach((theirs, ours) ->
                        notes.add(theirs + " is compared with our " + ours + ", which is its name without the date."));
        names.beside()
                .forEach((theirs, ours) -> notes.add("Ours are both " + theirs + " and " + ours
                        + ", theirs only the former: the provider may count calls of both under it."));
    }

    private void grain(FigureComparison figure) {
        String label = figure.figure().label();
        if (figure.grain().isNeverByModel()) {
            notes.add("The files do not tell " + label + " by model: all models are compared together.");
        } else if (figure.grain().hasTotals()) {
            notes.add("The files do not tell " + label
                    + " by model on every day: there, all models are compared together.");
        }
        if (figure.grain().mixedDays() > 0) {
            notes.add("On " + days(figure.grain().mixedDays()) + " the files tell some " + label
                    + " by model and some not; the latter stand in a line " + FigureComparison.UNTOLD
                    + ". They may be counted twice.");
        }
    }

    private static String days(long count) {
        return count == 1 ? "one day" : count + " days";
    }

    private void pages(Statements statements, Report report) {
        List<Statement> pages = statements.all().stream()
                .filter(statement -> statement.report() == report)
                .toList();
        if (!pages.isEmpty() && pages.stream().allMatch(Statement::more)) {
            notes.add("Of " + report.title() + ", every page says that another follows: days may be missing.");
        }
        Map<LocalDate, Duration> covered = new TreeMap<>();
        Set<LocalDate> twice = new TreeSet<>();
        pages.forEach(page -> page.covered().forEach((day, length) -> {
            if (covered.containsKey(day)) {
                twice.add(day);
            }
            covered.merge(day, length, Duration::plus);
        }));
        covered.values().removeIf(length -> length.compareTo(DAY) >= 0);
        addDays(twice, "in more than one file of " + report.title() + ", and added up.");
        addDays(covered.keySet(), "told in part only by " + report.title() + "; ours are whole days.");
    }

    private void addDays(Collection<LocalDate> days, String what) {
        if (!days.isEmpty()) {
            String list = days.stream().map(LocalDate::toString).collect(Collectors.joining(", "));
            notes.add(list + (days.size() == 1 ? " is " : " are ") + what);
        }
    }

    private void books(Comparison comparison, List<DailyUse> uses) {
        Use all = uses.stream().map(DailyUse::use).reduce(Use.NONE, Use::plus);
        if (comparison.has(Figure.REQUESTS) && all.failed() > 0) {
            notes.add("Our requests include " + all.failed() + " that failed, which a provider may not count.");
        }
        if (comparison.has(Figure.COST) && all.unpriced() > 0) {
            notes.add("Our cost leaves out " + all.unpriced() + " requests whose price is not known.");
        }
    }
}
