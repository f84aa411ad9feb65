package dev.eclusa.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML into located pieces. Variables fill values, never structure; anchors, aliases and repeated keys are refused. */
final class YamlTree {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

    private final String file;
    private final Map<String, String> environment;
    private final List<Problem> problems;

    YamlTree(String file, Map<String, String> environment, List<Problem> problems) {
        this.file = file;
        this.environment = environment;
        this.problems = problems;
    }

    /** The document's top mapping; an empty one when the document is empty or broken. */
    Located.Mapping read(String text) {
        Located.Mapping empty = new Located.Mapping(Map.of(), Map.of(), 1, 1);
        try (JsonParser parser = YAMLMapper.builder(new YAMLFactory()).build().createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return empty;
            }
            if (value(parser) instanceof Located.Mapping mapping) {
                return mapping;
            }
            problems.add(new Problem(file, 1, 1, "The file must be a mapping of sections to their settings."));
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation();
            int line = at == null ? 1 : Math.max(1, at.getLineNr());
            int column = at == null ? 1 : Math.max(1, at.getColumnNr());
            problems.add(new Problem(file, line, column, "This is not valid YAML."));
        }
        return empty;
    }

    private Located value(JsonParser parser) {
        TokenStreamLocation at = parser.currentTokenLocation();
        if (parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            problem(at, "Anchors and aliases are not supported: write the value out.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, at);
            case START_ARRAY -> sequence(parser, at);
            case VALUE_NULL -> new Located.Scalar("", at.getLineNr(), at.getColumnNr());
            default -> new Located.Scalar(filled(parser.getString(), at), at.getLineNr(), at.getColumnNr());
        };
    }

    private Located.Mapping mapping(JsonParser parser, TokenStreamLocation at) {
        Map<String, Located> members = new LinkedHashMap<>();
        Map<String, int[]> places = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            TokenStreamLocation key = parser.currentTokenLocation();
            if (places.put(name, new int[] {key.getLineNr(), key.getColumnNr()}) != null) {
                problem(key, "'" + name + "' stands twice; keep one.");
            }
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new Located.Mapping(members, places, at.getLineNr(), at.getColumnNr());
    }

    private Located.Sequence sequence(JsonParser parser, TokenStreamLocation at) {
        List<Located> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new Located.Sequence(elements, at.getLineNr(), at.getColumnNr());
    }

    private String filled(String text, TokenStreamLocation at) {
        if (text == null || text.indexOf("${") < 0) {
            return text == null ? "" : text;
        }
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = environment.getOrDefault(matcher.group(1), "");
            if (value.isEmpty() && matcher.group(2) == null) {
                problem(
                        at,
                        "The variable " + matcher.group(1) + " is not set. Set it, or write ${" + matcher.group(1)
                                + ":-default}.");
            }
            String fallback = matcher.group(3) == null ? "" : matcher.group(3);
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value.isEmpty() ? fallback : value));
        }
        return matcher.appendTail(filled).toString();
    }

    private void problem(TokenStreamLocation at, String message) {
        problems.add(new Problem(file, at.getLineNr(), at.getColumnNr(), message));
    }
}
