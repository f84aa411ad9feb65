package dev.eclusa.server.litellm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names of the fields LiteLLM's documents always have: clients read them without asking whether they are there, so that what is
 * not known here is null, not absent.
 */
enum FieldNames {
    MODEL_INFO,
    MODEL_FACTS,
    SPEND_ROW,
    SPEND_METADATA,
    COST_BREAKDOWN,
    ERROR_INFORMATION,
    KEY,
    USER,
    DAILY_METADATA;

    private static final String RESOURCE = "fields.txt";
    private static final Map<String, List<String>> NAMES = read();

    /** The same document, with null in every place where it says nothing. */
    ObjectNode filled(ObjectNode document) {
        NAMES.getOrDefault(name().toLowerCase(java.util.Locale.ROOT), List.of()).stream()
                .filter(name -> !document.has(name))
                .forEach(document::putNull);
        return document;
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> names = new HashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                section = new ArrayList<>();
                names.put(line.substring(1, line.length() - 1), section);
            } else if (!line.startsWith("#")) {
                section.add(line);
            }
        }
        return names;
    }

    private static String text() {
        try (InputStream resource = FieldNames.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
