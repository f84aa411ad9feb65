package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
    private static final String LITELLM = """
            model_list:
              - { model_name: m, litellm_params: { model: openai/gpt-4o, api_key: sk-literal, tags: [ t ] } }
            general_settings: { master_key: sk-of-the-test }
            """;

    @TempDir
    Path directory;

    @Test
    void whatIsConvertedIsRightAndSaysWhatItLacks() throws IOException {
        Path converted = directory.resolve("eclusa.yaml");
        Run run = Run.of("config", "convert", "--from", "litellm", written(LITELLM), "--out", converted.toString());
        assertThat(run.code()).isZero();
        assertThat(run.error())
                .startsWith("Note: 2: model_list.litellm_params.tags - deployments are not chosen by tag.");
        assertThat(Files.readString(converted)).contains("#   2: model_list.litellm_params.tags - ");
        assertThat(Run.of("config", "check", converted.toString()).out()).contains("is right: 1 provider, 1 model.");
        Run again = Run.of("config", "convert", written(LITELLM), "--out", converted.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.error()).contains("exists already");
    }

    @Test
    void withoutAFileTheTextIsPrinted() throws IOException {
        Run run = Run.of("config", "convert", written(LITELLM));
        assertThat(run.out()).startsWith("# Eclusa's configuration, converted").contains("name: m");
    }

    @Test
    void problemsAreThoseOfLiteLlmsFile() throws IOException {
        String file = written("model_list: [ { model_name: m, litellm_params: { model: sagemaker/x } } ]\n");
        Run run = Run.of("config", "convert", file);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).startsWith(file + ":1:57: There is no provider 'sagemaker' here yet.");
        assertThat(Run.of("config", "check", file).out()).isEqualTo(run.error());
        assertThat(Run.of("config", "convert", directory.resolve("none").toString())
                        .error())
                .contains("cannot be read");
    }

    @Test
    void checkAndServeReadLiteLlmsFileAsItIs() throws IOException {
        String file = written(LITELLM);
        Run run = Run.of("config", "check", file);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("is right: 1 provider, 1 model.")
                .contains("Note: 2: model_list.litellm_params.tags - ");
        var loaded = new ConfigurationFiles(Map.of()).load(Path.of(file));
        assertThat(loaded).isInstanceOf(dev.eclusa.app.config.ConfigurationLoader.Result.Loaded.class);
        Path alias = Files.writeString(
                directory.resolve("alias.yaml"), LITELLM + "router_settings: { model_group_alias: { x: nothing } }\n");
        assertThat(Run.of("config", "check", alias.toString()).out())
                .startsWith(alias + ":4:44: The alias 'x' leads to 'nothing', which does not exist.");
    }

    private String written(String yaml) throws IOException {
        return Files.writeString(directory.resolve("config.yaml"), yaml).toString();
    }
}
