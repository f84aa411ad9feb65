package dev.eclusa.app.doctor;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.Problem;
import dev.eclusa.app.probe.Availability;
import dev.eclusa.app.probe.ProviderProbe;
import dev.eclusa.engine.provider.Presets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything that usually goes wrong: this machine, the files, the port, the configuration, the providers. */
public final class Doctor {
    private final Path data;
    private final Duration patience;

    /** A doctor who waits so long for each provider. */
    public Doctor(Path data, Duration patience) {
        this.data = data;
        this.patience = patience;
    }

    /** What is found with a configuration that is wrong: what is wrong with it, and the machine. */
    public List<Finding> examine(List<Problem> problems) {
        List<Finding> findings = machine();
        problems.forEach(problem -> findings.add(Finding.problem(
                "configuration",
                problem.toString(),
                "Correct it; 'eclusa config check' shows the rest, docs/configuration.md every key.")));
        return findings;
    }

    /**
     * What is found with a configuration that is right.
     *
     * @param origin where it is from
     * @param unsafe why the gateway would refuse to listen
     */
    public List<Finding> examine(Configuration configuration, String origin, Optional<String> unsafe) {
        List<Finding> findings = machine();
        findings.add(Finding.well("configuration", "from " + origin));
        unsafe.ifPresent(reason ->
                findings.add(Finding.problem("keys", reason, "Set ECLUSA_MASTER_KEY, or listen on 127.0.0.1.")));
        findings.addAll(new RunningGateway(configuration.server(), patience).examine());
        try (ProviderProbe probe = new ProviderProbe(patience)) {
            findings.addAll(providers(probe, configuration));
            findings.addAll(ollama(probe, configuration));
        }
        return findings;
    }

    private List<Finding> machine() {
        List<Finding> findings = new ArrayList<>(Machine.examine());
        findings.addAll(DataPlace.examine(data));
        return findings;
    }

    private static List<Finding> providers(ProviderProbe probe, Configuration configuration) {
        if (configuration.providers().isEmpty()) {
            return List.of(Finding.problem(
                    "providers",
                    "none is configured",
                    "Set a provider's key, such as OPENAI_API_KEY, or run 'eclusa init'."));
        }
        return probe.all(configuration.providers().values()).stream()
                .map(Doctor::provider)
                .toList();
    }

    private static Finding provider(Availability answer) {
        String subject = "provider " + answer.provider();
        String what = answer.detail() + (answer.latencyMillis() > 0 ? " (" + answer.latencyMillis() + " ms)" : "");
        if (!answer.available()) {
            return Finding.problem(subject, what, answer.advice());
        }
        if (answer.state() == Availability.State.SIMULATED) {
            return Finding.note(subject, what, "For real answers set a provider's key, or start Ollama.");
        }
        if (answer.preset().equals("ollama") && answer.models().isEmpty()) {
            return Finding.problem(subject, "answers, but has no model", "Run 'ollama pull llama3.2:3b'.");
        }
        return answer.advice().isEmpty() ? Finding.well(subject, what) : Finding.note(subject, what, answer.advice());
    }

    /** Ollama where nobody configured it: silence is no fault then. */
    private static List<Finding> ollama(ProviderProbe probe, Configuration configuration) {
        boolean configured = configuration.providers().values().stream()
                .anyMatch(provider -> provider.preset().name().equals("ollama"));
        return Presets.named("ollama")
                .filter(preset -> !configured)
                .map(preset -> new Configuration.Provider(
                        "ollama",
                        preset,
                        preset.baseUrl(),
                        "",
                        java.util.Map.of(),
                        List.of(),
                        configuration.timeouts()))
                .map(probe::of)
                .map(Doctor::unconfigured)
                .stream()
                .toList();
    }

    private static Finding unconfigured(Availability answer) {
        return answer.available()
                ? Finding.note(
                        "ollama",
                        "answers with " + answer.detail() + " and is not configured",
                        "To use it, add 'ollama: {}' under providers.")
                : Finding.note(
                        "ollama",
                        "silent at " + answer.address() + ", and not configured",
                        "Nothing, unless you want local models: then start it with 'ollama serve'.");
    }
}
