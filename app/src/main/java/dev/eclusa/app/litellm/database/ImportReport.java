package dev.eclusa.app.litellm.database;

import dev.eclusa.app.Table;
import dev.eclusa.app.litellm.database.Reconciled.State;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.ImportedTotals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What became of a takeover, and LiteLLM's figures beside ours. */
public final class ImportReport {
    private static final int SHORTEST = 3;

    private final String from;
    private final Outcomes outcomes;
    private final Reconciled reconciled;
    private final ImportedTotals totals;

    ImportReport(String from, Outcomes outcomes, Reconciled reconciled, ImportedTotals totals) {
        this.from = from;
        this.outcomes = outcomes;
        this.reconciled = reconciled;
        this.totals = totals;
    }

    /** Whether everything is here and all figures are equal. */
    public boolean isEqual() {
        return outcomes.wrong().isEmpty() && reconciled.equal() && rowsAgree();
    }

    /** Rows may be removed here in time; while they are all here, they come to what was taken over. */
    private boolean rowsAgree() {
        return totals.rows() != totals.sum().calls()
                || totals.rowNanos() == totals.sum().nanos();
    }

    /** In one line. */
    public String summary() {
        return reconciled.total().here().rows() + " calls over "
                + reconciled.total().here().spend() + " USD, "
                + reconciled.accounts().size() + " accounts; figures "
                + (isEqual() ? "equal" : "NOT equal, see 'eclusa import litellm'");
    }

    /** What should have been taken over and could not be, a line each. */
    public List<String> wrong() {
        return outcomes.wrong();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder("Taken over from " + from + ":\n\n").append(rows());
        text.append("\nCalls by team, in USD:\n").append(calls());
        text.append("\nSpend in the current period, in USD:\n").append(spends());
        Stream.of(outcomes.notices(), outcomes.wrong())
                .flatMap(List::stream)
                .forEach(line -> text.append('\n').append(line));
        text.append(
                isEqual() ? "\nAll figures are equal.\n" : "\nNOT everything is here, or not all figures are equal.\n");
        return text.toString();
    }

    private Table rows() {
        Table table = new Table("table", "rows", "new", "here already", "left out", "");
        outcomes.tables()
                .forEach((name, outcome) -> table.row(
                        name,
                        Long.toString(outcome.rows()),
                        isSums(name) ? "" : Long.toString(outcome.added()),
                        isSums(name) ? "" : Long.toString(outcome.present()),
                        Long.toString(leftOut(outcome)),
                        remarks(outcome)));
        return table;
    }

    /** Sums of days are compared, not taken over row by row. */
    private static boolean isSums(String table) {
        return DailyAggregates.tables().contains(table);
    }

    private static long leftOut(Outcomes.OfTable outcome) {
        return outcome.leftOut().values().stream().mapToLong(Long::longValue).sum();
    }

    private static String remarks(Outcomes.OfTable outcome) {
        return Stream.concat(outcome.leftOut().entrySet().stream(), outcome.notes().entrySet().stream())
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private Table calls() {
        Table table = new Table("team", "calls there", "here", "spend there", "here", "from sums only", "equal");
        reconciled.calls().forEach(calls -> calls(table, calls.team().isEmpty() ? "(none)" : calls.team(), calls));
        calls(table, "all", reconciled.total());
        return table;
    }

    private static void calls(Table table, String name, Reconciled.Calls calls) {
        table.row(
                name,
                Long.toString(calls.there().rows()),
                Long.toString(calls.here().rows()),
                calls.there().spend().toString(),
                calls.here().spend().toString(),
                calls.sums().rows() == 0
                        ? ""
                        : calls.sums().rows() + " over " + calls.sums().spend(),
                calls.equal() ? "yes" : "NO");
    }

    /** Teams and organizations one by one, the others together, and each that differs. */
    private Table spends() {
        Table table = new Table("account", "there", "here", "equal");
        for (AccountKind kind : List.of(AccountKind.TEAM, AccountKind.ORGANIZATION)) {
            of(kind).forEach(spend -> table.row(
                    kind.word() + " " + spend.name(),
                    spend.there().toString(),
                    spend.here().toString(),
                    word(spend.state())));
        }
        for (AccountKind kind : AccountKind.values()) {
            List<Reconciled.Spend> all = of(kind);
            if (!all.isEmpty()) {
                table.row(
                        all.size() + " " + kind.word() + "s",
                        all.stream()
                                .map(Reconciled.Spend::there)
                                .reduce(Cost.ZERO, Cost::plus)
                                .toString(),
                        all.stream()
                                .map(Reconciled.Spend::here)
                                .reduce(Cost.ZERO, Cost::plus)
                                .toString(),
                        summed(all));
            }
        }
        reconciled.accounts().stream()
                .filter(spend -> spend.kind() != AccountKind.TEAM && spend.kind() != AccountKind.ORGANIZATION)
                .filter(spend -> spend.state() == State.DIFFERENT)
                .forEach(spend -> table.row(
                        spend.kind().word() + " " + spend.name(),
                        spend.there().toString(),
                        spend.here().toString(),
                        word(spend.state())));
        return table;
    }

    private List<Reconciled.Spend> of(AccountKind kind) {
        return reconciled.accounts().stream()
                .filter(spend -> spend.kind() == kind)
                .toList();
    }

    private static String word(State state) {
        return switch (state) {
            case EQUAL -> "yes";
            case PERIOD_OVER -> "its period is over";
            case ITS_OWN -> "here before, goes its own way";
            case GONE -> "deleted here since";
            case DIFFERENT -> "NO";
        };
    }

    private static String summed(List<Reconciled.Spend> all) {
        String others = Stream.of(State.values())
                .filter(state -> state != State.EQUAL)
                .filter(state -> all.stream().anyMatch(spend -> spend.state() == state))
                .map(state ->
                        all.stream().filter(spend -> spend.state() == state).count() + ": " + word(state))
                .collect(Collectors.joining("; "));
        return others.length() < SHORTEST ? "yes" : others;
    }

    /** For programs. */
    public ObjectNode json() {
        ObjectNode document = JsonCodec.object();
        document.put("from", from).put("equal", isEqual());
        ObjectNode tables = document.putObject("tables");
        outcomes.tables().forEach((name, outcome) -> {
            ObjectNode table = tables.putObject(name);
            table.put("rows", outcome.rows()).put("new", outcome.added()).put("here_already", outcome.present());
            put(table.putObject("left_out"), outcome.leftOut());
            put(table.putObject("notes"), outcome.notes());
        });
        reconciled.calls().forEach(calls -> calls(document.withArray("calls").addObject(), calls));
        calls(document.putObject("total"), reconciled.total());
        document.putObject("ledger")
                .put("rows", totals.rows())
                .put("spend", totals.rowNanos() == 0 ? Cost.ZERO.dollars() : new Cost(totals.rowNanos()).dollars());
        reconciled
                .accounts()
                .forEach(spend -> document.withArray("accounts")
                        .addObject()
                        .put("kind", spend.kind().word())
                        .put("id", spend.id())
                        .put("there", spend.there().dollars())
                        .put("here", spend.here().dollars())
                        .put("state", spend.state().name().toLowerCase(Locale.ROOT)));
        outcomes.notices().forEach(line -> document.withArray("notices").add(line));
        outcomes.wrong().forEach(line -> document.withArray("wrong").add(line));
        return document;
    }

    private static void put(ObjectNode document, Map<String, Long> counts) {
        counts.forEach(document::put);
    }

    private static void calls(ObjectNode document, Reconciled.Calls calls) {
        document.put("team", calls.team());
        document.put("calls_there", calls.there().rows())
                .put("calls_here", calls.here().rows());
        document.put("spend_there", calls.there().spend().dollars());
        document.put("spend_here", calls.here().spend().dollars());
        document.put("calls_from_sums", calls.sums().rows());
        document.put("spend_from_sums", calls.sums().spend().dollars());
        document.put("equal", calls.equal());
    }
}
