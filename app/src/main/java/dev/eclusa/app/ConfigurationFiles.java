package dev.eclusa.app;

import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.app.config.ConfigurationLoader.Result;
import dev.eclusa.app.litellm.Note;
import dev.eclusa.app.litellm.Translation;
import dev.eclusa.app.litellm.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads configuration files, our own and LiteLLM's; the latter are translated, and the translation is what is read. */
final class ConfigurationFiles {
    private final Map<String, String> environment;
    private final ConfigurationLoader loader;

    ConfigurationFiles(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.loader = new ConfigurationLoader(environment);
    }

    /** Reads a file of either kind. */
    Result load(Path file) {
        return litellm(file).map(text -> translated(file, text)).orElseGet(() -> loader.load(file));
    }

    /** The text of a file that is LiteLLM's. */
    static Optional<String> litellm(Path file) {
        try {
            return Optional.of(Files.readString(file))
                    .filter(text -> Translator.recognises(text, ConfigurationLoader.sections()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Result translated(Path file, String text) {
        return switch (Translator.toServe(environment).translate(file, text)) {
            case Translator.Result.Rejected rejected -> new Result.Rejected(rejected.problems());
            case Translator.Result.Translated translated -> load(translated.translation());
        };
    }

    private Result load(Translation translation) {
        return switch (loader.load(translation.file(), translation.text())) {
            case Result.Loaded loaded -> new Result.Loaded(loaded.configuration(), notices(translation, loaded));
            case Result.Rejected rejected ->
                new Result.Rejected(
                        rejected.problems().stream().map(translation::problem).toList());
        };
    }

    private static List<String> notices(Translation translation, Result.Loaded loaded) {
        List<String> notices = new ArrayList<>();
        notices.add("LiteLLM's configuration, translated; 'eclusa config convert --from litellm " + translation.file()
                + "' prints the result.");
        translation.notes().stream().map(Note::toString).forEach(notices::add);
        notices.addAll(loaded.notices());
        return notices;
    }
}
