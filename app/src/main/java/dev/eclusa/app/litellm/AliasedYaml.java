package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.config.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads LiteLLM's YAML into located pieces: aliases and merge keys are resolved, values stand as they are written. */
final class AliasedYaml {
    private static final int MOST_PIECES = 200_000;
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final Optional<String> file;
    private final Problems problems;
    private final Notes notes;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int pieces;

    /**
     * Reads one file.
     *
     * @param file its name where it is an included one
     */
    AliasedYaml(Optional<String> file, Problems problems, Notes notes) {
        this.file = file;
        this.problems = problems;
        this.notes = notes;
    }

    /** The document's top mapping; an empty one when the document is empty or broken. */
    Located.Mapping read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setMaxAliasesForCollections(MOST_PIECES)
                .setAllowRecursiveKeys(false)
                .build();
        try {
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            if (!documents.hasNext()) {
                return Located.Mapping.EMPTY;
            }
            Located top = piece(documents.next());
            if (documents.hasNext()) {
                problems.add(place(documents.next()), "", "The file must hold one document only.");
            }
            return top(top);
        } catch (MarkedYamlEngineException broken) {
            broken(place(broken.getProblemMark()));
        } catch (TooMuch large) {
            problems.add(start(), "", "With its aliases written out this file is too large.");
        } catch (YamlEngineException broken) {
            broken(start());
        }
        return Located.Mapping.EMPTY;
    }

    private void broken(Place place) {
        problems.add(place, "", "This is not valid YAML. Check indentation, quotes and brackets here.");
    }

    private Located.Mapping top(Located top) {
        if (top instanceof Located.Mapping mapping) {
            return mapping;
        }
        if (!top.isBlank()) {
            problems.add(top.place(), "", "The file must be a mapping of sections to their settings.");
        }
        return Located.Mapping.EMPTY;
    }

    private Located piece(Node node) {
        Place place = place(node);
        if (++pieces > MOST_PIECES) {
            throw new TooMuch();
        }
        if (!open.add(node)) {
            problems.add(place, "", "This alias leads back to itself. Write the value out.");
            return new Located.Scalar("", place);
        }
        try {
            return switch (node) {
                case MappingNode mapping -> mapping(mapping, place);
                case SequenceNode sequence ->
                    new Located.Sequence(
                            sequence.getValue().stream().map(this::piece).toList(), place);
                case ScalarNode scalar -> new Located.Scalar(text(scalar), place);
                default -> new Located.Scalar("", place);
            };
        } finally {
            open.remove(node);
        }
    }

    /** Aliases of aliases, which can make a small file as large as memory. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static String text(ScalarNode scalar) {
        boolean nothing = scalar.getScalarStyle() == ScalarStyle.PLAIN && NOTHING.contains(scalar.getValue());
        return nothing ? "" : scalar.getValue();
    }

    private Located.Mapping mapping(MappingNode node, Place place) {
        Map<String, Located> members = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        List<Located> merged = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            Place at = place(tuple.getKeyNode());
            if (name.equals("<<")) {
                merged.add(piece(tuple.getValueNode()));
            } else {
                if (keys.put(name, at) != null) {
                    notes.add(at, name, "stands twice; the last one holds, as in LiteLLM. Keep one.");
                }
                members.put(name, piece(tuple.getValueNode()));
            }
        }
        merged.forEach(value -> merge(value, members, keys));
        return new Located.Mapping(members, keys, place);
    }

    /** What stands in the mapping itself wins, then what was merged first. */
    private void merge(Located value, Map<String, Located> members, Map<String, Place> keys) {
        switch (value) {
            case Located.Mapping other ->
                other.members().forEach((name, member) -> {
                    members.putIfAbsent(name, member);
                    keys.putIfAbsent(name, other.keys().getOrDefault(name, other.place()));
                });
            case Located.Sequence several -> several.elements().forEach(one -> merge(one, members, keys));
            case Located.Scalar scalar ->
                problems.add(scalar.place(), "<<", "A merge key takes an alias of a mapping, such as '<<: *defaults'.");
        }
    }

    private Place place(Node node) {
        return place(node.getStartMark());
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(start());
    }

    private Place start() {
        return new Place(file, 1, 1);
    }
}
