package dev.eclusa.app.config;

import dev.eclusa.app.config.Located.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML into located pieces. Variables fill values, never structure; anchors, aliases and repeated keys are refused. */
final class YamlTree {
    private final Variables variables;
    private final Problems problems;

    YamlTree(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** The document's top mapping; an empty one when the document is empty or broken. */
    Located.Mapping read(String text) {
        try (JsonParser parser = YAMLMapper.builder(new YAMLFactory()).build().createParser(text)) {
            if (parser.nextToken() == null) {
                return Located.Mapping.EMPTY;
            }
            Located top = value(parser, "");
            if (parser.nextToken() != null) {
                problems.add(place(parser), "", "The file must hold one document only.");
            }
            if (top instanceof Located.Mapping mapping) {
                return mapping;
            }
            if (!top.isBlank()) {
                problems.add(top.place(), "", "The file must be a mapping of sections to their settings.");
            }
        } catch (JacksonException broken) {
            problems.add(place(broken), "", "This is not valid YAML. Check indentation, quotes and brackets here.");
        }
        return Located.Mapping.EMPTY;
    }

    private Located value(JsonParser parser, String path) {
        Place at = place(parser);
        if (parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            problems.add(at, path, "Anchors and aliases are not supported: write the value out.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, path, at);
            case START_ARRAY -> sequence(parser, path, at);
            case VALUE_NULL -> new Located.Scalar("", at);
            default -> new Located.Scalar(variables.fill(parser.getString(), at, path), at);
        };
    }

    private Located.Mapping mapping(JsonParser parser, String path, Place at) {
        Map<String, Located> members = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String inner = path.isEmpty() ? name : path + "." + name;
            if (keys.putIfAbsent(name, place(parser)) != null) {
                problems.add(place(parser), inner, "'" + inner + "' stands twice; keep one.");
            }
            parser.nextToken();
            members.put(name, value(parser, inner));
        }
        return new Located.Mapping(members, keys, at);
    }

    private Located.Sequence sequence(JsonParser parser, String path, Place at) {
        List<Located> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, path + "[" + elements.size() + "]"));
        }
        return new Located.Sequence(elements, at);
    }

    private static Place place(JsonParser parser) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Place(at.getLineNr(), at.getColumnNr());
    }

    private static Place place(JacksonException broken) {
        TokenStreamLocation at = broken.getLocation();
        return at == null ? Place.START : new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }
}
