package dev.eclusa.app.discovery;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.probe.Availability;
import dev.eclusa.app.probe.ProviderProbe;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks providers for their models when somebody wants to know, from then on every five minutes; what a provider listed last
 * is kept when it no longer answers, and marked as stale. Waits, so it is for virtual threads.
 */
public final class Discovery {
    private static final Duration FRESH = Duration.ofMinutes(6);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_MODELS = 5000;

    private final Collection<Configuration.Provider> providers;
    private Map<String, Found> found = Map.of();
    private long askedNanos;

    /** Will ask these. */
    public Discovery(Collection<Configuration.Provider> providers) {
        this.providers = List.copyOf(providers);
    }

    /**
     * What a provider said.
     *
     * @param available whether calls can be sent to it, as far as it told
     * @param models those it listed, now or when it last did
     * @param stale whether the list is from before
     */
    public record Found(boolean available, List<String> models, boolean stale) {}

    /**
     * What all of them said, by name.
     *
     * @param cached whether nobody had to be asked
     */
    public record Answer(Map<String, Found> providers, boolean cached) {}

    /** Asks again, if somebody ever wanted to know. */
    synchronized void askAgain() {
        if (!found.isEmpty()) {
            refresh();
        }
    }

    /** What they said when last asked, which is now if that was too long ago. */
    public synchronized Answer ask() {
        long now = System.nanoTime();
        boolean fresh = !found.isEmpty() && now - askedNanos < FRESH.toNanos();
        if (!fresh) {
            refresh();
        }
        return new Answer(found, fresh);
    }

    private void refresh() {
        Map<String, Found> newer = new LinkedHashMap<>();
        try (ProviderProbe probe = new ProviderProbe(PATIENCE)) {
            probe.all(providers).forEach(answer -> newer.put(answer.provider(), keep(answer)));
        }
        found = newer;
        askedNanos = System.nanoTime();
    }

    private Found keep(Availability answer) {
        Found before = found.getOrDefault(answer.provider(), new Found(false, List.of(), false));
        boolean listed = answer.available() && !answer.models().isEmpty();
        List<String> models =
                listed ? answer.models().stream().limit(MOST_MODELS).toList() : before.models();
        return new Found(answer.available(), models, !listed && !models.isEmpty());
    }
}
