package dev.eclusa.engine.routing;

import dev.eclusa.core.chat.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where conversations live: the deployment whose provider still has the beginning of the prompt in its cache. Safe for
 * several threads.
 */
public final class Affinity {
    /** OpenAI and Anthropic keep a prompt for five minutes after its last use (their documentation, November 2026). */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final int MOST = 100_000;

    private final Map<String, Home> homes = new ConcurrentHashMap<>();

    private record Home(String deployment, long lastNanos) {}

    /** The deployment a conversation was answered by, while its cache is warm. */
    public Optional<String> home(String session, long nanos) {
        Home home = homes.get(session);
        if (home == null) {
            return Optional.empty();
        }
        if (nanos - home.lastNanos() > KEPT.toNanos()) {
            homes.remove(session, home);
            return Optional.empty();
        }
        return Optional.of(home.deployment());
    }

    /** A conversation was answered. */
    public void answered(String session, String deployment, long nanos) {
        if (homes.size() >= MOST) {
            homes.values().removeIf(home -> nanos - home.lastNanos() > KEPT.toNanos());
            if (homes.size() >= MOST) {
                homes.clear();
            }
        }
        homes.put(session, new Home(deployment, nanos));
    }

    /** Whether a cached prompt where it is costs no more than a cold one where it could go. */
    static boolean worthStaying(Candidate home, Candidate other, Needs needs) {
        long warm = nanos(
                home, new Usage(needs.promptTokens(), needs.promptTokens(), 0, 0, needs.expectedOutput(), 0, 0, 0));
        long cold = nanos(other, Usage.of(needs.promptTokens(), needs.expectedOutput()));
        return warm < 0 || cold < 0 || warm <= cold;
    }

    private static long nanos(Candidate candidate, Usage usage) {
        return candidate.target().price().map(price -> price.of(usage).nanos()).orElse(-1L);
    }
}
