package dev.eclusa.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as the file writes them: each reader is empty when the text is no such value. */
final class Written {
    /** What a length of time looks like. */
    static final String SPAN = "\\d{1,9}\\s*(ms|s|m|h|d)";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final int MOST_DIGITS = 30;

    private Written() {}

    static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? Optional.of(duration(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    /** A number that is not negative; lengths are bounded, so that no exponent makes it unwieldy. */
    static Optional<BigDecimal> decimal(String text) {
        if (text.length() > MOST_DIGITS || !text.matches("\\d+(\\.\\d+)?|\\.\\d+")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }
}
