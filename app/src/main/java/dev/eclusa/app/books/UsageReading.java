package dev.eclusa.app.books;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads the books for the command line. */
public final class UsageReading {
    private static final int PAGE = 1000;
    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;

    private UsageReading() {}

    /** An answer for people and for programs. */
    public record Printed(String text, ObjectNode json) {}

    /**
     * What rows are wanted.
     *
     * @param format what they are written as
     */
    public record Wanted(Optional<LocalDate> start, Optional<LocalDate> end, ExportFormat format) {}

    /** Is told how far something is. */
    public interface Progress {
        /** So many of so many. */
        void at(long done, long all);
    }

    /**
     * What was used over some days, both inclusive.
     *
     * @throws IllegalArgumentException when the days are reversed, or nothing can be listed by that
     */
    public static Printed of(Books books, LocalDate start, LocalDate end, String by) {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("The last day, " + end + ", lies before the first, " + start + ".");
        }
        if (!UsageTable.BY.containsKey(by)) {
            throw new IllegalArgumentException("--by is one of "
                    + String.join(", ", UsageTable.BY.keySet().stream().sorted().toList()) + ".");
        }
        List<DailyUse> days = daily(books, start, end);
        UsageTable table = new UsageTable(start, end, days, by);
        return new Printed(table.text(), table.json());
    }

    /**
     * Writes rows; answers how many.
     *
     * @throws UncheckedIOException when they cannot be written
     */
    public static long export(Books books, Wanted wanted, OutputStream out, Progress progress) {
        LocalDate start = wanted.start().orElse(FIRST_DAY);
        LocalDate end = wanted.end().orElse(LocalDate.now(ZoneOffset.UTC));
        CallQuery query = Export.between(millis(start), millis(end.plusDays(1)));
        return books.use(database -> {
            long all = database.daily(DailyQuery.of(start, end)).stream()
                    .mapToLong(day -> day.use().requests())
                    .sum();
            try {
                return new Export(RowWriter.of(wanted.format(), out))
                        .write(database, query, done -> progress.at(done, all));
            } catch (IOException failed) {
                throw new UncheckedIOException("The rows cannot be written.", failed);
            }
        });
    }

    /** The sums of some days, both inclusive. */
    public static List<DailyUse> daily(Books books, LocalDate start, LocalDate end) {
        return books.use(database -> database.daily(DailyQuery.of(start, end)));
    }

    /** The newest rows, newest first. */
    public static List<CallRow> newest(Books books, int most) {
        return books.use(database -> {
            List<CallRow> rows = new ArrayList<>();
            CallQuery query = CallQuery.newest(Math.min(most, PAGE));
            CallPage page = database.page(query);
            rows.addAll(page.calls());
            while (page.next().isPresent() && rows.size() < most) {
                page = database.page(query.before(page.next().getAsLong()));
                rows.addAll(page.calls());
            }
            return rows.subList(0, Math.min(most, rows.size()));
        });
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** The first entry of the audit where its chain is broken. */
    public static Optional<Long> brokenAudit(Books books) {
        return books.use(database -> database.brokenAudit());
    }
}
