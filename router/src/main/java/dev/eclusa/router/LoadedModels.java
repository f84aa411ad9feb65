package dev.eclusa.router;

import dev.eclusa.engine.routing.Target;
import java.util.function.Consumer;

/** Tells whether a local provider has a model in memory already, or must load it before its first token. */
@FunctionalInterface
public interface LoadedModels {
    /** Takes every model for loaded. */
    LoadedModels ASSUMED = (target, answer) -> {};

    /**
     * Asks the provider, without waiting for it.
     *
     * @param answer told on any thread, soon or never
     */
    void ask(Target target, Consumer<Boolean> answer);
}
