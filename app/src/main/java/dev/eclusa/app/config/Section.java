package dev.eclusa.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A mapping being read by the table of keys, after {@link TreeCheck}: what is missing, or was found wrong, reads as the
 * table's default.
 */
final class Section {
    private final Kind.Group group;
    private final Located.Mapping mapping;
    private final String path;

    Section(Kind.Group group, Located.Mapping mapping, String path) {
        this.group = group;
        this.mapping = mapping;
        this.path = path;
    }

    /** The path of a key in it. */
    String path(String key) {
        return TreeCheck.below(path, key);
    }

    /** Where a key's value stands, or the mapping itself. */
    Located.Place place(String key) {
        return mapping.member(key).map(Located::place).orElse(mapping.place());
    }

    boolean has(String key) {
        return mapping.member(key).isPresent();
    }

    String text(String key) {
        return written(key).orElse(key(key).fallback());
    }

    boolean flag(String key) {
        return written(key).flatMap(Written::flag).orElse(key(key).fallback().equals("true"));
    }

    int whole(String key) {
        Kind.Whole bounds = (Kind.Whole) key(key).kind();
        return written(key)
                .flatMap(Written::whole)
                .filter(number -> number >= bounds.least() && number <= bounds.most())
                .orElseGet(() -> Integer.parseInt(key(key).fallback()));
    }

    OptionalInt count(String key) {
        return written(key).flatMap(Written::whole).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    OptionalLong tokens(String key) {
        return written(key).flatMap(Written::whole).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    BigDecimal decimal(String key) {
        return dollars(key).orElseGet(() -> new BigDecimal(key(key).fallback()));
    }

    Optional<BigDecimal> dollars(String key) {
        return written(key).flatMap(Written::decimal);
    }

    Duration span(String key) {
        return span(key, Written.duration(key(key).fallback()).orElse(Duration.ZERO));
    }

    Duration span(String key, Duration otherwise) {
        return written(key).flatMap(Written::duration).orElse(otherwise);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Located element : elements(key)) {
            if (element instanceof Located.Scalar scalar) {
                texts.add(scalar.text());
            }
        }
        return texts;
    }

    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        members(key).forEach((name, value) -> {
            if (value instanceof Located.Scalar scalar) {
                texts.put(name, scalar.text());
            }
        });
        return texts;
    }

    /** A section within; an empty one when it is not given. */
    Section section(String key) {
        Located.Mapping inner = mapping.member(key).orElse(Located.Mapping.EMPTY) instanceof Located.Mapping given
                ? given
                : Located.Mapping.EMPTY;
        return new Section((Kind.Group) key(key).kind(), inner, path(key));
    }

    /** The sections of a list. */
    List<Section> list(String key) {
        Kind.Group element = (Kind.Group) ((Kind.ListOf) key(key).kind()).element();
        List<Section> sections = new ArrayList<>();
        List<Located> elements = elements(key);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Located.Mapping inner) {
                sections.add(new Section(element, inner, path(key) + "[" + i + "]"));
            }
        }
        return sections;
    }

    /** The sections of a mapping of the operator's own names. A name with nothing behind it is an empty section. */
    Map<String, Section> map(String key) {
        Kind.Group value = (Kind.Group) ((Kind.MapOf) key(key).kind()).value();
        Map<String, Section> sections = new LinkedHashMap<>();
        members(key).forEach((name, member) -> {
            Located.Mapping inner = member instanceof Located.Mapping given
                    ? given
                    : new Located.Mapping(Map.of(), Map.of(), member.place());
            sections.put(name, new Section(value, inner, path(key) + "." + name));
        });
        return sections;
    }

    private Key key(String name) {
        return group.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The table has no key " + path(name)));
    }

    private Optional<String> written(String key) {
        return mapping.member(key(key).name())
                .filter(value -> value instanceof Located.Scalar)
                .map(value -> ((Located.Scalar) value).text());
    }

    private List<Located> elements(String key) {
        return mapping.member(key(key).name()).orElse(Located.Mapping.EMPTY) instanceof Located.Sequence sequence
                ? sequence.elements()
                : List.of();
    }

    private Map<String, Located> members(String key) {
        return mapping.member(key(key).name()).orElse(Located.Mapping.EMPTY) instanceof Located.Mapping members
                ? members.members()
                : Map.of();
    }
}
