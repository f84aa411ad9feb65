package dev.eclusa.app;

import dev.eclusa.app.books.UsageReading;
import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.app.config.ConfiguredRouting;
import dev.eclusa.app.replay.Replay;
import dev.eclusa.app.replay.ReplayReport;
import dev.eclusa.app.replay.Tally;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.engine.catalog.DirectoryRoutes;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa replay --policy FILE}: recorded calls decided again under another configuration. */
@Command(
        name = "replay",
        description = "What recorded calls would have cost, taken and come to under another configuration. Nobody is"
                + " called: tokens are those recorded, latency and reliability the means of each deployment.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:It was replayed.", "1:There are no calls, or the books cannot be read.", "2:A file is wrong."
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private Places places = new Places();

    @Mixin
    private Output output = new Output();

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The other configuration.")
    private Path policy = Path.of("");

    @Option(names = "--last", description = "Most calls, the newest (default: ${DEFAULT-VALUE}).")
    private int last = 100_000;

    @Override
    public Integer call() {
        return switch (new ConfigurationLoader(System.getenv()).load(policy)) {
            case ConfigurationLoader.Result.Loaded loaded -> replay(loaded.configuration());
            case ConfigurationLoader.Result.Rejected rejected -> {
                System.err.print(ProblemReport.text(rejected.problems()));
                yield 2;
            }
        };
    }

    private int replay(Configuration other) {
        return BooksCommand.with(places, books -> {
            List<CallRow> rows = UsageReading.newest(books, last).reversed();
            if (rows.isEmpty()) {
                System.err.println("The ledger has no calls yet, so there is nothing to replay.");
                return 1;
            }
            ConfiguredRouting routing = ConfiguredRouting.of(other);
            DirectoryRoutes routes = UncalledRoutes.of(other, places.data(), routing);
            ReplayReport report = Replay.of(rows, routes, routing.settings().planner(), routes.candidates());
            output.print(text(report), json(report));
            return 0;
        });
    }

    private static String text(ReplayReport report) {
        Tally before = report.recorded();
        Tally after = report.expected();
        Table table = new Table("", "RECORDED", "EXPECTED", "CHANGE");
        table.row("cost", usd(before.dollars()), usd(after.dollars()), percent(before.dollars(), after.dollars()));
        table.row(
                "mean latency",
                millis(before.meanMillis()),
                millis(after.meanMillis()),
                percent(before.meanMillis(), after.meanMillis()));
        table.row(
                "success",
                share(before.successShare()),
                share(after.successShare()),
                String.format(Locale.ROOT, "%+.2f points", 100 * (after.successShare() - before.successShare())));
        StringBuilder text = new StringBuilder(table.toString()).append('\n').append(split(before, after));
        text.append('\n').append(report.calls() - report.unresolved()).append(" of ");
        text.append(report.calls()).append(" calls replayed");
        text.append(report.unresolved() == 0 ? ".\n" : "; the others were cancelled or have no plan there.\n");
        if (report.priceUnknown() > 0) {
            text.append("Without a known price, and so without cost: ")
                    .append(report.priceUnknown())
                    .append(" calls.\n");
        }
        if (!report.unseen().isEmpty()) {
            text.append("Never called, so taken to succeed, latency unknown: ")
                    .append(String.join(", ", new TreeSet<>(report.unseen())))
                    .append(".\n");
        }
        return text.toString();
    }

    private static Table split(Tally before, Tally after) {
        Table table = new Table("DEPLOYMENT", "ANSWERED", "CALLED FIRST");
        TreeSet<String> names = new TreeSet<>(before.byDeployment().keySet());
        names.addAll(after.byDeployment().keySet());
        for (String name : names) {
            table.row(
                    name,
                    Long.toString(before.byDeployment().getOrDefault(name, 0L)),
                    Long.toString(after.byDeployment().getOrDefault(name, 0L)));
        }
        return table;
    }

    private static String usd(double dollars) {
        return String.format(Locale.ROOT, "%.6f USD", dollars);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.0f ms", millis);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String percent(double before, double after) {
        return before == 0 ? "" : String.format(Locale.ROOT, "%+.1f %%", 100 * (after - before) / before);
    }

    private static ObjectNode json(ReplayReport report) {
        ObjectNode node = JsonCodec.object();
        node.put("calls", report.calls()).put("left_out", report.unresolved());
        node.put("price_unknown", report.priceUnknown());
        new TreeSet<>(report.unseen()).forEach(node.putArray("never_called")::add);
        node.set("recorded", json(report.recorded()));
        node.set("expected", json(report.expected()));
        return node;
    }

    private static ObjectNode json(Tally tally) {
        ObjectNode node = JsonCodec.object();
        node.put("cost", tally.dollars())
                .put("mean_latency_ms", tally.meanMillis())
                .put("success_rate", tally.successShare());
        ObjectNode split = node.putObject("by_deployment");
        tally.byDeployment().forEach(split::put);
        return node;
    }
}
