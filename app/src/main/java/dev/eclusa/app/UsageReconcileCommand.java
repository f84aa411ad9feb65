package dev.eclusa.app;

import dev.eclusa.app.reconcile.NotUnderstood;
import dev.eclusa.app.reconcile.Reconciliation;
import dev.eclusa.app.reconcile.Statements;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eclusa usage reconcile FILE}: the books beside a provider's own figures. */
@Command(
        name = "reconcile",
        description =
                "Compare the sums by day with a provider's own figures: pages of OpenAI's or Anthropic's usage and"
                        + " costs (JSON, as they were answered), or a CSV invoice with a header. What a file is, is seen from what"
                        + " is in it; its days decide which of ours are compared.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All figures are equal, within the tolerance.",
            "1:There are differences, or the books cannot be read.",
            "2:A file is not understood, or there is nothing to compare in it."
        })
final class UsageReconcileCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    @Mixin
    private Places places = new Places();

    @Mixin
    private Output output = new Output();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "What the provider says; several pages are several files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Whose calls of ours are compared, by the configured name; may be given several times (default:"
                            + " openai or anthropic, as the files are; of an invoice, all).")
    private Set<String> providers = new TreeSet<>();

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            description = "Figures that differ by no more of theirs count as equal (default: ${DEFAULT-VALUE}).")
    private BigDecimal tolerance = BigDecimal.ZERO;

    @Option(names = "--all", description = "Print the figures that are equal too.")
    private boolean everything;

    @Override
    public Integer call() {
        if (tolerance.signum() < 0) {
            System.err.println("--tolerance is not negative.");
            return WRONG;
        }
        try {
            return compared(Statements.read(files));
        } catch (NotUnderstood unknown) {
            System.err.println(unknown.getMessage());
            return WRONG;
        }
    }

    private int compared(Statements statements) {
        Reconciliation.Wanted wanted = new Reconciliation.Wanted(providers, tolerance, everything);
        return BooksCommand.with(places, books -> {
            Reconciliation.Outcome outcome = Reconciliation.of(books, statements, wanted);
            output.print(outcome.text(), outcome.json());
            return outcome.equal() ? 0 : 1;
        });
    }
}
