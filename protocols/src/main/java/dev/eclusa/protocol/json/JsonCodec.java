package dev.eclusa.protocol.json;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one JSON mapper of the dialects, and the few steps between trees and the vocabulary's {@link Json}. */
public final class JsonCodec {
    /** Deepest nesting accepted, the contract's named limit. */
    public static final int DEPTH = 128;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxStringLength(64 << 20)
                            .maxNumberLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonCodec() {}

    /** Reads a client's body, which must be one JSON object; the failure repeats neither parser text nor input. */
    public static ObjectNode request(byte[] body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JacksonException malformed) {
            throw InvalidRequest.of("The request body is not valid JSON.", "body");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw InvalidRequest.of("The request body must be a JSON object.", "body");
    }

    /** Reads a provider's document. */
    public static JsonNode answer(byte[] bytes, int offset, int length) {
        try {
            return MAPPER.readTree(bytes, offset, length);
        } catch (JacksonException malformed) {
            throw new MalformedAnswer("The provider sent something that is not JSON.");
        }
    }

    /** Reads a frame's data. */
    public static JsonNode answer(Frame frame) {
        return answer(frame.bytes(), frame.offset(), frame.length());
    }

    /** A value as a tree. Text that is not JSON (a model's malformed arguments) becomes a string node. */
    public static JsonNode tree(Json json) {
        try {
            return MAPPER.readTree(json.text());
        } catch (JacksonException malformed) {
            return JsonNodeFactory.instance.stringNode(json.text());
        }
    }

    /** A tree as a value. */
    public static Json json(JsonNode node) {
        return new Json(text(node));
    }

    /** A tree as text. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** A tree as UTF-8. */
    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** A string as a tree. */
    public static JsonNode string(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    /** A new empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Arguments of a tool call as the object they should be; a model's malformed text is kept inside one. */
    public static JsonNode object(Json arguments) {
        if (arguments.text().isBlank()) {
            return object();
        }
        JsonNode tree = tree(arguments);
        return tree.isObject() ? tree : object().set("arguments", tree);
    }

    /** A new empty array. */
    public static tools.jackson.databind.node.ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The fields of an object that are not among the known ones, in order. */
    public static Map<String, Json> extras(JsonNode object, Set<String> known) {
        Map<String, Json> extras = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                extras.put(field.getKey(), json(field.getValue()));
            }
        });
        return extras;
    }

    /** Writes extras back into an object. */
    public static void putAll(ObjectNode object, Map<String, Json> extras) {
        extras.forEach((name, value) -> object.set(name, tree(value)));
    }
}
