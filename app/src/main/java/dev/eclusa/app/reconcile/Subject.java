package dev.eclusa.app.reconcile;

import java.util.Optional;

/** What a provider's figure is about. */
sealed interface Subject {
    /**
     * A model.
     *
     * @param id as the provider writes it
     */
    record Model(String id) implements Subject {}

    /**
     * Something that is charged and is no model, such as web searches.
     *
     * @param name as the provider describes it
     */
    record Item(String name) implements Subject {}

    /** All models together, or one that is not told. */
    record Everything() implements Subject {}

    /** A model where one is told, else everything. */
    static Subject ofModel(Optional<String> id) {
        return id.<Subject>map(Model::new).orElse(new Everything());
    }
}
