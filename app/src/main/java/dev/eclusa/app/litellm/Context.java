package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Problems;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a translation reads with and reports to. */
record Context(Environment environment, Notes notes, Problems problems) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?}");

    /** What is to be done where a variable is not set. */
    enum Need {
        /** It cannot be done without. */
        REQUIRED,
        /** It is left out, with a note. */
        OPTIONAL
    }

    /** A value as our file writes it: a variable stays one. Empty when it is a variable that is not set. */
    Optional<String> carried(Located.Scalar value, String path, String key, Need need) {
        Optional<String> variable = Environment.named(value.text());
        if (variable.isEmpty()) {
            return Optional.of(literal(value, path));
        }
        String name = variable.get();
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    value.place(),
                    path,
                    "'" + path + "' names a variable with characters other than letters, digits and _. Rename it.");
            return Optional.empty();
        }
        if (environment.isSet(name)) {
            return Optional.of(environment.reference(name));
        }
        return unset(name, value, path, key, need);
    }

    private Optional<String> unset(String name, Located.Scalar value, String path, String key, Need need) {
        if (!environment.demanded()) {
            return Optional.of(environment.reference(name));
        }
        if (need == Need.REQUIRED) {
            problems.add(
                    value.place(),
                    path,
                    "The variable " + name + " is not set, and '" + path
                            + "' needs it. Set it, or give it under environment_variables.");
        } else {
            notes.add(
                    value.place(),
                    key,
                    "the variable " + name + " is not set, so this is left out. Set it if it is needed.");
        }
        return Optional.empty();
    }

    /** A value as it is now, a variable filled in. Empty, and a problem, when it is one that is not set. */
    Optional<String> now(Located.Scalar value, String path) {
        Optional<String> variable = Environment.named(value.text());
        if (variable.isEmpty()) {
            return Optional.of(value.text());
        }
        Optional<String> filled = environment.value(variable.get());
        if (filled.isEmpty()) {
            problems.add(
                    value.place(),
                    path,
                    "The variable " + variable.get() + " is not set, and '" + path
                            + "' is read from it while translating. Set it, or write the value.");
        }
        return filled;
    }

    private String literal(Located.Scalar value, String path) {
        if (VARIABLE.matcher(value.text()).find()) {
            problems.add(
                    value.place(),
                    path,
                    "'" + path + "' holds ${...}, which would be filled from the environment here."
                            + " Put the value into a variable and write os.environ/NAME.");
        }
        return value.text();
    }
}
