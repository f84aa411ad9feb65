package dev.eclusa.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mapping being read: each key asked for is known, and whatever is left when {@link #done} is called is a mistake. */
final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private final String file;
    private final String path;
    private final Located.Mapping mapping;
    private final List<Problem> problems;
    private final Set<String> known = new TreeSet<>();

    Section(String file, String path, Located.Mapping mapping, List<Problem> problems) {
        this.file = file;
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
    }

    String text(String key, String fallback) {
        return scalar(key)
                .map(Located.Scalar::text)
                .filter(text -> !text.isEmpty())
                .orElse(fallback);
    }

    boolean flag(String key, boolean fallback) {
        return scalar(key)
                .map(scalar -> switch (scalar.text()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> wrong(scalar, key, "true or false", fallback);
                })
                .orElse(fallback);
    }

    int number(String key, int fallback) {
        return scalar(key)
                .map(scalar -> {
                    try {
                        return Integer.parseInt(scalar.text());
                    } catch (NumberFormatException other) {
                        return wrong(scalar, key, "a whole number", fallback);
                    }
                })
                .orElse(fallback);
    }

    Optional<BigDecimal> decimal(String key) {
        return scalar(key).flatMap(scalar -> {
            try {
                BigDecimal value = new BigDecimal(scalar.text());
                if (value.signum() >= 0) {
                    return Optional.of(value);
                }
            } catch (NumberFormatException other) {
                // told below
            }
            return wrong(scalar, key, "a price in USD per million tokens, such as 0.15", Optional.<BigDecimal>empty());
        });
    }

    Duration duration(String key, Duration fallback) {
        return scalar(key)
                .map(scalar -> {
                    Matcher matcher = DURATION.matcher(scalar.text());
                    return matcher.matches()
                            ? duration(Long.parseLong(matcher.group(1)), matcher.group(2))
                            : wrong(scalar, key, "a duration such as 200ms, 5s, 10m or 24h", fallback);
                })
                .orElse(fallback);
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Located element : elements(key)) {
            if (element instanceof Located.Scalar scalar) {
                texts.add(scalar.text());
            } else {
                wrong(element, key, "a list of texts", "");
            }
        }
        return texts;
    }

    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        section(key)
                .ifPresent(section -> section.mapping.members().forEach((name, value) -> {
                    if (value instanceof Located.Scalar scalar) {
                        texts.put(name, scalar.text());
                    } else {
                        wrong(value, name, "a text", "");
                    }
                }));
        return texts;
    }

    Optional<Section> section(String key) {
        known.add(key);
        Located value = mapping.members().get(key);
        if (value == null
                || (value instanceof Located.Scalar scalar && scalar.text().isEmpty())) {
            return Optional.empty();
        }
        return asSection(key, value);
    }

    void each(String key, BiConsumer<String, Section> reader) {
        section(key)
                .ifPresent(section -> section.mapping
                        .members()
                        .forEach((name, value) ->
                                section.asSection(name, value).ifPresent(member -> reader.accept(name, member))));
    }

    void eachElement(String key, java.util.function.Consumer<Section> reader) {
        for (Located element : elements(key)) {
            asSection(key, element).ifPresent(reader);
        }
    }

    /** Keys that belong to features of later versions: accepted, not read. */
    void later(String... keys) {
        known.addAll(List.of(keys));
    }

    /** Reports every key that nobody asked for, with the nearest that exists. */
    void done() {
        mapping.places().forEach((key, place) -> {
            if (!known.contains(key)) {
                String near = Nearest.of(key, known)
                        .map(name -> " Did you mean '" + name + "'?")
                        .orElse("");
                problems.add(new Problem(file, place[0], place[1], "Unknown key '" + named(key) + "'." + near));
            }
        });
    }

    void problem(String key, String message) {
        int[] place = mapping.places().getOrDefault(key, new int[] {mapping.line(), mapping.column()});
        problems.add(new Problem(file, place[0], place[1], message));
    }

    private Optional<Section> asSection(String key, Located value) {
        if (value instanceof Located.Mapping inner) {
            return Optional.of(new Section(file, named(key), inner, problems));
        }
        return wrong(value, key, "a mapping", Optional.empty());
    }

    private List<Located> elements(String key) {
        known.add(key);
        Located value = mapping.members().get(key);
        if (value == null
                || (value instanceof Located.Scalar scalar && scalar.text().isEmpty())) {
            return List.of();
        }
        return value instanceof Located.Sequence sequence
                ? sequence.elements()
                : wrong(value, key, "a list", List.of());
    }

    private Optional<Located.Scalar> scalar(String key) {
        known.add(key);
        Located value = mapping.members().get(key);
        if (value instanceof Located.Scalar scalar) {
            return Optional.of(scalar);
        }
        return value == null ? Optional.empty() : wrong(value, key, "a single value", Optional.empty());
    }

    private <T> T wrong(Located at, String key, String wanted, T fallback) {
        problems.add(new Problem(file, at.line(), at.column(), "'" + named(key) + "' must be " + wanted + "."));
        return fallback;
    }

    private String named(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
