package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.bytes;
import static dev.eclusa.protocol.ollama.Samples.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.protocol.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The routes that tell of models. */
class OllamaListsTest {
    private static JsonNode read(byte[] body) {
        return tree(new String(body, StandardCharsets.UTF_8));
    }

    @Test
    void listsModels() {
        JsonNode models =
                read(OllamaTags.encode(List.of("a", "b"), Instant.EPOCH)).path("models");

        assertThat(models.size()).isEqualTo(2);
        JsonNode first = models.path(0);
        assertThat(first.path("name").asString()).isEqualTo("a");
        assertThat(first.path("model").asString()).isEqualTo("a");
        assertThat(first.path("modified_at").asString()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(first.path("digest").asString())
                .hasSize(64)
                .isNotEqualTo(models.path(1).path("digest").asString());
        assertThat(first.path("details").has("quantization_level")).isTrue();
    }

    @Test
    void tellsTheVersion() {
        assertThat(read(OllamaVersion.encode("1.2.3"))).isEqualTo(tree("{\"version\":\"1.2.3\"}"));
    }

    @Test
    void showsAModelByEitherName() {
        assertThat(OllamaShow.decode(bytes("{\"name\":\"a\"}"))).isEqualTo("a");
        assertThat(OllamaShow.decode(bytes("{\"model\":\"b\"}"))).isEqualTo("b");
        assertThatThrownBy(() -> OllamaShow.decode(bytes("{}"))).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void showsContextAndCapabilities() {
        JsonNode shown = read(OllamaShow.encode(Instant.EPOCH, OptionalLong.of(8192), List.of("completion", "tools")));

        String architecture =
                shown.path("model_info").path("general.architecture").asString();
        assertThat(shown.path("model_info")
                        .path(architecture + ".context_length")
                        .asInt())
                .isEqualTo(8192);
        assertThat(shown.path("capabilities").size()).isEqualTo(2);
    }
}
