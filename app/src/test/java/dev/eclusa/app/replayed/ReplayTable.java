package dev.eclusa.app.replayed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a replay found, a line for each group, as the manual shows it. */
final class ReplayTable {
    private static final String BEGIN = "<!-- replay: from LitellmReplayTest -->\n";
    private static final String END = "<!-- end of replay -->";
    private static final String HEAD = """
            | group | exchanges | same status | same status and shape | listed with a reason | headers |
            |---|---:|---:|---:|---:|---:|
            """;

    private ReplayTable() {}

    /** The manual's page with the table of this result in it. */
    static String in(String page, List<Verdict> verdicts, Differences differences) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (end < begin) {
            throw new IllegalArgumentException("the page has no place for the table");
        }
        return page.substring(0, begin) + "\n" + of(verdicts, differences) + "\n" + page.substring(end);
    }

    static String of(List<Verdict> verdicts, Differences differences) {
        Map<String, List<Verdict>> groups = verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.exchange().group(), LinkedHashMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder(HEAD);
        groups.forEach((group, of) -> table.append(line("`" + group + "`", of, differences)));
        return table + line("all", verdicts, differences) + "| | | " + share(verdicts, Verdict::sameStatus) + " | "
                + share(verdicts, Verdict::same) + " | "
                + share(verdicts, verdict -> verdict.same() || differences.explains(verdict)) + " with these | |\n\n"
                + share(verdicts, verdict -> verdict.same() || differences.asksFor(verdict))
                + " are the same, or differ as it was asked for: the list marks those.\n";
    }

    private static String line(String name, List<Verdict> verdicts, Differences differences) {
        int headers =
                verdicts.stream().mapToInt(verdict -> verdict.headers().size()).sum();
        int missing =
                verdicts.stream().mapToInt(verdict -> verdict.missing().size()).sum();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %s |%n",
                name,
                verdicts.size(),
                count(verdicts, Verdict::sameStatus),
                count(verdicts, Verdict::same),
                count(verdicts, differences::explains),
                headers == 0 ? "" : headers - missing + " of " + headers);
    }

    private static long count(List<Verdict> verdicts, Predicate<Verdict> which) {
        return verdicts.stream().filter(which).count();
    }

    private static String share(List<Verdict> verdicts, Predicate<Verdict> which) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count(verdicts, which) / verdicts.size());
    }
}
