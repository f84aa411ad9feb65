package dev.eclusa.server.accounts;

import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Answers the repetition of a request with the same {@code Idempotency-Key} as the first time, for ten minutes. */
final class Repeats {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(String path, byte[] body, Answer answer, Instant until) {}

    Repeats(Clock clock) {
        this.clock = clock;
    }

    /** The handler's answer, or the one it gave before. */
    synchronized Answer once(Request request, Function<Request, Answer> handler) {
        String named = request.header("idempotency-key");
        if (named.isEmpty()) {
            return handler.apply(request);
        }
        Instant now = clock.instant();
        kept.values().removeIf(old -> !now.isBefore(old.until()));
        String name = request.caller().id() + "\n" + named;
        Kept before = kept.get(name);
        if (before != null) {
            if (before.path().equals(request.path()) && Arrays.equals(before.body(), request.body())) {
                return before.answer();
            }
            throw Fields.Wrong.of(
                    409,
                    "This Idempotency-Key was used for another request in the last ten minutes.",
                    "Idempotency-Key");
        }
        Answer answer = handler.apply(request);
        if (answer.status() == 200 && kept.size() < MOST) {
            kept.put(name, new Kept(request.path(), request.body(), answer, now.plus(KEPT)));
        }
        return answer;
    }
}
