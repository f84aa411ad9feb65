package dev.eclusa.engine.accounting;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a budget holds before it is full again, aligned with the calendar as LiteLLM aligns it (recorded, 1.106.2): weeks
 * begin on Monday, {@code 30d} and {@code 1mo} on the first of a month, days at midnight, hours, minutes and seconds at
 * whole multiples of themselves since midnight.
 *
 * @param count how many
 * @param unit of what
 * @param text as it was written
 */
public record BudgetPeriod(int count, Unit unit, String text) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(s|m|h|d|w|mo)");
    private static final int DAYS_OF_A_MONTH = 30;

    /** What is counted. */
    public enum Unit {
        /** Seconds of a day. */
        SECONDS,
        /** Days. */
        DAYS,
        /** Weeks from Monday. */
        WEEKS,
        /** Calendar months. */
        MONTHS
    }

    /** Reads {@code 30s}, {@code 30m}, {@code 24h}, {@code 7d}, {@code 1w}, {@code 30d}, {@code 1mo}; empty for anything else. */
    public static Optional<BudgetPeriod> of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
            return Optional.empty();
        }
        int count = Integer.parseInt(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "s" -> new BudgetPeriod(count, Unit.SECONDS, text);
                    case "m" -> new BudgetPeriod(count * 60, Unit.SECONDS, text);
                    case "h" -> hours(count, text);
                    case "w" -> new BudgetPeriod(count, Unit.WEEKS, text);
                    case "mo" -> new BudgetPeriod(count, Unit.MONTHS, text);
                    default -> days(count, text);
                });
    }

    private static BudgetPeriod hours(int count, String text) {
        return count % 24 == 0 ? days(count / 24, text) : new BudgetPeriod(count * 3600, Unit.SECONDS, text);
    }

    private static BudgetPeriod days(int count, String text) {
        if (count % DAYS_OF_A_MONTH == 0) {
            return new BudgetPeriod(count / DAYS_OF_A_MONTH, Unit.MONTHS, text);
        }
        return count % 7 == 0
                ? new BudgetPeriod(count / 7, Unit.WEEKS, text)
                : new BudgetPeriod(count, Unit.DAYS, text);
    }

    /** When the period that holds now began. */
    public Instant start(Instant now, ZoneId zone) {
        return begin(now.atZone(zone)).toInstant();
    }

    /** When the budget is full again. */
    public Instant end(Instant now, ZoneId zone) {
        ZonedDateTime begin = begin(now.atZone(zone));
        return switch (unit) {
            case SECONDS -> {
                ZonedDateTime next = begin.plusSeconds(count);
                ZonedDateTime midnight = begin.toLocalDate().plusDays(1).atStartOfDay(zone);
                yield (next.isAfter(midnight) && count < 86_400 ? midnight : next).toInstant();
            }
            case DAYS -> begin.plusDays(count).toInstant();
            case WEEKS -> begin.plusWeeks(count).toInstant();
            case MONTHS -> begin.plusMonths(count).toInstant();
        };
    }

    private ZonedDateTime begin(ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        return switch (unit) {
            case SECONDS -> {
                if (count >= 86_400) {
                    long since = now.toEpochSecond() / count * count;
                    yield Instant.ofEpochSecond(since).atZone(now.getZone());
                }
                long ofDay = now.toLocalTime().toSecondOfDay();
                yield now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(ofDay % count);
            }
            case DAYS ->
                today.minusDays(Math.floorMod(today.toEpochDay(), (long) count)).atStartOfDay(now.getZone());
            case WEEKS -> {
                LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                long week = Math.floorDiv(monday.toEpochDay(), 7L);
                yield monday.minusWeeks(Math.floorMod(week, (long) count)).atStartOfDay(now.getZone());
            }
            case MONTHS -> {
                long month = today.getYear() * 12L + today.getMonthValue() - 1;
                yield today.withDayOfMonth(1)
                        .minusMonths(Math.floorMod(month, (long) count))
                        .atStartOfDay(now.getZone());
            }
        };
    }
}
