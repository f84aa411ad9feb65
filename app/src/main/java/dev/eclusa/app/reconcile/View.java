package dev.eclusa.app.reconcile;

import dev.eclusa.app.Table;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison for people and for programs.
 *
 * @param providers of ours; none where all are meant
 * @param tolerance percent of theirs that count as equal
 */
record View(Comparison comparison, Set<String> providers, BigDecimal tolerance, List<String> notes) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    boolean isEqual() {
        return comparison.lines().stream().allMatch(line -> line.isWithin(tolerance));
    }

    /** A table of what differs, or of everything, and of the totals. */
    String text(boolean everything) {
        List<Line> lines = comparison.lines();
        List<Line> differing =
                lines.stream().filter(line -> !line.isWithin(tolerance)).toList();
        Table table = new Table("DAY", "MODEL", "FIGURE", "THEIRS", "OURS", "DIFFERENCE");
        (everything ? lines : differing).forEach(line -> row(table, line));
        comparison.totals().forEach(line -> row(table, line));
        StringBuilder text = new StringBuilder()
                .append("From ")
                .append(comparison.span().first())
                .append(" to ")
                .append(comparison.span().last())
                .append(" (UTC), our calls of ")
                .append(providers.isEmpty() ? "all providers" : String.join(", ", providers))
                .append("; a difference is ours minus theirs.\n\n")
                .append(table)
                .append('\n')
                .append(verdict(lines.size(), differing.size()));
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    private String verdict(int all, int differing) {
        String within = tolerance.signum() == 0 ? "" : ", within " + tolerance.toPlainString() + " %";
        return differing == 0
                ? "All " + all + " figures are equal" + within + ".\n"
                : differing + " of " + all + " figures differ; the others are equal" + within + ".\n";
    }

    private static void row(Table table, Line line) {
        table.row(
                line.day(),
                line.model(),
                line.figure().label(),
                plain(line.theirs()).toPlainString(),
                plain(line.ours()).toPlainString(),
                difference(line));
    }

    private static String difference(Line line) {
        BigDecimal difference = plain(line.difference());
        String sign = difference.signum() > 0 ? "+" : "";
        return sign + difference.toPlainString() + (line.theirs().signum() == 0 ? "" : percent(line, difference, sign));
    }

    private static String percent(Line line, BigDecimal difference, String sign) {
        BigDecimal percent = difference.multiply(HUNDRED).divide(line.theirs().abs(), 2, RoundingMode.HALF_UP);
        return difference.signum() == 0 ? "" : " (" + sign + percent.toPlainString() + " %)";
    }

    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    ObjectNode json() {
        ObjectNode document = JsonCodec.object();
        document.put("start_date", comparison.span().first().toString());
        document.put("end_date", comparison.span().last().toString());
        ArrayNode names = document.putArray("providers");
        providers.forEach(names::add);
        document.put("tolerance_percent", tolerance);
        document.put("equal", isEqual());
        ArrayNode lines = document.putArray("lines");
        comparison
                .lines()
                .forEach(line -> put(lines.addObject().put("day", line.day()).put("model", line.model()), line));
        ArrayNode totals = document.putArray("totals");
        comparison.totals().forEach(line -> put(totals.addObject(), line));
        ObjectNode matched = document.putObject("compared_without_date");
        comparison.names().undated().forEach(matched::put);
        ArrayNode told = document.putArray("notes");
        notes.forEach(told::add);
        return document;
    }

    private void put(ObjectNode node, Line line) {
        node.put("figure", line.figure().key())
                .put("theirs", plain(line.theirs()))
                .put("ours", plain(line.ours()))
                .put("difference", plain(line.difference()))
                .put("equal", line.isWithin(tolerance));
    }
}
