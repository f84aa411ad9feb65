package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfiguredRouting;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.catalog.DirectoryRoutes;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Decision;
import dev.eclusa.engine.routing.Left;
import dev.eclusa.engine.routing.Strategy;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import dev.eclusa.router.Choice;
import dev.eclusa.router.InboundCall;
import dev.eclusa.router.KnownDialects;
import dev.eclusa.server.manage.routing.DecisionJson;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa route}: how calls are routed. */
@Command(
        name = "route",
        description = "Look into routing.",
        mixinStandardHelpOptions = true,
        subcommands = RouteCommand.Explain.class)
final class RouteCommand implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Exit codes: 0 somebody would be called, 1 nobody, 2 the configuration is wrong. */
    @Command(
            name = "explain",
            description = "Where a prompt would go, and why; nobody is called. Latencies and breakers are those of a"
                    + " gateway that just started: ask a running one with POST /api/route/explain.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:Somebody would be called.", "1:Nobody would.", "2:The configuration is wrong."})
    static final class Explain implements Callable<Integer> {
        @Mixin
        private Places places = new Places();

        @Mixin
        private Output output = new Output();

        @Option(names = "--model", description = "Model, tier or auto (default: ${DEFAULT-VALUE}).")
        private String model = Tier.AUTO;

        @Parameters(paramLabel = "PROMPT", description = "What the user says.")
        private String prompt = "";

        @Override
        public Integer call() {
            return switch (new StartingPoint(System.getenv()).find(places)) {
                case StartingPoint.Found.Usable found -> explain(found.configuration());
                case StartingPoint.Found.Wrong wrong -> {
                    System.err.print(ProblemReport.text(wrong.problems()));
                    yield 2;
                }
            };
        }

        private int explain(Configuration configuration) {
            ConfiguredRouting routing = ConfiguredRouting.of(configuration);
            DirectoryRoutes routes = UncalledRoutes.of(configuration, places.data(), routing);
            Caller operator = new Caller("command line", true, Set.of());
            Choice choice = Choice.explained(routes, routing.settings(), asked(), operator);
            if (choice.decision().isEmpty()) {
                System.err.println(choice.refusal().map(Failure::message).orElse("Nobody would be called."));
                return 1;
            }
            Decision decision = choice.decision().get();
            output.print(text(decision), DecisionJson.of(decision));
            return decision.plan().isEmpty() ? 1 : 0;
        }

        private InboundCall asked() {
            ObjectNode body = JsonCodec.object();
            body.put("model", model);
            body.putArray("messages").addObject().put("role", "user").put("content", prompt);
            return new InboundCall(
                    new KnownDialects().named("openai", Set.of()),
                    JsonCodec.bytes(body),
                    "",
                    false,
                    AnswerStyle.Framing.SSE,
                    "command line",
                    "",
                    "",
                    "",
                    header -> "",
                    System.currentTimeMillis(),
                    System.nanoTime());
        }

        private static String text(Decision decision) {
            StringBuilder text = new StringBuilder();
            if (!decision.why().isEmpty()) {
                text.append("Taken for ").append(decision.why()).append(".\n");
            }
            text.append(decision.asked()).append(" is ").append(decision.plan().model());
            text.append("; ").append(decision.plan().reason()).append(".\n\n");
            return text.append(table(decision)).toString();
        }

        private static Table table(Decision decision) {
            Table table = new Table("PLACE", "DEPLOYMENT", "ORDER", "SCORE", "WHY");
            int place = 1;
            for (Strategy.Ranked ranked : decision.plan().ranked()) {
                table.row(
                        Integer.toString(place),
                        ranked.candidate().name(),
                        order(ranked.candidate()),
                        String.format(Locale.ROOT, "%.3f", ranked.score()),
                        place == 1 ? "would be called" : "if those before it fail");
                place++;
            }
            for (Left left : decision.plan().left()) {
                table.row("-", left.candidate().name(), order(left.candidate()), "-", "left out: " + left.reason());
            }
            return table;
        }

        private static String order(Candidate candidate) {
            return Integer.toString(candidate.traits().order());
        }
    }
}
