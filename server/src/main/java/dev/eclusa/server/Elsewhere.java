package dev.eclusa.server;

import dev.eclusa.router.Dialects;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.router.passing.Passages;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The paths that are not the gateway's own: those the operator wrote down, then those of providers. */
public final class Elsewhere {
    private final Passages written;
    private final Passages providers;
    private final ProviderRoutes models;

    /**
     * Paths that lead elsewhere.
     *
     * @param written by the operator
     * @param providers each provider's own API
     */
    public Elsewhere(Passages written, Passages providers, Dialects dialects) {
        this.written = written;
        this.providers = providers;
        this.models = new ProviderRoutes(dialects);
    }

    /** Where a request goes. */
    sealed interface Way {
        /** To a model. */
        record Model(ModelRoute route) implements Way {}

        /** On as it is. */
        record Through(Passage passage) implements Way {}
    }

    /** The way of a request; empty where there is none. */
    Optional<Way> of(String method, String path, String query) {
        Optional<Passage> own = written.of(method, path);
        if (own.isPresent()) {
            return Optional.of(new Way.Through(own.get()));
        }
        return providers.of(method, path).map(passage -> ofProvider(passage, method, path, query));
    }

    private Way ofProvider(Passage passage, String method, String path, String query) {
        boolean usable = method.equals("POST") && passage.place().missing().isEmpty();
        Optional<ModelRoute> model = usable ? models.of(passage, path, query) : Optional.empty();
        return model.isPresent() ? new Way.Model(model.get()) : new Way.Through(passage);
    }

    /** The methods a path takes; none where it leads nowhere. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>(written.methods(path));
        methods.addAll(providers.methods(path));
        return methods;
    }
}
