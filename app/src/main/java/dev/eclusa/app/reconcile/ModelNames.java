package dev.eclusa.app.reconcile;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which of our models is which of theirs: the one of the same id; else the one whose id is theirs without a date at its
 * end, since providers answer {@code gpt-4o-mini} with {@code gpt-4o-mini-2024-07-18} and bill that.
 */
final class ModelNames {
    private static final Pattern DATE = Pattern.compile("-(?:\\d{4}-\\d{2}-\\d{2}|\\d{8})$");

    private final Set<String> ours;
    private final Map<String, String> undated = new TreeMap<>();
    private final Map<String, String> beside = new TreeMap<>();

    ModelNames(Set<String> theirs, Set<String> ours) {
        this.ours = new TreeSet<>(ours);
        for (String id : theirs) {
            String shorter = DATE.matcher(id).replaceFirst("");
            if (!shorter.equals(id) && ours.contains(shorter)) {
                (ours.contains(id) ? beside : undated).put(id, shorter);
            }
        }
        beside.values().removeAll(theirs);
    }

    /** The name under which one of theirs is compared. */
    String ours(String theirs) {
        return ours.contains(theirs) ? theirs : undated.getOrDefault(theirs, theirs);
    }

    /** Theirs that are compared with ours of a shorter name. */
    Map<String, String> undated() {
        return undated;
    }

    /** Theirs that are ours too, while ours of the shorter name is not theirs: calls of both may be told under the longer. */
    Map<String, String> beside() {
        return beside;
    }
}
