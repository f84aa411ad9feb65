package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader.Result;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa config}: what is wrong with a configuration file, and what one may hold. */
@Command(
        name = "config",
        description = "Check a configuration file, convert LiteLLM's, or print the schema of one.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Check.class, ConvertCommand.class, ConfigCommand.Schema.class})
final class ConfigCommand implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Exit codes: 0 it is right, 2 it is not. */
    @Command(
            name = "check",
            description = "Say everything that is wrong with a file: line, column, the nearest key there is.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:The file is right.", "2:It is not, or cannot be read."})
    static final class Check implements Callable<Integer> {
        @Mixin
        private Places places = new Places();

        @Mixin
        private Output output = new Output();

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file, instead of --config.")
        private Optional<Path> file = Optional.empty();

        @Override
        public Integer call() {
            Path checked = file.orElseGet(places::named);
            ObjectNode document = JsonCodec.object();
            document.put("file", checked.toString());
            return switch (new ConfigurationFiles(System.getenv()).load(checked)) {
                case Result.Loaded loaded -> right(checked, loaded, document);
                case Result.Rejected rejected -> {
                    document.put("right", false).set("problems", ProblemReport.json(rejected.problems()));
                    output.print(ProblemReport.text(rejected.problems()), document);
                    yield 2;
                }
            };
        }

        private int right(Path checked, Result.Loaded loaded, ObjectNode document) {
            Configuration configuration = loaded.configuration();
            int providers = configuration.providers().size();
            int models = configuration.models().size();
            document.put("right", true).put("providers", providers).put("models", models);
            loaded.notices().forEach(document.putArray("notices")::add);
            StringBuilder text = new StringBuilder();
            text.append(checked)
                    .append(" is right: ")
                    .append(counted(providers, "provider"))
                    .append(", ");
            text.append(models == 0 ? "every model of theirs" : counted(models, "model"))
                    .append(".\n");
            loaded.notices()
                    .forEach(notice -> text.append("Note: ").append(notice).append('\n'));
            output.print(text.toString(), document);
            return 0;
        }

        private static String counted(int count, String what) {
            return count + " " + what + (count == 1 ? "" : "s");
        }
    }

    /** The JSON Schema, for editors that complete and check YAML as it is typed. */
    @Command(
            name = "schema",
            description = "Print the JSON Schema of the configuration file, for editors.",
            mixinStandardHelpOptions = true)
    static final class Schema implements Runnable {
        @Mixin
        @SuppressWarnings("UnusedVariable") // accepted, as on every command
        private Places places = new Places();

        @Override
        public void run() {
            try (InputStream schema = Objects.requireNonNull(
                    Configuration.class.getResourceAsStream("eclusa.schema.json"), "eclusa.schema.json")) {
                System.out.print(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
