package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code os.environ/NAME} may be filled with: the process's variables, and behind them those of {@code
 * environment_variables} in the file.
 */
final class Environment {
    private static final String REFERENCE = "os.environ/";

    private final Map<String, String> process;
    private final boolean demanded;
    private final Map<String, String> file = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /**
     * Of a process.
     *
     * @param demanded whether a variable that is needed must be set now; not when only the text is wanted
     */
    Environment(Map<String, String> process, boolean demanded) {
        this.process = Map.copyOf(process);
        this.demanded = demanded;
    }

    /** The name of the variable a text stands for. */
    static Optional<String> named(String text) {
        return text.startsWith(REFERENCE)
                ? Optional.of(text.substring(REFERENCE.length()).strip())
                : Optional.empty();
    }

    /** Adds what the file says of variables. */
    void add(Located.Mapping variables) {
        variables.members().forEach((name, value) -> {
            if (value instanceof Located.Scalar scalar && !scalar.isBlank()) {
                file.put(name, scalar.text());
            }
        });
    }

    boolean demanded() {
        return demanded;
    }

    /** Variables of the file that nothing asked for. */
    List<String> unused() {
        return file.keySet().stream().filter(name -> !used.contains(name)).toList();
    }

    boolean isSet(String name) {
        return value(name).isPresent();
    }

    /** The first of some variables that is set. */
    Optional<String> firstSet(Collection<String> names) {
        return names.stream().filter(this::isSet).findFirst();
    }

    /** What a variable holds now. */
    Optional<String> value(String name) {
        used.add(name);
        return Optional.of(process.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(file.get(name)).flatMap(this::literal));
    }

    private Optional<String> literal(String text) {
        return named(text)
                .map(other -> process.getOrDefault(other, ""))
                .or(() -> Optional.of(text))
                .filter(value -> !value.isBlank());
    }

    /** How our file writes a variable: the file's own value is its default. */
    String reference(String name) {
        used.add(name);
        String own = file.getOrDefault(name, "");
        boolean inProcess = !process.getOrDefault(name, "").isBlank();
        if (own.isEmpty() || (inProcess && !fitsAsDefault(own))) {
            return "${" + name + "}";
        }
        Optional<String> other = named(own);
        if (other.isPresent()) {
            return inProcess ? "${" + name + "}" : "${" + other.get() + "}";
        }
        return fitsAsDefault(own) ? "${" + name + ":-" + own + "}" : own;
    }

    private static boolean fitsAsDefault(String value) {
        return value.indexOf('}') < 0 && !value.contains("${") && named(value).isEmpty();
    }
}
