package dev.eclusa.app.reconcile;

import dev.eclusa.app.reconcile.CsvLines.CsvLine;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An invoice as comma-separated values: a header says which column is what, others are not looked at. */
record CsvInvoice(String file, InvoiceHeader header) {
    private static final int DAY_LENGTH = "2026-01-31".length();

    static Statement read(String file, String text) {
        List<CsvLine> lines = CsvLines.read(file, text);
        if (lines.isEmpty()) {
            throw Recognised.not(file);
        }
        InvoiceHeader header = InvoiceHeader.of(file, lines.getFirst().cells());
        return new CsvInvoice(file, header).statement(lines.subList(1, lines.size()));
    }

    private Statement statement(List<CsvLine> lines) {
        List<Entry> entries = new ArrayList<>();
        Map<LocalDate, Duration> covered = new HashMap<>();
        for (CsvLine line : lines) {
            checkLength(line);
            LocalDate day = day(line);
            Subject subject = subject(line);
            covered.put(day, Duration.ofDays(1));
            header.figures()
                    .forEach((figure, column) -> amount(line, figure, column)
                            .ifPresent(amount -> entries.add(new Entry(day, subject, figure, amount))));
        }
        return new Statement(
                file, Report.INVOICE, covered, header.figures().keySet(), entries, false, header.notes(file));
    }

    private void checkLength(CsvLine line) {
        int cells = line.cells().size();
        int expected = header.names().size();
        if (cells != expected) {
            throw new NotUnderstood(file + ":" + line.number() + ": " + cells + " cells; " + expected
                    + " were expected, as in the header.");
        }
    }

    private LocalDate day(CsvLine line) {
        String text = line.cell(header.day());
        try {
            return text.length() > DAY_LENGTH
                    ? LocalDate.ofInstant(OffsetDateTime.parse(text).toInstant(), ZoneOffset.UTC)
                    : LocalDate.parse(text);
        } catch (DateTimeException none) {
            throw wrong(line, header.day(), "a day such as 2026-01-31, or a moment such as 2026-01-31T00:00:00Z,");
        }
    }

    private Subject subject(CsvLine line) {
        return Subject.ofModel(header.model().map(line::cell).filter(id -> !id.isEmpty()));
    }

    /** An empty cell says nothing, which is not zero. */
    private Optional<BigDecimal> amount(CsvLine line, Figure figure, int column) {
        return Optional.of(line.cell(column))
                .filter(text -> !text.isEmpty())
                .map(text -> figure == Figure.COST ? dollars(line, column) : count(line, column));
    }

    private BigDecimal dollars(CsvLine line, int column) {
        header.currency()
                .filter(currency -> !line.cell(currency).equalsIgnoreCase("USD"))
                .ifPresent(currency -> {
                    throw wrong(line, currency, "USD, which the books are in (nothing is converted),");
                });
        return Amounts.of(line.cell(column)).orElseThrow(() -> wrong(line, column, "a decimal number"));
    }

    private BigDecimal count(CsvLine line, int column) {
        return Amounts.of(line.cell(column))
                .flatMap(Amounts::count)
                .orElseThrow(() -> wrong(line, column, "a whole number"));
    }

    private NotUnderstood wrong(CsvLine line, int column, String expected) {
        return new NotUnderstood(
                file + ":" + line.number() + ": " + header.names().get(column) + " is '"
                        + InvoiceHeader.shortened(line.cell(column)) + "'; " + expected + " was expected.");
    }
}
