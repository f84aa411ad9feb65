package dev.eclusa.app;

import dev.eclusa.app.books.UsageReading;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eclusa usage export FILE}: the ledger's rows as CSV or JSON lines. */
@Command(
        name = "export",
        description = "Write the ledger's rows to a file, newest first: .csv, or .jsonl with a JSON object a line.",
        mixinStandardHelpOptions = true)
final class UsageExportCommand implements Callable<Integer> {
    @Mixin
    private Places places = new Places();

    @Parameters(paramLabel = "FILE", description = "Ends in .csv or .jsonl; it must not exist.")
    private Path file = Path.of("");

    @Option(names = "--start", description = "First day, UTC (default: the beginning).")
    private Optional<LocalDate> start = Optional.empty();

    @Option(names = "--end", description = "Last day, UTC (default: today).")
    private Optional<LocalDate> end = Optional.empty();

    @Override
    public Integer call() {
        String name = file.toString();
        if (!name.endsWith(".csv") && !name.endsWith(".jsonl")) {
            System.err.println("The file's name ends in .csv or .jsonl, which says what is written.");
            return 2;
        }
        if (Files.exists(file)) {
            System.err.println(file + " exists; nothing was written.");
            return 2;
        }
        return BooksCommand.with(places, books -> {
            ProgressBar bar = ProgressBar.ofErrors();
            try (PrintStream out = new PrintStream(
                    new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
                long rows = UsageReading.export(
                        books,
                        new UsageReading.Wanted(start, end, name.endsWith(".csv")),
                        out,
                        (done, all) -> bar.at("rows", done, all));
                System.err.println();
                System.out.println(rows + " rows written to " + file + ".");
                return 0;
            } catch (IOException failed) {
                throw new UncheckedIOException("Writing " + file + " failed.", failed);
            }
        });
    }
}
