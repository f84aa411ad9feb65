package dev.eclusa.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The schema and the manual are what the table of keys says; {@code -Declusa.regenerate} writes them anew. */
class GeneratedPagesTest {
    @Test
    void theSchemaIsThatOfTheTable() throws IOException {
        compare(Path.of("src/main/resources/dev/eclusa/app/config/eclusa.schema.json"), JsonSchema.written());
    }

    @Test
    void theManualIsThatOfTheTable() throws IOException {
        compare(Path.of("../docs/configuration.md"), Manual.written());
    }

    private static void compare(Path file, String expected) throws IOException {
        if (System.getProperty("eclusa.regenerate") != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file)).isEqualTo(expected);
    }
}
