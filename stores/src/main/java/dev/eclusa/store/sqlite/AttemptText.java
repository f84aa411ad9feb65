package dev.eclusa.store.sqlite;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row's attempts as one text column: a line each, fields apart by tabs. The usual single attempt is not written: it says what the row says. */
final class AttemptText {
    private AttemptText() {}

    static @Nullable String of(CallRow row) {
        if (row.attempts().size() == 1) {
            return null;
        }
        return row.attempts().stream().map(AttemptText::line).collect(Collectors.joining("\n"));
    }

    static List<Attempt> read(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(text.split("\n")).map(AttemptText::attempt).toList();
    }

    private static String line(Attempt attempt) {
        Usage usage = attempt.usage();
        return String.join(
                "\t",
                attempt.provider(),
                attempt.model(),
                attempt.outcome().name(),
                Integer.toString(attempt.status()),
                Long.toString(usage.input()),
                Long.toString(usage.cachedInput()),
                Long.toString(usage.output()),
                Long.toString(usage.reasoning()),
                attempt.cost().map(cost -> Long.toString(cost.nanos())).orElse("-"),
                Long.toString(attempt.latencyMillis()));
    }

    private static Attempt attempt(String line) {
        String[] field = line.split("\t", -1);
        Usage usage = new Usage(
                Long.parseLong(field[4]),
                Long.parseLong(field[5]),
                0,
                0,
                Long.parseLong(field[6]),
                Long.parseLong(field[7]),
                0,
                0);
        Optional<Cost> cost = field[8].equals("-") ? Optional.empty() : Optional.of(new Cost(Long.parseLong(field[8])));
        return new Attempt(
                field[0],
                field[1],
                Outcome.valueOf(field[2]),
                Integer.parseInt(field[3]),
                usage,
                cost,
                Long.parseLong(field[9]));
    }
}
