package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.local.Ollama;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa ollama}: the models of an Ollama server. */
@Command(
        name = "ollama",
        description = "Try or fetch models of Ollama.",
        mixinStandardHelpOptions = true,
        subcommands = {OllamaCommand.Test.class, OllamaCommand.Pull.class})
final class OllamaCommand implements Runnable {
    private static final double GIGABYTE = 1e9;

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** The configured Ollama, or the one at {@code OLLAMA_BASE_URL}, or the one on this machine. */
    private static Ollama server(Places places) {
        Optional<Configuration.Provider> configured =
                new StartingPoint(System.getenv()).find(places) instanceof StartingPoint.Found.Usable found
                        ? found.configuration().providers().values().stream()
                                .filter(provider -> provider.preset().name().equals("ollama"))
                                .findFirst()
                        : Optional.empty();
        return configured
                .map(Ollama::of)
                .orElseGet(() -> new Ollama(System.getenv().getOrDefault("OLLAMA_BASE_URL", "http://localhost:11434")));
    }

    private static int silent(Ollama ollama, IOException reason) {
        System.err.println("Ollama at " + ollama.address() + " does not answer (" + reason.getMessage()
                + "). Start it with 'ollama serve', or set OLLAMA_BASE_URL.");
        return 1;
    }

    /** {@code eclusa ollama test}. */
    @Command(
            name = "test",
            description = "Have each installed model say a word; exit code 1 when one does not.",
            mixinStandardHelpOptions = true)
    static final class Test implements Callable<Integer> {
        @Mixin
        private Places places = new Places();

        @Mixin
        private Output output = new Output();

        @Parameters(paramLabel = "MODEL", description = "Only these.")
        private List<String> wanted = new ArrayList<>();

        @Override
        public Integer call() throws InterruptedException {
            try (Ollama ollama = server(places)) {
                try {
                    return test(ollama, ollama.installed());
                } catch (IOException reason) {
                    return silent(ollama, reason);
                }
            }
        }

        private int test(Ollama ollama, List<Ollama.Installed> installed) throws InterruptedException {
            Table table = new Table("MODEL", "ANSWERS", "LATENCY", "SIZE", "");
            ObjectNode document = JsonCodec.object();
            ArrayNode list = document.putArray("models");
            boolean allWell = true;
            for (Ollama.Installed model : chosen(installed)) {
                System.err.println("Asking " + model.name() + "…");
                Ollama.Health health = ollama.test(model.name());
                allWell &= health.isWell();
                table.row(
                        model.name(),
                        health.isWell() ? "yes" : "no",
                        health.latencyMillis() + " ms",
                        String.format(Locale.ROOT, "%.1f GB", model.size() / GIGABYTE),
                        health.trouble());
                ObjectNode entry = list.addObject();
                entry.put("model", model.name());
                entry.put("answers", health.isWell());
                entry.put("latency_ms", health.latencyMillis());
                entry.put("size", model.size());
                entry.put("trouble", health.trouble());
            }
            document.put("well", allWell);
            output.print(
                    installed.isEmpty()
                            ? "No model is installed. 'eclusa ollama pull qwen2:1.5b-instruct' fetches a small one.\n"
                            : table.toString(),
                    document);
            return allWell ? 0 : 1;
        }

        private List<Ollama.Installed> chosen(List<Ollama.Installed> installed) {
            if (wanted.isEmpty()) {
                return installed;
            }
            return wanted.stream()
                    .map(name -> installed.stream()
                            .filter(model ->
                                    model.name().equals(name) || model.name().equals(name + ":latest"))
                            .findFirst()
                            .orElse(new Ollama.Installed(name, 0)))
                    .toList();
        }
    }

    /** {@code eclusa ollama pull}. */
    @Command(
            name = "pull",
            description = "Fetch models, with a progress bar; exit code 1 when one does not come.",
            mixinStandardHelpOptions = true)
    static final class Pull implements Callable<Integer> {
        @Mixin
        private Places places = new Places();

        @Mixin
        private Output output = new Output();

        @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Such as qwen2:1.5b-instruct.")
        private List<String> models = new ArrayList<>();

        @Override
        public Integer call() throws InterruptedException {
            ObjectNode document = JsonCodec.object();
            ArrayNode pulled = document.putArray("pulled");
            StringBuilder text = new StringBuilder();
            ProgressBar bar = ProgressBar.ofErrors();
            int failures = 0;
            try (Ollama ollama = server(places)) {
                for (String model : models) {
                    try {
                        ollama.pull(model, bar::at);
                        text.append(model).append(" is there.\n");
                        pulled.add(model);
                    } catch (IOException reason) {
                        failures++;
                        System.err.println(model + " could not be pulled from " + ollama.address() + ": "
                                + reason.getMessage() + ".");
                    }
                    bar.done();
                }
            }
            document.put("failed", failures);
            output.print(text.toString(), document);
            return failures == 0 ? 0 : 1;
        }
    }
}
