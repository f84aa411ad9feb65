package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.app.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** LiteLLM's files, translated the way tests want them. */
final class Sample {
    /** A deployment that lacks nothing; what a test adds goes behind it. */
    static final String MODEL =
            "model_list:\n  - { model_name: m, litellm_params: { model: openai/gpt-4o, api_key: k } }\n";

    /** Two of them. */
    static final String TWO =
            MODEL + "  - { model_name: n, litellm_params: { model: anthropic/claude-haiku-4-5, api_key: k } }\n";

    private static final Path FILE = Path.of("config.yaml");
    private static final String WITH_KEY = "general_settings: { master_key: sk-of-the-test }\n";

    private Sample() {}

    /** A deployment with these parameters. */
    static String deployment(String params) {
        return "model_list:\n  - model_name: m\n    litellm_params: { " + params + " }\n";
    }

    static Translation translated(String yaml) {
        return translated(yaml, Map.of());
    }

    static Translation translated(String yaml, Map<String, String> environment) {
        return translated(FILE, yaml, environment);
    }

    static Translation translated(Path file, String yaml, Map<String, String> environment) {
        return switch (Translator.toServe(environment).translate(file, withMasterKey(yaml))) {
            case Translator.Result.Translated translated -> translated.translation();
            case Translator.Result.Rejected rejected -> throw new AssertionError(rejected.problems());
        };
    }

    /** A master key, so that its absence is not noted everywhere. */
    private static String withMasterKey(String yaml) {
        return yaml.contains("general_settings") ? yaml : yaml + WITH_KEY;
    }

    /** The configuration it becomes. */
    static Configuration loaded(String yaml) {
        return loaded(yaml, Map.of());
    }

    static Configuration loaded(String yaml, Map<String, String> environment) {
        return loaded(translated(yaml, environment), environment);
    }

    static Configuration loaded(Translation translation, Map<String, String> environment) {
        return switch (new ConfigurationLoader(environment).load("converted.yaml", translation.text())) {
            case ConfigurationLoader.Result.Loaded loaded -> loaded.configuration();
            case ConfigurationLoader.Result.Rejected rejected ->
                throw new AssertionError(rejected.problems() + "\n" + translation.text());
        };
    }

    static Configuration.Provider provider(Configuration configuration, String name) {
        return Objects.requireNonNull(
                configuration.providers().get(name),
                () -> name + " is not among " + configuration.providers().keySet());
    }

    /** The first deployment of the only model. */
    static Configuration.Deployment deployment(Configuration configuration) {
        return configuration.models().getFirst().deployments().getFirst();
    }

    static List<String> notes(String yaml) {
        return translated(yaml).notes().stream().map(Note::toString).toList();
    }

    static List<String> problems(String yaml) {
        return problems(yaml, Map.of());
    }

    static List<String> problems(String yaml, Map<String, String> environment) {
        return switch (Translator.toServe(environment).translate(FILE, withMasterKey(yaml))) {
            case Translator.Result.Translated translated ->
                throw new AssertionError("accepted: " + translated.translation().text());
            case Translator.Result.Rejected rejected ->
                rejected.problems().stream().map(Problem::toString).toList();
        };
    }
}
