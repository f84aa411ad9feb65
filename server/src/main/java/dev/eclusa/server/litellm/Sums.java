package dev.eclusa.server.litellm;

import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds up figures of days. */
final class Sums {
    private Sums() {}

    static Use all(List<DailyUse> days) {
        return days.stream().map(DailyUse::use).reduce(Use.NONE, Use::plus);
    }

    /** What belongs together, in the order of its names. */
    static Map<String, Use> by(List<DailyUse> days, Function<DailyUse, String> name) {
        Map<String, Use> sums = new TreeMap<>();
        days.forEach(day -> sums.merge(name.apply(day), day.use(), Use::plus));
        return sums;
    }

    /** The same, dearest first. */
    static Map<String, Use> ranked(Map<String, Use> sums) {
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(Use::cost).reversed()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Use::plus, LinkedHashMap::new));
    }

    /** The figures of each group. */
    static Map<String, List<DailyUse>> groups(List<DailyUse> days, Function<DailyUse, String> name) {
        return days.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
    }

    /** How LiteLLM calls a model: with its provider. */
    static String model(DailyUse use) {
        return use.provider() + "/" + use.model();
    }
}
