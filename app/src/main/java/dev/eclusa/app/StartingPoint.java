package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.app.config.Problem;
import dev.eclusa.app.probe.Availability;
import dev.eclusa.app.probe.ProviderProbe;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command begins with: the configuration file, or without one the providers whose keys are in the environment, or
 * Ollama where it answers, or the simulated provider.
 */
final class StartingPoint {
    private static final Duration OLLAMA_ANSWERS_WITHIN = Duration.ofMillis(500);

    private final Map<String, String> environment;

    StartingPoint(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What was found. */
    sealed interface Found {
        /**
         * It can be used.
         *
         * @param origin where it is from
         * @param notices what the operator should know, a line each
         * @param installed models that Ollama has, where it was asked
         */
        record Usable(Configuration configuration, String origin, List<String> notices, List<String> installed)
                implements Found {}

        /** The file, or the environment, is wrong. */
        record Wrong(List<Problem> problems) implements Found {}
    }

    /** Looks where a command was told to, and asks Ollama when nothing else is there. */
    Found find(Places places) {
        return find(places.file());
    }

    /** The same without asking Ollama, for commands that call no model. */
    Found withoutAsking(Places places) {
        return switch (read(places.file())) {
            case ConfigurationLoader.Result.Loaded loaded ->
                new Found.Usable(loaded.configuration(), "", loaded.notices(), List.of());
            case ConfigurationLoader.Result.Rejected rejected -> new Found.Wrong(rejected.problems());
        };
    }

    private ConfigurationLoader.Result read(Optional<Path> file) {
        return file.map(new ConfigurationFiles(environment)::load)
                .orElseGet(() -> new ConfigurationLoader(environment).loadEnvironment());
    }

    /** What is there when no file is read. */
    Found withoutFile() {
        return find(Optional.empty());
    }

    private Found find(Optional<Path> file) {
        String origin = file.map(Path::toString).orElse("the environment");
        return switch (read(file)) {
            case ConfigurationLoader.Result.Loaded loaded ->
                file.isPresent() && !loaded.configuration().providers().isEmpty()
                        ? new Found.Usable(loaded.configuration(), origin, loaded.notices(), List.of())
                        : local(loaded, origin);
            case ConfigurationLoader.Result.Rejected rejected -> new Found.Wrong(rejected.problems());
        };
    }

    /** No cloud provider's key was found: Ollama where it answers, else a stand-in beside it. */
    private Found local(ConfigurationLoader.Result.Loaded loaded, String origin) {
        Configuration found = loaded.configuration();
        List<String> notices = new ArrayList<>(loaded.notices());
        Map<String, Configuration.Provider> providers = new LinkedHashMap<>(found.providers());
        List<String> installed = List.of();
        if (providers.keySet().stream().allMatch(name -> name.equals("ollama"))) {
            Configuration.Provider ollama = providers.getOrDefault("ollama", provider("ollama", found));
            Optional<Availability> asked = listens(ollama) ? Optional.of(ask(ollama)) : Optional.empty();
            installed = asked.map(Availability::models).orElse(List.of());
            if (asked.map(Availability::state).equals(Optional.of(Availability.State.AVAILABLE))) {
                providers.put("ollama", ollama);
            } else {
                notices.add(simulatedNotice(providers.containsKey("ollama"), ollama));
                providers.put("simulated", provider("simulated", found));
            }
        }
        return new Found.Usable(found.withProviders(providers), origin, notices, installed);
    }

    /** Whether anything accepts connections there: quicker to know than to ask, where nothing does. */
    private static boolean listens(Configuration.Provider ollama) {
        URI address = URI.create(ollama.baseUrl());
        int port =
                address.getPort() > 0 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), (int) OLLAMA_ANSWERS_WITHIN.toMillis());
            return true;
        } catch (IOException | IllegalArgumentException nobody) {
            return false;
        }
    }

    private static Availability ask(Configuration.Provider ollama) {
        try (ProviderProbe probe = new ProviderProbe(OLLAMA_ANSWERS_WITHIN)) {
            return probe.of(ollama);
        }
    }

    private static String simulatedNotice(boolean wanted, Configuration.Provider ollama) {
        return (wanted
                        ? "Ollama does not answer at " + ollama.baseUrl()
                                + " (OLLAMA_BASE_URL): start it with 'ollama serve'."
                        : "No provider's key is set, and Ollama does not answer.")
                + " Until then the provider 'simulated' makes answers up. 'eclusa init' writes a configuration.";
    }

    private static Configuration.Provider provider(String name, Configuration found) {
        Preset preset = Presets.named(name).orElseThrow(() -> new IllegalStateException("no preset " + name));
        return new Configuration.Provider(name, preset, preset.baseUrl(), "", Map.of(), List.of(), found.timeouts());
    }
}
