package dev.eclusa.app.config;

import java.util.ArrayList;
import java.util.List;

/** Compares a file with the table of keys: unknown keys, values of the wrong kind, and which keys are not yet in effect. */
final class TreeCheck {
    private final Problems problems;
    private final List<String> later = new ArrayList<>();

    TreeCheck(Problems problems) {
        this.problems = problems;
    }

    /** Paths of the keys that are given but belong to later versions. */
    List<String> later() {
        return later;
    }

    void check(Kind kind, Located value, String path) {
        if (value.isBlank()) {
            return;
        }
        if (kind instanceof Kind.Group group && value instanceof Located.Mapping mapping) {
            group(group, mapping, path);
        } else if (kind instanceof Kind.MapOf map && value instanceof Located.Mapping mapping) {
            mapping.members().forEach((name, member) -> check(map.value(), member, below(path, name)));
        } else if (kind instanceof Kind.ListOf list && value instanceof Located.Sequence sequence) {
            list(list, sequence, path);
        } else if (!(kind instanceof Kind.Anything)) {
            scalar(kind, value, path);
        }
    }

    private void group(Kind.Group group, Located.Mapping mapping, String path) {
        mapping.keys().forEach((name, place) -> {
            String inner = below(path, name);
            if (!group.names().contains(name)) {
                problems.misspelt(place, inner, "Unknown key '" + inner + "'.", name, group.names());
            }
        });
        for (Key key : group.keys()) {
            mapping.member(key.name()).ifPresent(value -> {
                String inner = below(path, key.name());
                if (key.later()) {
                    later.add(inner);
                }
                check(key.kind(), value, inner);
            });
        }
    }

    private void list(Kind.ListOf list, Located.Sequence sequence, String path) {
        for (int i = 0; i < sequence.elements().size(); i++) {
            check(list.element(), sequence.elements().get(i), path + "[" + i + "]");
        }
    }

    private void scalar(Kind kind, Located value, String path) {
        boolean right = value instanceof Located.Scalar scalar && fits(kind, scalar.text());
        if (!right && kind instanceof Kind.Choice choice && value instanceof Located.Scalar scalar) {
            problems.misspelt(value.place(), path, mustBe(path, kind), scalar.text(), choice.words());
        } else if (!right) {
            problems.add(value.place(), path, mustBe(path, kind));
        }
    }

    private static boolean fits(Kind kind, String text) {
        return switch (kind) {
            case Kind.Text any -> true;
            case Kind.Flag flag -> Written.flag(text).isPresent();
            case Kind.Whole whole ->
                Written.whole(text)
                        .filter(number -> number >= whole.least() && number <= whole.most())
                        .isPresent();
            case Kind.Decimal decimal -> Written.decimal(text).isPresent();
            case Kind.Span span -> Written.duration(text).isPresent();
            case Kind.Choice choice -> choice.words().contains(text);
            case Kind.ListOf list -> false;
            case Kind.MapOf map -> false;
            case Kind.Group group -> false;
            case Kind.Anything anything -> true;
        };
    }

    private static String mustBe(String path, Kind kind) {
        return "'" + path + "' must be " + described(kind) + ".";
    }

    private static String described(Kind kind) {
        return switch (kind) {
            case Kind.Text text -> "a text";
            case Kind.Flag flag -> "true or false";
            case Kind.Whole whole ->
                "a whole number"
                        + (whole.most() == Integer.MAX_VALUE
                                ? " from " + whole.least()
                                : " from " + whole.least() + " to " + whole.most());
            case Kind.Decimal decimal -> "a number that is not negative, such as 0.15";
            case Kind.Span span -> "a duration such as 200ms, 5s, 10m or 24h";
            case Kind.Choice choice -> "one of " + String.join(", ", choice.words());
            case Kind.ListOf list -> "a list";
            case Kind.MapOf map -> "a mapping";
            case Kind.Group group -> "a mapping";
            case Kind.Anything anything -> "anything";
        };
    }

    static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
