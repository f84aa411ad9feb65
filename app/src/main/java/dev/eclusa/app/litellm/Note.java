package dev.eclusa.app.litellm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something of LiteLLM's file that is not carried as it stands, and what to do instead.
 *
 * @param file its name, where it is an included one
 * @param lines where it stands, from 1
 * @param key such as {@code router_settings.retry_policy}
 * @param text what it was and what to do; never a value that may be secret
 */
public record Note(Optional<String> file, List<Integer> lines, String key, String text) {
    private static final int MOST_LINES = 5;

    /** {@code LINE: key - text}. */
    @Override
    public String toString() {
        return file.map(name -> name + ":").orElse("") + places() + ": " + key + " - " + text;
    }

    private String places() {
        String first = lines.stream().limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(", "));
        int more = lines.size() - MOST_LINES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
