package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.engine.catalog.DirectoryRoutes;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.server.metrics.ExtraLabels;
import dev.eclusa.server.metrics.Metrics;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What figures are to know of a configuration. */
final class Metering {
    private Metering() {}

    static Metrics.Choice choice(Configuration.Metrics chosen) {
        return new Metrics.Choice(chosen.open(), chosen.litellm(), new ExtraLabels(chosen.labels()));
    }

    /** The kind of a provider, by its name; of one that is not in the file its name. */
    static UnaryOperator<String> presets(Configuration configuration) {
        return name -> Optional.ofNullable(configuration.providers().get(name))
                .map(provider -> provider.preset().name())
                .orElse(name);
    }

    /** Says what is served from now on. */
    static void serve(Metrics metrics, DirectoryRoutes routes) {
        metrics.serving(
                routes.candidates(),
                routes.models().stream().map(Routes.Listed::name).collect(Collectors.toUnmodifiableSet()));
    }
}
