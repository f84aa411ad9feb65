package dev.eclusa.server.metrics;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.ledger.CallerLabels;
import java.util.List;
import java.util.Optional;

/**
 * Labels of calls that the operator chose: {@code team}, {@code organization}, {@code key}, or {@code tag:NAME}, which tells
 * whether a call carries the word, or what stands behind it in {@code NAME:VALUE} or {@code NAME=VALUE}.
 *
 * @param chosen as configured
 */
public record ExtraLabels(List<String> chosen) {
    /** What a tag's name stands behind. */
    public static final String TAG = "tag:";

    private static final int LONGEST = 100;

    public ExtraLabels {
        chosen = List.copyOf(chosen);
    }

    /** Whether a word can be chosen. */
    public static boolean isOne(String word) {
        return switch (word) {
            case "team", "organization", "key" -> true;
            default -> word.startsWith(TAG) && word.length() > TAG.length();
        };
    }

    /** The label of a chosen word. */
    public static String name(String word) {
        return word.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    /** The values for a call. Allocates nothing where nothing is chosen. */
    List<String> of(CallerLabels caller) {
        return chosen.isEmpty()
                ? List.of()
                : chosen.stream().map(word -> value(word, caller)).toList();
    }

    /** The values of calls that are told together. */
    List<String> others() {
        return chosen.stream().map(word -> ModelNames.OTHER).toList();
    }

    private static String value(String word, CallerLabels caller) {
        return switch (word) {
            case "team" -> caller.team();
            case "organization" -> caller.organization();
            case "key" -> caller.key();
            default -> tagged(word.substring(TAG.length()), caller.tags());
        };
    }

    private static String tagged(String name, List<String> tags) {
        Optional<String> valued = tags.stream()
                .filter(tag -> tag.length() > name.length() && tag.startsWith(name) && AccountKind.isWord(tag))
                .filter(tag -> tag.charAt(name.length()) == ':' || tag.charAt(name.length()) == '=')
                .map(tag -> tag.substring(name.length() + 1))
                .findFirst();
        String value = valued.orElse(Boolean.toString(tags.contains(name)));
        return value.substring(0, Math.min(LONGEST, value.length()));
    }
}
