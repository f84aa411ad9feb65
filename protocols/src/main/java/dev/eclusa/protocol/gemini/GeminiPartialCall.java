package dev.eclusa.protocol.gemini;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Arguments that come piece by piece ({@code streamFunctionCallArguments}): each piece names its place by a JSON path of
 * names and positions, and a text may go on in the next piece.
 */
final class GeminiPartialCall {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']*)'\\]|\\[(\\d+)\\]");
    /** More elements than any list of arguments has; keeps a hostile position from filling the memory. */
    private static final int MOST_ELEMENTS = 10_000;

    private final ObjectNode arguments = JsonCodec.object();
    private String textGoesOn = "";

    /** The arguments so far, as JSON text. */
    String arguments() {
        return JsonCodec.text(arguments);
    }

    void take(JsonNode piece) {
        String path = piece.path("jsonPath").asString("");
        JsonNode value = value(piece);
        boolean goesOn = path.equals(textGoesOn) && value.isString();
        place(path, value, goesOn);
        textGoesOn = piece.path("willContinue").asBoolean(false) ? path : "";
    }

    private static JsonNode value(JsonNode piece) {
        for (String kind : new String[] {"stringValue", "numberValue", "boolValue"}) {
            if (piece.has(kind)) {
                return piece.path(kind);
            }
        }
        return JsonCodec.array().addNull().path(0);
    }

    private void place(String path, JsonNode value, boolean goesOn) {
        Matcher steps = STEP.matcher(path);
        JsonNode at = arguments;
        String name = "";
        while (steps.find()) {
            if (!name.isEmpty()) {
                at = inner(at, name, steps.group(3) != null);
            }
            name = steps.group(1) != null ? steps.group(1) : steps.group(2) != null ? steps.group(2) : steps.group(3);
        }
        if (!name.isEmpty()) {
            JsonNode before = child(at, name);
            put(at, name, goesOn ? JsonCodec.string(before.asString("") + value.asString("")) : value);
        }
    }

    private static JsonNode inner(JsonNode at, String name, boolean list) {
        JsonNode child = child(at, name);
        if (child.isContainer()) {
            return child;
        }
        JsonNode made = list ? JsonCodec.array() : JsonCodec.object();
        put(at, name, made);
        return made;
    }

    private static JsonNode child(JsonNode at, String name) {
        return at.isArray() ? at.path(position(name)) : at.path(name);
    }

    private static void put(JsonNode at, String name, JsonNode value) {
        if (at instanceof ObjectNode object) {
            object.set(name, value);
        } else if (at instanceof ArrayNode array) {
            int position = position(name);
            while (array.size() <= position) {
                array.addNull();
            }
            array.set(position, value);
        }
    }

    private static int position(String name) {
        return name.matches("\\d{1,6}") ? Math.min(Integer.parseInt(name), MOST_ELEMENTS) : 0;
    }
}
