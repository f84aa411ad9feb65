package dev.eclusa.app.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.ConfigurationLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each of LiteLLM's settings does what the table says; {@code -Declusa.regenerate} writes the table of docs/litellm.md anew. */
class KnownKeysTest {
    private static final Path FILE = Path.of("src/test/resources/litellm/config.yaml");
    private static final Path PAGE = Path.of("../docs/litellm.md");
    private static final String BEGIN = "<!-- settings: from keys.txt -->\n";
    private static final String END = "<!-- end of settings -->\n";

    @Test
    void everySettingIsCarriedOrNotedAsTheTableSays() {
        for (KnownKeys.Row row : KnownKeys.all()) {
            List<String> notes = notes(row);
            String noted = notes.stream()
                    .filter(note -> note.contains(": " + row.path() + " - "))
                    .collect(Collectors.joining());
            if (row.isCarried()) {
                assertThat(noted).as(row.path()).doesNotContain("not carried").doesNotContain("has no effect");
            } else if (row.path().contains("callback") && row.path().startsWith("litellm_settings")) {
                assertThat(noted).as(row.path()).contains("is not carried");
            } else {
                assertThat(noted).as(row.path()).contains(row.text());
            }
        }
    }

    @Test
    void whateverStandsThereIsReadOrRefused() {
        List<String> values = List.of(
                "[ ]",
                "[ 1, [ 2 ] ]",
                "{ }",
                "{ a: { b: 1 } }",
                "some text",
                "-1",
                "1e99",
                "0",
                "~",
                "os.environ/NOT_SET",
                "\"\\u0000\\n: ${\"",
                "99999999999999999999");
        for (KnownKeys.Row row : KnownKeys.all()) {
            for (String value : values) {
                String yaml = yaml(new KnownKeys.Row(row.path(), value, row.ours(), row.text()));
                if (Translator.toServe(Map.of()).translate(FILE, yaml)
                        instanceof Translator.Result.Translated translated) {
                    String text = translated.translation().text();
                    assertThat(new ConfigurationLoader(Map.of()).load("converted.yaml", text))
                            .as(yaml)
                            .isNotNull();
                    assertThat(text).doesNotContain("null");
                }
            }
        }
    }

    @Test
    void thePageHasTheTable() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String expected = before + table() + page.substring(page.indexOf(END));
        if (System.getProperty("eclusa.regenerate") != null) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("\n| LiteLLM | here | what differs, or what to do |\n|---|---|---|\n");
        KnownKeys.all()
                .forEach(row -> table.append("| `")
                        .append(row.path())
                        .append("` | ")
                        .append(row.isCarried() ? row.ours() : "not carried")
                        .append(" | ")
                        .append(row.text())
                        .append(" |\n"));
        return table.append('\n').toString();
    }

    private static List<String> notes(KnownKeys.Row row) {
        return Sample.translated(FILE, yaml(row), Map.of()).notes().stream()
                .map(Note::toString)
                .toList();
    }

    /** A file that holds the setting, and whatever it needs to have an effect. */
    private static String yaml(KnownKeys.Row row) {
        String key = row.path().substring(row.path().lastIndexOf('.') + 1) + ": " + row.sample();
        String section =
                row.path().contains(".") ? row.path().substring(0, row.path().lastIndexOf('.')) : "";
        return switch (section) {
            case "" -> Sample.TWO + key + "\n";
            case "model_list" ->
                Sample.TWO + "  - { litellm_params: { model: gpt-4o, api_key: k }, model_name: o, " + key + " }\n";
            case "model_list.litellm_params" -> deployment(row, key);
            case "model_list.model_info" ->
                Sample.TWO + "  - { model_name: o, litellm_params: { model: gpt-4o, api_key: k }, model_info: { " + key
                        + " } }\n";
            case "litellm_settings.cache_params" ->
                Sample.TWO + "litellm_settings: { cache: true, cache_params: { " + cache(key) + key + " } }\n";
            case "general_settings.pass_through_endpoints" -> {
                String path = key.startsWith("path:") ? "" : ", path: /a";
                String target = key.startsWith("target:") ? "" : ", target: \"https://b\"";
                yield Sample.TWO + "general_settings: { pass_through_endpoints: [ { " + key + path + target
                        + " } ] }\n";
            }
            case "litellm_settings" ->
                Sample.TWO + section + ": { " + (key.startsWith("cache_params") ? "cache: true, " : "") + key + " }\n";
            default -> Sample.TWO + section + ": { " + key + redis(key) + " }\n";
        };
    }

    /** The other parts of an address have no effect without a host. */
    private static String redis(String key) {
        boolean isPart = key.startsWith("ssl:") || key.startsWith("redis_");
        boolean isWhole = key.startsWith("redis_host") || key.startsWith("redis_url");
        return isPart && !isWhole ? ", redis_host: h" : "";
    }

    private static String cache(String key) {
        if (key.startsWith("type:")) {
            return "host: h, ";
        }
        String type = key.startsWith("similarity") ? "redis-semantic" : key.startsWith("disk") ? "disk" : "redis";
        return "type: " + type + (key.startsWith("host:") || key.contains("url:") ? ", " : ", host: h, ");
    }

    private static String deployment(KnownKeys.Row row, String key) {
        String path = row.path().substring("model_list.litellm_params.".length());
        String model = path.startsWith("vertex")
                ? "vertex_ai/gemini-2.5-pro"
                : path.startsWith("aws")
                        ? "bedrock/amazon.nova-lite-v1:0"
                        : path.equals("api_version") ? "azure/x" : "gpt-4o";
        StringBuilder params = new StringBuilder(key);
        if (!path.equals("model")) {
            params.append(", model: ").append(model);
        }
        if (!path.equals("api_key")) {
            params.append(", api_key: k");
        }
        if (path.equals("api_version")) {
            params.append(", api_base: \"https://a.example\"");
        }
        if (path.equals("aws_access_key_id") || path.equals("aws_session_token")) {
            params.append(", aws_secret_access_key: s");
        }
        if (path.equals("aws_secret_access_key") || path.equals("aws_session_token")) {
            params.append(", aws_access_key_id: a");
        }
        String credentials = path.equals("litellm_credential_name")
                ? "credential_list: [ { credential_name: c, credential_values: { api_key: z } } ]\n"
                : "";
        return Sample.TWO + "  - { model_name: o, litellm_params: { " + params + " } }\n" + credentials;
    }
}
