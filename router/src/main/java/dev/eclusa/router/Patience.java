package dev.eclusa.router;

import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.routing.Candidate;
import java.time.Duration;

/** How long a deployment may take to its first event: what is configured, less for one known to be much quicker. */
final class Patience {
    /** For a local model that must be loaded first. */
    static final Duration TO_LOAD = Duration.ofMinutes(2);

    /** Ollama keeps a model in memory for five minutes after a call (its documentation of keep_alive, November 2026). */
    private static final Duration KEPT_LOADED = Duration.ofMinutes(5);

    private static final double TIMES_THE_USUAL = 10;
    private static final int LEAST_SHARE = 3;

    private Patience() {}

    /** Ten times what 95 of 100 answers took, but no more than configured and no less than a third of it. */
    static Duration of(Duration configured, Standing standing) {
        double usual = standing.firstTokenP95Millis();
        if (usual < 0) {
            return configured;
        }
        long most = configured.toMillis();
        return Duration.ofMillis(Math.clamp(Math.round(usual * TIMES_THE_USUAL), most / LEAST_SHARE, most));
    }

    /** Whether a candidate's model may have to be loaded before it answers. */
    static boolean mayHaveToLoad(Candidate candidate, long nanos) {
        return candidate.traits().local()
                && candidate.target().dialect().equals("ollama")
                && !candidate.standing().hasAnsweredWithin(KEPT_LOADED, nanos);
    }
}
