package dev.eclusa.engine.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether and when a second deployment is asked while the first is slow; the first answer wins ("The Tail at Scale", Dean and
 * Barroso, CACM 2013).
 *
 * @param enabled whether it happens
 * @param fixed after how long; empty for the time that 95 of 100 answers of the deployment stay under
 */
public record Hedge(boolean enabled, Optional<Duration> fixed) {
    /** Never. */
    public static final Hedge OFF = new Hedge(false, Optional.empty());

    /** How long to wait for the deployment; empty while too little is known of it, and where nobody is asked. */
    public Optional<Duration> after(Standing standing) {
        if (!enabled) {
            return Optional.empty();
        }
        if (fixed.isPresent()) {
            return fixed;
        }
        double usual = standing.firstTokenP95Millis();
        return usual < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(1, Math.round(usual))));
    }
}
