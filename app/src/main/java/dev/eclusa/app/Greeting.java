package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import java.util.Optional;

/** What is printed when the gateway is up: where it is, what is behind it, and a first call that works. */
final class Greeting {
    private Greeting() {}

    static String of(Configuration configuration, Gateway gateway, Optional<String> madeKey) {
        String url = "http://" + configuration.server().host() + ":" + gateway.port();
        StringBuilder text = new StringBuilder();
        text.append("Eclusa listens on ")
                .append(url)
                .append(" (")
                .append(gateway.transport())
                .append(")\n");
        text.append("Providers: ")
                .append(String.join(", ", configuration.providers().keySet()))
                .append('\n');
        if (configuration.providers().containsKey("simulated")) {
            text.append(
                            "The provider 'simulated' makes its answers up. Set OPENAI_API_KEY or another provider's key,\n")
                    .append("or start Ollama, to talk to a real model.\n");
        }
        madeKey.ifPresent(
                key -> text.append("Master key, shown this once: ").append(key).append('\n'));
        String shown = madeKey.orElse("$ECLUSA_MASTER_KEY");
        text.append("Try: curl ")
                .append(url)
                .append("/v1/chat/completions -H 'Authorization: Bearer ")
                .append(shown)
                .append("' \\\n  -d '{\"model\":\"")
                .append(model(configuration))
                .append("\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'\n");
        return text.toString();
    }

    private static String model(Configuration configuration) {
        if (!configuration.models().isEmpty()) {
            return configuration.models().getFirst().name();
        }
        return configuration.providers().containsKey("simulated") ? "simulated" : "PROVIDER/MODEL";
    }
}
