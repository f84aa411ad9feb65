package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.probe.Availability;
import dev.eclusa.app.probe.ProviderProbe;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa providers}: the providers behind the gateway. */
@Command(
        name = "providers",
        description = "Try the configured providers.",
        mixinStandardHelpOptions = true,
        subcommands = ProvidersCommand.Test.class)
final class ProvidersCommand implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Exit codes: 0 all are available, 1 one is not, 2 the configuration is wrong. */
    @Command(
            name = "test",
            description = "Ask every provider for its list of models; no tokens are spent.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:All are available.", "1:At least one is not.", "2:The configuration is wrong."})
    static final class Test implements Callable<Integer> {
        @Mixin
        private Places places = new Places();

        @Mixin
        private Output output = new Output();

        @Option(names = "--timeout", paramLabel = "SECONDS", description = "Longest wait (default: ${DEFAULT-VALUE}).")
        private int timeout = 10;

        @Override
        public Integer call() {
            return switch (new StartingPoint(System.getenv()).find(places)) {
                case StartingPoint.Found.Usable found ->
                    test(found.configuration().providers().values());
                case StartingPoint.Found.Wrong wrong -> {
                    System.err.print(ProblemReport.text(wrong.problems()));
                    yield 2;
                }
            };
        }

        private int test(Collection<Configuration.Provider> providers) {
            try (ProviderProbe probe = new ProviderProbe(Duration.ofSeconds(Math.max(1, timeout)))) {
                List<Availability> answers = probe.all(providers);
                output.print(text(answers), json(answers));
                return answers.stream().allMatch(Availability::available) ? 0 : 1;
            }
        }
    }

    private static String text(List<Availability> answers) {
        Table table = new Table("PROVIDER", "AVAILABLE", "LATENCY", "MODELS", "ADDRESS", "");
        for (Availability answer : answers) {
            boolean listed = answer.state() == Availability.State.AVAILABLE;
            table.row(
                    answer.provider(),
                    answer.available() ? "yes" : "no",
                    answer.latencyMillis() > 0 ? answer.latencyMillis() + " ms" : "-",
                    listed ? Integer.toString(answer.models().size()) : "-",
                    answer.address(),
                    (listed ? answer.detail().replaceFirst("^[0-9]+ models?\\. ?", "") : answer.detail())
                            + (answer.advice().isEmpty() ? "" : ". " + answer.advice()));
        }
        return table.toString();
    }

    private static ObjectNode json(List<Availability> answers) {
        ObjectNode document = JsonCodec.object();
        document.put("available", answers.stream().allMatch(Availability::available));
        ArrayNode list = document.putArray("providers");
        for (Availability answer : answers) {
            ObjectNode entry = list.addObject();
            entry.put("provider", answer.provider());
            entry.put("preset", answer.preset());
            entry.put("address", answer.address());
            entry.put("available", answer.available());
            entry.put("state", answer.state().name().toLowerCase(Locale.ROOT));
            entry.put("latency_ms", answer.latencyMillis());
            entry.put("models", answer.models().size());
            entry.put("detail", answer.detail());
            entry.put("advice", answer.advice());
        }
        return document;
    }
}
