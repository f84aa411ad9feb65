package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text (version 0.0.4), read strictly: what a scraper might stumble over is a failure. */
final class Scraped {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** A family: its type, and its samples in order. */
    record Family(String name, String type, String help, List<Sample> samples) {}

    /** A line with a figure. */
    record Sample(String name, Map<String, String> labels, BigDecimal value) {
        String label(String label) {
            return labels.getOrDefault(label, "");
        }
    }

    private Scraped() {}

    static Scraped of(String text) {
        assertThat(text).as("ends with a line").endsWith("\n");
        Scraped scraped = new Scraped();
        String help = "";
        Optional<Family> family = Optional.empty();
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            if (line.startsWith("# HELP ")) {
                help = line.substring("# HELP ".length());
            } else if (line.startsWith("# TYPE ")) {
                family = Optional.of(scraped.begin(line.substring("# TYPE ".length()), help));
            } else {
                assertThat(family).as("a sample without type: " + line).isPresent();
                family.orElseThrow().samples().add(sample(line));
            }
        }
        scraped.families.values().forEach(Scraped::check);
        return scraped;
    }

    private Family begin(String typed, String helped) {
        String[] type = typed.split(" ", -1);
        String[] help = helped.split(" ", 2);
        assertThat(type).as(typed).hasSize(2);
        assertThat(help[0]).as("its help goes before").isEqualTo(type[0]);
        assertThat(type[0]).matches(NAME);
        Family family = new Family(type[0], type[1], help[1], new ArrayList<>());
        assertThat(families.put(type[0], family)).as(type[0] + " is told twice").isNull();
        return family;
    }

    private static Sample sample(String line) {
        int end = Math.max(0, line.indexOf('{') < 0 ? line.indexOf(' ') : line.indexOf('{'));
        String name = line.substring(0, end);
        assertThat(name).as(line).matches(NAME);
        Map<String, String> labels = new TreeMap<>();
        int at = end;
        if (line.charAt(end) == '{') {
            Matcher label = LABEL.matcher(line);
            at = end + 1;
            do {
                assertThat(label.region(at, line.length()).lookingAt()).as(line).isTrue();
                assertThat(labels.put(label.group(1), unescaped(label.group(2))))
                        .as(line)
                        .isNull();
                at = label.end();
            } while (label.group(3).equals(","));
        }
        assertThat(line.charAt(at)).as(line).isEqualTo(' ');
        assertThat(line.substring(at + 1)).as(line).matches(NUMBER);
        return new Sample(name, labels, new BigDecimal(line.substring(at + 1)));
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '\\') {
                char escaped = value.charAt(++i);
                plain.append(escaped == 'n' ? '\n' : escaped);
            } else {
                plain.append(letter);
            }
        }
        return plain.toString();
    }

    private static void check(Family family) {
        Set<Sample> seen = new HashSet<>();
        for (Sample sample : family.samples()) {
            assertThat(seen.add(new Sample(sample.name(), sample.labels(), BigDecimal.ZERO)))
                    .as("told twice: " + sample)
                    .isTrue();
        }
        switch (family.type()) {
            case "counter" -> counter(family);
            case "gauge" ->
                assertThat(family.samples()).extracting(Sample::name).containsOnly(only(family));
            case "histogram" -> histogram(family);
            default -> throw new AssertionError(family.type());
        }
    }

    private static String[] only(Family family) {
        return family.samples().isEmpty() ? new String[0] : new String[] {family.name()};
    }

    private static void counter(Family family) {
        assertThat(family.name()).endsWith("_total");
        assertThat(family.samples()).allSatisfy(sample -> {
            assertThat(sample.name()).isEqualTo(family.name());
            assertThat(sample.value()).isNotNegative();
        });
    }

    private static void histogram(Family family) {
        Map<Map<String, String>, List<Sample>> sets = new LinkedHashMap<>();
        family.samples().forEach(sample -> {
            Map<String, String> labels = new TreeMap<>(sample.labels());
            labels.remove("le");
            sets.computeIfAbsent(labels, first -> new ArrayList<>()).add(sample);
        });
        sets.forEach((labels, samples) -> {
            List<Sample> buckets = samples.subList(0, samples.size() - 2);
            BigDecimal before = BigDecimal.ZERO;
            double bound = -1;
            for (Sample bucket : buckets) {
                assertThat(bucket.name()).isEqualTo(family.name() + "_bucket");
                assertThat(bucket.value()).as("cumulative: " + bucket).isGreaterThanOrEqualTo(before);
                double next = bucket.label("le").equals("+Inf")
                        ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(bucket.label("le"));
                assertThat(next).isGreaterThan(bound);
                before = bucket.value();
                bound = next;
            }
            assertThat(bound).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(samples.get(samples.size() - 2).name()).isEqualTo(family.name() + "_sum");
            assertThat(samples.getLast().name()).isEqualTo(family.name() + "_count");
            assertThat(samples.getLast().value()).isEqualTo(before);
        });
    }

    /** The names of all families. */
    Set<String> names() {
        return families.keySet();
    }

    Family family(String name) {
        assertThat(families).containsKey(name);
        return Objects.requireNonNull(families.get(name));
    }

    /** The sum of the samples of a name for which something holds. */
    BigDecimal sum(String name, Predicate<Sample> which) {
        String family = families.containsKey(name) ? name : name.replaceFirst("_(count|sum|bucket)$", "");
        return family(family).samples().stream()
                .filter(sample -> sample.name().equals(name))
                .filter(which)
                .map(Sample::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal sum(String name) {
        return sum(name, sample -> true);
    }
}
