package dev.eclusa.app.config;

import dev.eclusa.app.config.ConfigurationLoader.Result;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Loads texts the way tests want them. */
final class Loads {
    private Loads() {}

    static Configuration right(String yaml) {
        return right(yaml, Map.of());
    }

    static Configuration right(String yaml, Map<String, String> environment) {
        return switch (new ConfigurationLoader(environment).load("test.yaml", yaml)) {
            case Result.Loaded loaded -> loaded.configuration();
            case Result.Rejected rejected -> throw new AssertionError(rejected.problems());
        };
    }

    static Configuration.Provider provider(Configuration configuration, String name) {
        return Objects.requireNonNull(configuration.providers().get(name), name);
    }

    static List<Problem> wrong(String yaml) {
        return wrong(yaml, Map.of());
    }

    static List<Problem> wrong(String yaml, Map<String, String> environment) {
        return switch (new ConfigurationLoader(environment).load("test.yaml", yaml)) {
            case Result.Loaded loaded -> throw new AssertionError("accepted: " + loaded.configuration());
            case Result.Rejected rejected -> rejected.problems();
        };
    }

    static List<String> lines(String yaml) {
        return wrong(yaml).stream().map(Problem::toString).toList();
    }
}
