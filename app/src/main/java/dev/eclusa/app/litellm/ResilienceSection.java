package dev.eclusa.app.litellm;

import java.util.Optional;

/** Carries retries, time-outs and when a deployment is left alone. */
final class ResilienceSection {
    private static final int MOST_ATTEMPTS = 8;

    private final Keys router;
    private final Keys module;
    private final Either either;

    ResilienceSection(Either either) {
        this.either = either;
        this.router = either.router();
        this.module = either.module();
    }

    /** Writes the section {@code resilience}. */
    void write(Page file) {
        Page resilience = file.page("resilience");
        breaker(resilience.page("breaker"));
        retry(resilience.page("retry"));
        timeouts(resilience.page("timeouts"));
        resilience
                .entries()
                .values()
                .removeIf(entry -> entry.piece() instanceof Page.Piece.Inner inner
                        && inner.page().isEmpty());
    }

    /** LiteLLM cools down after more than so many failures, ours opens at so many. */
    private void breaker(Page breaker) {
        Keys fails = either.holder("allowed_fails");
        fails.whole("allowed_fails", 0)
                .ifPresent(most -> breaker.plain(
                        "failure_threshold",
                        String.valueOf(Math.min(most, Integer.MAX_VALUE - 1) + 1),
                        fails.place("allowed_fails")));
        Keys cooldown = either.holder("cooldown_time");
        cooldown.seconds("cooldown_time")
                .ifPresent(time -> breaker.plain("recovery_timeout", time, cooldown.place("cooldown_time")));
    }

    private void retry(Page retry) {
        Keys retries = either.holder("num_retries");
        Optional<Integer> most = retries.whole("num_retries", 0);
        most.ifPresent(count -> retry.plain(
                "max_attempts", String.valueOf(Math.min(count, MOST_ATTEMPTS - 1) + 1), retries.place("num_retries")));
        if (most.orElse(0) >= MOST_ATTEMPTS) {
            retries.note(
                    "num_retries",
                    "more than " + (MOST_ATTEMPTS - 1) + " retries are not made: a call has " + MOST_ATTEMPTS
                            + " attempts at most, all deployments together.");
        }
        Keys after = either.holder("retry_after");
        after.number("retry_after").filter(seconds -> seconds.signum() > 0).ifPresent(seconds -> {
            String pause = after.seconds("retry_after").orElse("200ms");
            retry.plain("base_delay", pause, after.place("retry_after"));
            retry.plain("max_delay", pause, after.place("retry_after"));
            after.note(
                    "retry_after",
                    "is the longest pause here, not the shortest: pauses are drawn by chance, so that retries do"
                            + " not come all at once. A provider's own retry-after is always kept.");
        });
    }

    private void timeouts(Page timeouts) {
        boolean own = router.has("timeout");
        if (own && module.has("request_timeout")) {
            module.take("request_timeout");
            module.note("request_timeout", "router_settings.timeout holds, as in LiteLLM. Keep one.");
        }
        Keys total = own ? router : module;
        String key = own ? "timeout" : "request_timeout";
        total.seconds(key).ifPresent(time -> {
            timeouts.plain("total", time, total.place(key));
            total.note(
                    key,
                    "bounds a whole call here, all attempts and the whole of a stream; in LiteLLM one attempt, and in a"
                            + " stream the wait for its next piece. Raise it if streams last longer.");
        });
        router.seconds("stream_timeout").ifPresent(time -> {
            timeouts.plain("first_token", time, router.place("stream_timeout"));
            timeouts.plain("between_chunks", time, router.place("stream_timeout"));
        });
    }
}
