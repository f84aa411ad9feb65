package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.store.journal.OpenReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is printed when the gateway is up: where it is, what is behind it, and a first call that works. */
final class Greeting {
    private final Configuration configuration;
    private final Gateway gateway;
    private final Path data;

    Greeting(Configuration configuration, Gateway gateway, Path data) {
        this.configuration = configuration;
        this.gateway = gateway;
        this.data = data;
    }

    String text(StartingPoint.Found.Usable found, Optional<String> madeKey) {
        String url = "http://" + configuration.server().host() + ":" + gateway.port();
        StringBuilder text = new StringBuilder();
        text.append("Eclusa ").append(Gateway.VERSION).append(" listens on ").append(url);
        text.append(" (")
                .append(gateway.transport())
                .append("), configured by ")
                .append(found.origin())
                .append(".\n");
        text.append("Data: ").append(data.toAbsolutePath().normalize()).append('\n');
        text.append("Providers: ").append(providers()).append('\n');
        found.notices().forEach(notice -> text.append("Note: ").append(notice).append('\n'));
        madeKey.ifPresent(
                key -> text.append("Master key, shown this once: ").append(key).append('\n'));
        return text.append(firstCall(url, ExampleModel.of(configuration, found.installed()), madeKey))
                .toString();
    }

    /** What an earlier process left; empty when nothing. */
    static String recovered(OpenReport report) {
        StringBuilder text = new StringBuilder();
        if (report.recovered() + report.interrupted() > 0) {
            text.append("Recovered from the journal of an earlier run: ")
                    .append(report.recovered())
                    .append(" finished and ")
                    .append(report.interrupted())
                    .append(" interrupted calls.\n");
        }
        for (Path file : report.setAside()) {
            text.append("A damaged record was found; what was before it is recovered, the file is kept for you: ")
                    .append(file)
                    .append('\n');
        }
        return text.toString();
    }

    private String providers() {
        List<String> named = configuration.providers().values().stream()
                .map(provider -> provider.name()
                        + (provider.name().equals(provider.preset().name())
                                ? ""
                                : " (" + provider.preset().name() + ")"))
                .toList();
        return named.isEmpty() ? "none: every call will be refused" : String.join(", ", named);
    }

    private String firstCall(String url, String model, Optional<String> madeKey) {
        return "Try: curl " + url + "/v1/chat/completions" + authorization(madeKey) + " \\\n  -d '{\"model\":\"" + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'\n";
    }

    /** The key itself is never shown again: the variable that holds it, where one does. */
    private static String variable(String key) {
        return Stream.of("ECLUSA_MASTER_KEY", "LITELLM_MASTER_KEY")
                .filter(name -> !key.isEmpty() && key.equals(System.getenv(name)))
                .findFirst()
                .map(name -> "$" + name)
                .orElse("YOUR_KEY");
    }

    private String authorization(Optional<String> madeKey) {
        Configuration.Auth auth = configuration.auth();
        if (!auth.required()) {
            return "";
        }
        String shown = madeKey.orElseGet(() -> variable(auth.masterKey()));
        return " -H \"Authorization: Bearer " + shown + "\"";
    }
}
