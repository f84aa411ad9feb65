package dev.eclusa.server.reports;

import dev.eclusa.server.manage.ManagementRoute;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The days a report is asked about: {@code start_date} and {@code end_date}, both inclusive, UTC.
 *
 * @param start the last thirty days without it
 * @param end today without it
 */
public record Days(LocalDate start, LocalDate end) {
    private static final int USUAL_DAYS = 30;
    private static final int DATE_LENGTH = "2026-11-21".length();

    /**
     * Reads them.
     *
     * @throws Unreadable when one is not a date, or they are reversed
     */
    public static Days of(ManagementRoute.Request request, InstantSource clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Days days = new Days(day(request, "start_date", today.minusDays(USUAL_DAYS)), day(request, "end_date", today));
        if (days.end().isBefore(days.start())) {
            throw new Unreadable(
                    ManagementRoute.Answer.error(400, "The end_date lies before the start_date.", "end_date"));
        }
        return days;
    }

    /**
     * Reads them where both must be named.
     *
     * @throws Unreadable also when one is missing
     */
    public static Days required(ManagementRoute.Request request, InstantSource clock) {
        if (request.parameter("start_date").isEmpty()
                || request.parameter("end_date").isEmpty()) {
            throw new Unreadable(ManagementRoute.Answer.error(
                    400, "Please provide start_date and end_date, as 2026-11-21.", "start_date"));
        }
        return of(request, clock);
    }

    private static LocalDate day(ManagementRoute.Request request, String name, LocalDate otherwise) {
        String text = request.parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return LocalDate.parse(text.length() > DATE_LENGTH ? text.substring(0, DATE_LENGTH) : text);
        } catch (DateTimeException malformed) {
            throw new Unreadable(ManagementRoute.Answer.error(400, "Dates are written as 2026-11-21.", name));
        }
    }

    /** A request whose dates make no sense. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ManagementRoute.Answer answer;

        private Unreadable(ManagementRoute.Answer answer) {
            super("unreadable dates", null, false, false);
            this.answer = answer;
        }

        /** What to answer. */
        public ManagementRoute.Answer answer() {
            return answer;
        }
    }
}
