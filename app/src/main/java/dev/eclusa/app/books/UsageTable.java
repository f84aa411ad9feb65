package dev.eclusa.app.books;

import dev.eclusa.app.Table;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was used over some days, by something.
 *
 * @param days sums, oldest first
 * @param by what a line is for: {@code model}, {@code provider}, {@code key}, {@code user}, {@code team},
 *     {@code organization} or {@code day}
 */
record UsageTable(LocalDate start, LocalDate end, List<DailyUse> days, String by) {
    static final Map<String, Function<DailyUse, String>> BY = Map.of(
            "model", use -> use.provider() + "/" + use.model(),
            "provider", DailyUse::provider,
            "key", DailyUse::key,
            "user", DailyUse::user,
            "team", DailyUse::team,
            "organization", DailyUse::organization,
            "day", use -> use.day().toString());

    private static final String BARS = " ▁▂▃▄▅▆▇█";

    private Map<String, Use> lines() {
        Map<String, Use> sums = new TreeMap<>();
        Function<DailyUse, String> name = java.util.Objects.requireNonNull(BY.get(by), "checked by the command");
        days.forEach(day -> sums.merge(name.apply(day), day.use(), Use::plus));
        Map<String, Use> sorted = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(
                        by.equals("day")
                                ? Map.Entry.comparingByKey()
                                : Map.Entry.comparingByValue(
                                        Comparator.comparing(Use::cost).reversed()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private Use all() {
        return days.stream().map(DailyUse::use).reduce(Use.NONE, Use::plus);
    }

    String text() {
        if (days.isEmpty()) {
            return "Nothing was used from " + start + " to " + end + ".\n";
        }
        Table table = new Table(by.toUpperCase(java.util.Locale.ROOT), "REQUESTS", "FAILED", "INPUT", "OUTPUT", "USD");
        lines().forEach((name, use) -> row(table, name.isEmpty() ? "-" : name, use));
        row(table, "all", all());
        return "From " + start + " to " + end + ", cost by day: " + sparkline() + "\n\n" + table;
    }

    private static void row(Table table, String name, Use use) {
        table.row(
                name,
                Long.toString(use.requests()),
                Long.toString(use.failed()),
                Long.toString(use.input()),
                Long.toString(use.output()),
                use.cost() + (use.unpriced() == 0 ? "" : " (" + use.unpriced() + " unpriced)"));
    }

    private String sparkline() {
        Map<LocalDate, Long> byDay = new TreeMap<>();
        start.datesUntil(end.plusDays(1)).forEach(day -> byDay.put(day, 0L));
        days.forEach(day -> byDay.merge(day.day(), day.use().cost().nanos(), Long::sum));
        long most = byDay.values().stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder line = new StringBuilder();
        byDay.values()
                .forEach(nanos -> line.append(BARS.charAt(
                        nanos == 0 ? 0 : 1 + (int) Math.min(BARS.length() - 2, nanos * (BARS.length() - 2) / most))));
        return line.toString();
    }

    ObjectNode json() {
        ObjectNode document = JsonCodec.object();
        document.put("start_date", start.toString());
        document.put("end_date", end.toString());
        ArrayNode list = document.putArray("by_" + by);
        lines().forEach((name, use) -> figures(list.addObject().put(by, name), use));
        figures(document.putObject("summary"), all());
        return document;
    }

    private static void figures(ObjectNode into, Use use) {
        into.put("requests", use.requests())
                .put("failed", use.failed())
                .put("unpriced", use.unpriced())
                .put("input_tokens", use.input())
                .put("output_tokens", use.output())
                .put("total_tokens", use.tokens())
                .put("cost", use.cost().dollars());
    }
}
