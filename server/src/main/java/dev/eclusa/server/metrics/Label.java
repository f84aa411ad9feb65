package dev.eclusa.server.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * A label of a sample.
 *
 * @param name letters, digits and underscores
 * @param value any text
 */
public record Label(String name, String value) {
    /** Labels, of names and values in turn. */
    public static List<Label> of(String... namesAndValues) {
        List<Label> labels = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            labels.add(new Label(namesAndValues[i], namesAndValues[i + 1]));
        }
        return labels;
    }

    /** Labels and one more. */
    static List<Label> and(List<Label> labels, String name, String value) {
        List<Label> more = new ArrayList<>(labels);
        more.add(new Label(name, value));
        return more;
    }
}
