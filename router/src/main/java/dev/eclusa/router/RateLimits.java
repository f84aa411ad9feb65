package dev.eclusa.router;

import dev.eclusa.router.wire.AnswerHead;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rate limits a provider tells with an answer: once nothing remains, it is to be left alone until the reset.
 * OpenAI's form ({@code x-ratelimit-reset-requests: 6m0s}) and Anthropic's ({@code anthropic-ratelimit-requests-reset} with
 * a time), from their documentation, November 2026.
 */
final class RateLimits {
    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+(?:\\.\\d+)?)s)?(?:(\\d+)ms)?");

    private RateLimits() {}

    /** How long to wait; zero while something remains. */
    static Duration rest(AnswerHead head, long nowMillis) {
        if (!head.hasBeginning("x-ratelimit-") && !head.hasBeginning("anthropic-ratelimit-")) {
            return Duration.ZERO;
        }
        Duration requests = openAi(head, "requests");
        Duration tokens = openAi(head, "tokens");
        Duration longest = requests.compareTo(tokens) > 0 ? requests : tokens;
        return longest.isZero() ? anthropic(head, nowMillis) : longest;
    }

    private static Duration openAi(AnswerHead head, String what) {
        if (!head.header("x-ratelimit-remaining-" + what).equals("0")) {
            return Duration.ZERO;
        }
        return span(head.header("x-ratelimit-reset-" + what));
    }

    private static Duration anthropic(AnswerHead head, long nowMillis) {
        for (String what : new String[] {"requests", "tokens", "input-tokens", "output-tokens"}) {
            if (head.header("anthropic-ratelimit-" + what + "-remaining").equals("0")) {
                return until(head.header("anthropic-ratelimit-" + what + "-reset"), nowMillis);
            }
        }
        return Duration.ZERO;
    }

    private static Duration until(String time, long nowMillis) {
        try {
            Duration left = Duration.between(Instant.ofEpochMilli(nowMillis), Instant.parse(time));
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }

    /** Spans as {@code 1s}, {@code 6m0s}, {@code 250ms}, {@code 1h2m3.5s}. */
    static Duration span(String text) {
        Matcher parts = SPAN.matcher(text);
        if (text.isEmpty() || text.length() > 30 || !parts.matches()) {
            return Duration.ZERO;
        }
        double seconds = number(parts.group(1)) * 3600
                + number(parts.group(2)) * 60
                + number(parts.group(3))
                + number(parts.group(4)) / 1000;
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double number(String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }
}
