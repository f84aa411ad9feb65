package dev.eclusa.app.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${NAME}} and {@code ${NAME:-default}} in values; an empty variable counts as unset, as in a shell. */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

    private final Map<String, String> environment;
    private final Problems problems;

    Variables(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    String fill(String text, Located.Place at, String path) {
        if (text.indexOf("${") < 0) {
            return text;
        }
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = environment.getOrDefault(match.group(1), "");
            if (value.isEmpty() && match.group(2) == null) {
                unset(match.group(1), at, path);
            }
            String fallback = match.group(3) == null ? "" : match.group(3);
            return Matcher.quoteReplacement(value.isEmpty() ? fallback : value);
        });
    }

    private void unset(String name, Located.Place at, String path) {
        problems.add(at, path, "The variable " + name + " is not set. Set it, or write ${" + name + ":-default}.");
    }
}
