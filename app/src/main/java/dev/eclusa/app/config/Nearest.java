package dev.eclusa.app.config;

import dev.eclusa.engine.catalog.Spelling;
import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The nearest candidate, when it is near: a third of the name's letters wrong at most. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        return Spelling.near(name, candidates).stream().findFirst();
    }
}
