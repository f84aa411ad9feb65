package dev.eclusa.app;

import dev.eclusa.app.books.Books;
import dev.eclusa.app.books.UsageReading;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eclusa usage}: what was used and what it cost, from the sums by day. */
@Command(
        name = "usage",
        description =
                "What was used and what it cost, by model unless --by says otherwise. Works beside a running gateway.",
        mixinStandardHelpOptions = true,
        subcommands = {UsageExportCommand.class, UsageReconcileCommand.class})
final class UsageCommand implements Callable<Integer> {
    private static final int USUAL_DAYS = 30;

    @Mixin
    private Places places = new Places();

    @Mixin
    private Output output = new Output();

    @Option(names = "--start", description = "First day, UTC (default: thirty days ago).")
    private Optional<LocalDate> start = Optional.empty();

    @Option(names = "--end", description = "Last day, UTC (default: today).")
    private Optional<LocalDate> end = Optional.empty();

    @Option(
            names = "--by",
            description = "model, provider, key, user, team, organization or day (default: ${DEFAULT-VALUE}).")
    private String by = "model";

    @Override
    public Integer call() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate first = start.orElse(today.minusDays(USUAL_DAYS));
        return BooksCommand.with(places, (Books books) -> {
            UsageReading.Printed printed = UsageReading.of(books, first, end.orElse(today), by);
            output.print(printed.text(), printed.json());
            return 0;
        });
    }
}
