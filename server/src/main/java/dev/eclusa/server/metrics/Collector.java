package dev.eclusa.server.metrics;

/** Writes the families it knows. May wait: it is asked on a virtual thread. */
@FunctionalInterface
public interface Collector {
    /** Writes them as they stand now, each once, also those that have no sample yet. */
    void collect(Exposition into);
}
