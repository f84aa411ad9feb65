package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of a first configuration file: what was found is in it, what may be wanted next is commented out. */
final class FirstConfiguration {
    private final Configuration found;
    private final Map<String, String> environment;

    FirstConfiguration(Configuration found, Map<String, String> environment) {
        this.found = found;
        this.environment = Map.copyOf(environment);
    }

    String text() {
        String text = """
                # Eclusa's configuration. docs/configuration.md lists every key; 'eclusa config check' says what is wrong.
                # ${NAME} and ${NAME:-default} are filled from the environment: secrets belong there, not here.

                server:
                  host: 127.0.0.1        # beyond this machine a key must be configured, under auth
                  port: 4000

                auth:
                  required: true
                  #MASTER
                  # keys:
                  #   - { name: team-a, key: "${TEAM_A_KEY}", models: [fast] }

                providers:
                #PROVIDERS
                # Without 'models' every model of these providers can be called by its own name and as provider/model.
                # models:
                #   - name: fast
                #     deployments:
                #       - { provider: #FIRST, model: #MODEL }
                #     fallbacks: []
                # aliases: { gpt-3.5-turbo: fast }

                resilience:
                  retry: { max_attempts: 3, base_delay: 200ms, max_delay: 5s }
                  timeouts: { connect: 5s, first_token: 30s, between_chunks: 60s, total: 10m }

                log:
                  level: info
                  format: human          # or json, or gcp
                  # file: eclusa.log     # below the data directory
                """;
        return text.replace("#MASTER", master())
                .replace("#PROVIDERS", providers())
                .replace("#FIRST", found.providers().keySet().iterator().next())
                .replace("#MODEL", ExampleModel.of(found, List.of()).replaceFirst("^.*/", ""));
    }

    private String master() {
        Optional<String> set = set(List.of("ECLUSA_MASTER_KEY", "LITELLM_MASTER_KEY"));
        return set.map(name -> "master_key: \"${" + name + "}\"")
                .orElse(
                        "# master_key: \"${ECLUSA_MASTER_KEY}\"   # without it the first start makes one and shows it once");
    }

    private String providers() {
        StringBuilder text = new StringBuilder();
        found.providers()
                .values()
                .forEach(provider -> text.append("  ")
                        .append(provider.name())
                        .append(": ")
                        .append(known(provider))
                        .append('\n'));
        text.append("  # Others, once their keys are in the environment:\n");
        Presets.all().stream()
                .filter(preset -> !preset.keyNames().isEmpty() && !preset.local())
                .filter(preset -> !preset.baseUrl().isEmpty())
                .filter(preset -> !found.providers().containsKey(preset.name()))
                .forEach(preset -> text.append("  # ")
                        .append(preset.name())
                        .append(": ")
                        .append(usual(preset))
                        .append('\n'));
        return text.append(
                        "  # mine: { preset: openai-compatible, base_url: \"https://gpu.example.com/v1\", api_key: \"${MY_KEY}\" }\n")
                .toString();
    }

    private String known(Configuration.Provider provider) {
        Preset preset = provider.preset();
        String key = set(preset.keyNames())
                .map(name -> "api_key: \"${" + name + "}\"")
                .orElse("");
        String url = set(preset.urlNames())
                .map(name -> "base_url: \"${" + name + "}\"")
                .orElse("");
        String both = key + (key.isEmpty() || url.isEmpty() ? "" : ", ") + url;
        return both.isEmpty() ? "{ preset: " + preset.name() + " }" : "{ " + both + " }";
    }

    private static String usual(Preset preset) {
        return "{ api_key: \"${" + preset.keyNames().getFirst() + "}\" }";
    }

    private Optional<String> set(List<String> names) {
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }
}
