package dev.eclusa.app;

import dev.eclusa.app.books.Books;
import dev.eclusa.app.books.ExportFormat;
import dev.eclusa.app.books.UsageReading;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eclusa usage export FILE}: the ledger's rows as CSV, JSON lines or Parquet. */
@Command(
        name = "export",
        description =
                "Write the ledger's rows to a file, newest first: .csv, .jsonl with a JSON object a line, or .parquet.",
        mixinStandardHelpOptions = true)
final class UsageExportCommand implements Callable<Integer> {
    @Mixin
    private Places places = new Places();

    @Parameters(paramLabel = "FILE", description = "Ends in .csv, .jsonl or .parquet; it must not exist.")
    private Path file = Path.of("");

    @Option(names = "--start", description = "First day, UTC (default: the beginning).")
    private Optional<LocalDate> start = Optional.empty();

    @Option(names = "--end", description = "Last day, UTC (default: today).")
    private Optional<LocalDate> end = Optional.empty();

    @Override
    public Integer call() {
        Optional<ExportFormat> format = ExportFormat.of(file.toString());
        if (format.isEmpty()) {
            System.err.println("The file's name ends in .csv, .jsonl or .parquet, which says what is written.");
            return 2;
        }
        if (Files.exists(file)) {
            System.err.println(file + " exists; nothing was written.");
            return 2;
        }
        UsageReading.Wanted wanted = new UsageReading.Wanted(start, end, format.get());
        return BooksCommand.with(places, books -> write(books, wanted));
    }

    private int write(Books books, UsageReading.Wanted wanted) {
        ProgressBar bar = ProgressBar.ofErrors();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            long rows = UsageReading.export(books, wanted, out, (done, all) -> bar.at("rows", done, all));
            System.err.println();
            System.out.println(rows + " rows written to " + file + ".");
            return 0;
        } catch (IOException failed) {
            throw new UncheckedIOException("Writing " + file + " failed.", failed);
        }
    }
}
