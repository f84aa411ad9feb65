package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.config.Nearest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping of LiteLLM's file being read. It knows which keys were asked for, so that no other is passed over in silence. */
final class Keys {
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(999_999_999);
    private static final int LONGEST_NUMBER = 40;

    private final String section;
    private final String path;
    private final Located.Mapping mapping;
    private final Context context;
    private final Set<String> taken = new HashSet<>();

    /**
     * Reads a mapping.
     *
     * @param section its place in the table of known keys
     * @param path its place in the file
     */
    Keys(String section, String path, Located.Mapping mapping, Context context) {
        this.section = section;
        this.path = path;
        this.mapping = mapping;
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** The path of a key in the file. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The name of a key in notes and in the table. */
    String name(String key) {
        return section.isEmpty() ? key : section + "." + key;
    }

    /** Where a key stands, or the mapping itself. */
    Place place(String key) {
        return mapping.member(key).map(Located::place).orElse(mapping.place());
    }

    boolean has(String key) {
        return mapping.member(key).isPresent();
    }

    /** A key's value, read from now on. */
    Optional<Located> take(String key) {
        taken.add(key);
        return mapping.member(key);
    }

    void note(String key, String text) {
        Place place = mapping.keys().containsKey(key) ? mapping.keys().getOrDefault(key, place(key)) : place(key);
        context.notes().add(place, name(key), text);
    }

    void problem(String key, String message) {
        context.problems().add(place(key), path(key), message);
    }

    Optional<Located.Scalar> scalar(String key) {
        Optional<Located> value = take(key);
        if (value.isPresent() && value.get() instanceof Located.Scalar scalar) {
            return Optional.of(scalar);
        }
        value.ifPresent(other -> problem(key, "'" + path(key) + "' must be one value, not a list or a mapping."));
        return Optional.empty();
    }

    /** A text as our file writes it. */
    Optional<String> carried(String key, Context.Need need) {
        return scalar(key).flatMap(value -> context.carried(value, path(key), name(key), need));
    }

    /** A text as it is now. */
    Optional<String> now(String key) {
        return scalar(key).flatMap(value -> context.now(value, path(key))).map(String::strip);
    }

    /** A text as it is now; a problem where there is none. */
    Optional<String> required(String key, String message) {
        Optional<String> written = now(key);
        if (!has(key)) {
            problem(key, message);
        }
        return written;
    }

    Optional<Boolean> flag(String key) {
        Optional<String> written = now(key);
        Optional<Boolean> flag = written.flatMap(Keys::flagOf);
        if (written.isPresent() && flag.isEmpty()) {
            problem(key, "'" + path(key) + "' must be true or false.");
        }
        return flag;
    }

    private static Optional<Boolean> flagOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A number that is not negative, exact. */
    Optional<BigDecimal> number(String key) {
        Optional<String> written = now(key);
        Optional<BigDecimal> number = written.flatMap(Keys::numberOf).filter(found -> found.signum() >= 0);
        if (written.isPresent() && number.isEmpty()) {
            problem(key, "'" + path(key) + "' must be a number that is not negative, such as 0.5 or 1e-06.");
        }
        return number;
    }

    private static Optional<BigDecimal> numberOf(String text) {
        if (text.length() > LONGEST_NUMBER || !text.matches("[+-]?[0-9_]*\\.?[0-9_]*([eE][+-]?[0-9]{1,2})?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text.replace("_", "")));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    Optional<Integer> whole(String key, int least) {
        Optional<String> written = now(key);
        Optional<Integer> whole = written.flatMap(Keys::numberOf)
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0)
                .map(BigDecimal::intValue);
        if (written.isPresent() && whole.isEmpty()) {
            problem(key, "'" + path(key) + "' must be a whole number from " + least + ".");
        }
        return whole;
    }

    /** Seconds, as our durations. */
    Optional<String> seconds(String key) {
        Optional<BigDecimal> seconds = number(key);
        if (seconds.isPresent() && seconds.get().compareTo(MOST_SECONDS) > 0) {
            problem(key, "'" + path(key) + "' is in seconds; this is too many.");
            return Optional.empty();
        }
        return seconds.map(Keys::duration);
    }

    private static String duration(BigDecimal seconds) {
        return seconds.stripTrailingZeros().scale() <= 0
                ? seconds.toBigInteger() + "s"
                : seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP) + "ms";
    }

    /** A text, or a list of texts. */
    List<Located.Scalar> scalars(String key) {
        Optional<Located> value = take(key);
        List<Located.Scalar> scalars = new ArrayList<>();
        for (Located element : value.map(Keys::elements).orElse(List.of())) {
            if (element instanceof Located.Scalar scalar) {
                scalars.add(scalar);
            } else {
                context.problems()
                        .add(element.place(), path(key), "'" + path(key) + "' must be a text, or a list of texts.");
            }
        }
        return scalars;
    }

    private static List<Located> elements(Located value) {
        return value instanceof Located.Sequence sequence ? sequence.elements() : List.of(value);
    }

    /** A list; empty, and a problem, where it is something else. */
    List<Located> list(String key) {
        Optional<Located> value = take(key);
        if (value.isPresent() && value.get() instanceof Located.Sequence sequence) {
            return sequence.elements();
        }
        value.ifPresent(other -> problem(key, "'" + path(key) + "' must be a list."));
        return List.of();
    }

    /** A mapping; an empty one, and a problem, where it is something else. */
    Located.Mapping mapping(String key) {
        Optional<Located> value = take(key);
        if (value.isPresent() && value.get() instanceof Located.Mapping inner) {
            return inner;
        }
        value.ifPresent(other -> problem(key, "'" + path(key) + "' must be a mapping."));
        return new Located.Mapping(Map.of(), Map.of(), place(key));
    }

    /** A mapping's keys. */
    Keys keys(String key) {
        return new Keys(name(key), path(key), mapping(key), context);
    }

    /** Says of everything that was not read what to do instead. */
    void rest() {
        mapping.members().forEach((key, value) -> {
            if (!taken.contains(key) && !value.isBlank()) {
                note(key, advice(key));
            }
        });
    }

    private String advice(String key) {
        Optional<KnownKeys.Row> row = KnownKeys.find(section, key);
        if (row.isPresent()) {
            return row.get().isCarried()
                    ? "has no effect here as it stands."
                    : row.get().text();
        }
        return "not carried: it is not among LiteLLM's settings that are known here."
                + Nearest.of(key, KnownKeys.of(section))
                        .map(meant -> " Did you mean '" + meant + "'?")
                        .orElse("");
    }
}
