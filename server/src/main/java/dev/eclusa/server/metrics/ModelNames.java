package dev.eclusa.server.metrics;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which names are fit to be labels: those that are configured, and of others a few that were answered and have a price. What a
 * client makes up is {@value #OTHER}.
 */
public final class ModelNames {
    /** How everything else is called. */
    public static final String OTHER = "other";

    private static final int MOST_LEARNED = 200;

    private final Set<String> learned = ConcurrentHashMap.newKeySet();
    private volatile Set<String> deployments = Set.of();
    private volatile Set<String> names = Set.of();

    /** Nothing configured yet. */
    public ModelNames() {}

    /**
     * Says what is configured now.
     *
     * @param configured deployments, as {@code provider/model}
     * @param called names that callers write
     */
    public void configured(Set<String> configured, Set<String> called) {
        deployments = Set.copyOf(configured);
        names = Set.copyOf(called);
    }

    /** Whether a call shows that its model is none that somebody made up: it was answered, for a known price. */
    static boolean isProven(CallRow row) {
        return row.outcome() == Outcome.SUCCESS
                && row.cost().isPresent()
                && row.usage().total() > 0;
    }

    /** Learns a provider's model, if there is room; whether it is known now. */
    boolean learns(String provider, String model) {
        return isKnown(provider, model) || (learned.size() < MOST_LEARNED && learned.add(provider + "/" + model));
    }

    /** Whether a provider's model is known. */
    public boolean isKnown(String provider, String model) {
        String name = provider + "/" + model;
        return deployments.contains(name) || learned.contains(name);
    }

    /** A name as a caller wrote it, if it is configured. */
    public String asked(String model) {
        return names.contains(model) || deployments.contains(model) || learned.contains(model) ? model : OTHER;
    }
}
