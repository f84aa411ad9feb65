package dev.eclusa.engine.routing;

import java.util.List;

/** Finds the deployments behind a model name. */
public interface Routes {
    /** The group of a name as a caller wrote it. */
    Resolution resolve(String model);

    /** Every name that can be called, with who owns it, in order. */
    List<Listed> models();

    /**
     * A callable name.
     *
     * @param name as a caller writes it
     * @param owner the provider behind it
     */
    record Listed(String name, String owner) {}

    /** What a name turned out to be. */
    sealed interface Resolution {
        /** It can be called. */
        record Found(Group group) implements Resolution {}

        /**
         * Nobody has it.
         *
         * @param nearMatches names that look like it, nearest first
         */
        record Unknown(List<String> nearMatches) implements Resolution {}
    }
}
