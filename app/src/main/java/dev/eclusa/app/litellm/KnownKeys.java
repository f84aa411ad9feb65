package dev.eclusa.app.litellm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** LiteLLM's documented settings, each with what becomes of it here. */
final class KnownKeys {
    private static final int COLUMNS = 4;

    private KnownKeys() {}

    /**
     * A setting.
     *
     * @param path such as {@code router_settings.num_retries}; list elements have no index
     * @param sample a value, as it would be written
     * @param ours where it goes in our file; empty when it is not carried
     * @param text what differs; where it is not carried, what to do instead
     */
    record Row(String path, String sample, String ours, String text) {
        boolean isCarried() {
            return !ours.isEmpty();
        }

        private String section() {
            return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
        }

        private String key() {
            return path.substring(path.lastIndexOf('.') + 1);
        }
    }

    static List<Row> all() {
        return Shipped.ROWS;
    }

    static Optional<Row> find(String section, String key) {
        return all().stream()
                .filter(row -> row.section().equals(section) && row.key().equals(key))
                .findFirst();
    }

    /** The settings of a section. */
    static List<String> of(String section) {
        return all().stream()
                .filter(row -> row.section().equals(section))
                .map(Row::key)
                .toList();
    }

    /** Read when first asked for. */
    private static final class Shipped {
        private static final List<Row> ROWS = text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Shipped::row)
                .toList();

        private static Row row(String line) {
            String[] columns = line.split("\\s*\\|\\s*", COLUMNS);
            if (columns.length != COLUMNS) {
                throw new IllegalStateException("keys.txt: " + line);
            }
            return new Row(
                    columns[0].strip(), columns[1], columns[2].equals("-") ? "" : columns[2], columns[3].strip());
        }

        private static String text() {
            try (InputStream table =
                    Objects.requireNonNull(KnownKeys.class.getResourceAsStream("keys.txt"), "keys.txt")) {
                return new String(table.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
