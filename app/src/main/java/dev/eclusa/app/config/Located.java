package dev.eclusa.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of the configuration file that knows where it stands. */
public sealed interface Located {
    /** Where it begins. */
    Place place();

    /**
     * A position in a file.
     *
     * @param file its name, where that is not the file that is being read but one it includes
     * @param line from 1
     * @param column from 1
     */
    record Place(Optional<String> file, int line, int column) {
        /** The beginning of the file that is being read. */
        public static final Place START = new Place(1, 1);

        /** A position in the file that is being read. */
        public Place(int line, int column) {
            this(Optional.empty(), line, column);
        }
    }

    /**
     * A mapping.
     *
     * @param keys where each member's key stands
     */
    record Mapping(Map<String, Located> members, Map<String, Place> keys, Place place) implements Located {
        /** Nothing at all. */
        public static final Mapping EMPTY = new Mapping(Map.of(), Map.of(), Place.START);

        /** A member that has a value. */
        public Optional<Located> member(String key) {
            return Optional.ofNullable(members.get(key)).filter(value -> !value.isBlank());
        }
    }

    /** A list. */
    record Sequence(List<Located> elements, Place place) implements Located {}

    /** A text, number or boolean, as it stands, variables filled in. */
    record Scalar(String text, Place place) implements Located {}

    /** Whether it stands for nothing: {@code key:} with no value, or an empty text. */
    default boolean isBlank() {
        return this instanceof Scalar scalar && scalar.text.isEmpty();
    }

    /** The piece at the end of a path of keys and indices, or the nearest one that exists. */
    default Located at(Object... path) {
        Located here = this;
        for (Object step : path) {
            Optional<Located> next = here.step(step);
            if (next.isEmpty()) {
                return here;
            }
            here = next.get();
        }
        return here;
    }

    private Optional<Located> step(Object step) {
        return switch (this) {
            case Mapping mapping -> Optional.ofNullable(mapping.members.get(step.toString()));
            case Sequence sequence ->
                step instanceof Integer index && index < sequence.elements.size()
                        ? Optional.of(sequence.elements.get(index))
                        : Optional.empty();
            case Scalar scalar -> Optional.empty();
        };
    }

    /** The same as maps, lists and texts, without places. */
    default Object plain() {
        return switch (this) {
            case Mapping mapping -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                mapping.members.forEach((key, value) -> plain.put(key, value.plain()));
                yield plain;
            }
            case Sequence sequence ->
                sequence.elements.stream().map(Located::plain).toList();
            case Scalar scalar -> scalar.text;
        };
    }
}
