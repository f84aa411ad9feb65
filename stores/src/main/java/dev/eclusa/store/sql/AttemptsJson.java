package dev.eclusa.store.sql;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row's attempts as JSON, one array of fourteen values each: provider, model, outcome's number, status, the eight
 * counts of {@link Usage}, nano-dollars or null, milliseconds. The usual single attempt that says what its row says is
 * only a number, its milliseconds: that saves a third of the row.
 */
final class AttemptsJson {
    private final String text;
    private int position;

    private AttemptsJson(String text) {
        this.text = text;
    }

    static String write(CallRow row) {
        List<Attempt> attempts = row.attempts();
        return attempts.size() == 1 && isLikeTheRow(attempts.getFirst(), row)
                ? Long.toString(attempts.getFirst().latencyMillis())
                : write(attempts);
    }

    private static boolean isLikeTheRow(Attempt attempt, CallRow row) {
        return attempt.provider().equals(row.provider())
                && attempt.model().equals(row.model())
                && attempt.outcome() == row.outcome()
                && attempt.status() == row.status()
                && attempt.usage().equals(row.usage())
                && attempt.cost().equals(row.cost());
    }

    /** Gives a row read back without attempts those that were written with it. */
    static CallRow read(CallRow row, String text) {
        List<Attempt> attempts = text.startsWith("[") ? read(text) : List.of(likeTheRow(row, Long.parseLong(text)));
        return new CallRow(
                row.begin(),
                row.provider(),
                row.model(),
                row.tier(),
                row.outcome(),
                row.status(),
                row.usage(),
                row.usageEstimated(),
                row.cost(),
                row.latencyMillis(),
                row.firstTokenMillis(),
                row.cache(),
                attempts,
                row.decision());
    }

    private static Attempt likeTheRow(CallRow row, long latencyMillis) {
        return new Attempt(
                row.provider(), row.model(), row.outcome(), row.status(), row.usage(), row.cost(), latencyMillis);
    }

    private static String write(List<Attempt> attempts) {
        StringBuilder json = new StringBuilder(96).append('[');
        for (Attempt attempt : attempts) {
            json.append(json.length() == 1 ? "[" : ",[");
            quote(json, attempt.provider());
            quote(json.append(','), attempt.model());
            json.append(',').append(attempt.outcome().code());
            json.append(',').append(attempt.status());
            usage(json, attempt.usage());
            json.append(',');
            attempt.cost().ifPresentOrElse(cost -> json.append(cost.nanos()), () -> json.append("null"));
            json.append(',').append(attempt.latencyMillis()).append(']');
        }
        return json.append(']').toString();
    }

    private static void usage(StringBuilder json, Usage usage) {
        json.append(',').append(usage.input()).append(',').append(usage.cachedInput());
        json.append(',').append(usage.cacheWrite()).append(',').append(usage.cacheWriteHour());
        json.append(',').append(usage.output()).append(',').append(usage.reasoning());
        json.append(',').append(usage.audioInput()).append(',').append(usage.audioOutput());
    }

    private static void quote(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character < 0x20 || character == '"' || character == '\\') {
                json.append("\\u00").append(character < 0x10 ? "0" : "").append(Integer.toHexString(character));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }

    private static List<Attempt> read(String text) {
        AttemptsJson json = new AttemptsJson(text);
        List<Attempt> attempts = new ArrayList<>();
        while (json.more()) {
            attempts.add(json.attempt());
        }
        return attempts;
    }

    private Attempt attempt() {
        return new Attempt(
                string(),
                string(),
                Outcome.ofCode(Integer.parseInt(bare())),
                Integer.parseInt(bare()),
                new Usage(number(), number(), number(), number(), number(), number(), number(), number()),
                cost(),
                number());
    }

    private Optional<Cost> cost() {
        String nanos = bare();
        return nanos.equals("null") ? Optional.empty() : Optional.of(new Cost(Long.parseLong(nanos)));
    }

    private long number() {
        return Long.parseLong(bare());
    }

    private boolean more() {
        while (position < text.length() && "[],".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return position < text.length();
    }

    private String bare() {
        more();
        int start = position;
        while (",]".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String string() {
        more();
        StringBuilder value = new StringBuilder();
        position++;
        while (text.charAt(position) != '"') {
            value.append(character());
        }
        position++;
        return value.toString();
    }

    private char character() {
        if (text.charAt(position) != '\\') {
            return text.charAt(position++);
        }
        position += 6;
        return (char) Integer.parseInt(text, position - 4, position, 16);
    }
}
