package dev.eclusa.server.accounts;

import dev.eclusa.protocol.json.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields that LiteLLM's users find in its answers, whatever is known of them here: {@code shapes.txt} lists them with
 * what stands there by default. They are added to answers only, and kept nowhere.
 */
enum Shapes {
    /** A key when it is made. */
    KEY_MADE,
    /** A key that is asked for. */
    KEY,
    /** A key in a list, or blocked. */
    KEY_ROW,
    /** A user when it is made. */
    USER_MADE,
    /** A user that is asked for. */
    USER,
    /** A user in a list. */
    USER_ROW,
    /** A team when it is made. */
    TEAM_MADE,
    /** A team that is asked for. */
    TEAM,
    /** A team in a list. */
    TEAM_ROW,
    /** A team that was changed. */
    TEAM_CHANGED,
    /** A budget. */
    BUDGET,
    /** A customer. */
    CUSTOMER,
    /** A project. */
    PROJECT,
    /** An organization that is asked for. */
    ORGANIZATION,
    /** A member of an organization. */
    ORGANIZATION_MEMBER;

    private static final Map<String, Map<String, JsonNode>> DEFAULTS = read();

    /** Adds what is missing, each field as it stands by default. */
    ObjectNode filled(ObjectNode document) {
        DEFAULTS.getOrDefault(name(), Map.of()).forEach((field, usual) -> fill(document, field, usual));
        return document;
    }

    /** These fields and no others of a document, what is missing as it stands by default. */
    ObjectNode only(ObjectNode document) {
        ObjectNode only = JsonCodec.object();
        DEFAULTS.getOrDefault(name(), Map.of())
                .forEach((field, usual) ->
                        only.set(field, document.hasNonNull(field) ? document.path(field) : usual.deepCopy()));
        return only;
    }

    /** A field, or one of an object within: {@code router_settings.timeout}. */
    private static void fill(ObjectNode document, String field, JsonNode usual) {
        int point = field.indexOf('.');
        if (point < 0) {
            if (!document.has(field)) {
                document.set(field, usual.deepCopy());
            }
            return;
        }
        String outer = field.substring(0, point);
        ObjectNode inner = document.path(outer) instanceof ObjectNode there ? there : document.putObject(outer);
        fill(inner, field.substring(point + 1), usual);
    }

    private static Map<String, Map<String, JsonNode>> read() {
        Map<String, Map<String, JsonNode>> shapes = new LinkedHashMap<>();
        try (InputStream file = Objects.requireNonNull(Shapes.class.getResourceAsStream("shapes.txt"), "shapes.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ");
                Map<String, JsonNode> fields = shapes.computeIfAbsent(
                        words[0].toUpperCase(java.util.Locale.ROOT), name -> new LinkedHashMap<>());
                for (int i = 2; i < words.length; i++) {
                    fields.put(words[i], usual(words[1]));
                }
            });
            return shapes;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode usual(String kind) {
        return switch (kind) {
            case "list" -> JsonCodec.object().putArray("a");
            case "object" -> JsonCodec.object();
            case "false" -> JsonNodeFactory.instance.booleanNode(false);
            case "zero" -> JsonNodeFactory.instance.numberNode(0);
            case "default" -> JsonNodeFactory.instance.stringNode("default");
            case "text:unrestricted" -> JsonNodeFactory.instance.stringNode("unrestricted");
            default -> JsonNodeFactory.instance.nullNode();
        };
    }
}
