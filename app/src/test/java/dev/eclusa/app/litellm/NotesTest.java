package dev.eclusa.app.litellm;

import static dev.eclusa.app.litellm.Sample.MODEL;
import static dev.eclusa.app.litellm.Sample.TWO;
import static dev.eclusa.app.litellm.Sample.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of settings that are carried with a difference, or not always; the table of known keys has its own test. */
class NotesTest {
    private static final String KEYED = "api_key: k, ";

    @TempDir
    Path directory;

    @Test
    void ofDeployments() {
        says(
                deployment("model: openai/gpt-4o"),
                "3: model_list.litellm_params.api_key - none is written, and OPENAI_API_KEY is not set");
        says(
                deployment(KEYED + "model: openai/o_series/x"),
                "3: model_list.litellm_params.model - 'o_series/' is left out");
        says(deployment(KEYED + "model: gemini-2.5-pro"), "3: model_list.litellm_params.model - without a prefix");
        says(
                deployment(KEYED + "model: gpt-4o, base_model: no-such-model"),
                "3: model_list.litellm_params.base_model - is not in the catalog");
        says(deployment(KEYED + "model: gpt-4o, timeout: 3"), "3: model_list.litellm_params.timeout - written as");
        says(
                deployment(KEYED + "model: text-completion-openai/gpt-3.5-turbo-instruct"),
                "2: model_list.model_info.mode - 'completion'");
        says(
                deployment(KEYED + "model: gpt-4o, made_up: 1"),
                "3: model_list.litellm_params.made_up - not carried: it is not among");
    }

    @Test
    void ofAKeyThatGoesToAnotherAddress() {
        String yaml = deployment("model: openai/gpt-4o, api_base: \"https://a.example/v1\"");
        assertThat(Sample.translated(yaml, Map.of("OPENAI_API_KEY", "secret")).notes())
                .extracting(Note::toString)
                .anyMatch(note -> note.contains("OPENAI_API_KEY is sent to this address, as LiteLLM does"))
                .noneMatch(note -> note.contains("secret"));
    }

    @Test
    void ofWeights() {
        String yaml = deployment(KEYED + "model: gpt-4o, weight: 2")
                + "  - { model_name: m, litellm_params: { model: gpt-4.1, api_key: k } }\n";
        says(yaml, "4: model_list.litellm_params.weight - is missing where others of 'm' have one");
        says(
                yaml + "router_settings: { routing_strategy: least-busy }\n",
                "2: model_list.litellm_params.weight - has no effect with this routing_strategy");
        assertThat(Sample.loaded(yaml + "router_settings: { routing_strategy: least-busy }\n")
                        .models()
                        .getFirst()
                        .deployments())
                .allMatch(deployment -> deployment.weight() == 1);
    }

    @Test
    void ofWildcards() {
        String yaml = "model_list: [ { model_name: \"w/*\", litellm_params: { model: \"openai/*\", " + KEYED;
        says(yaml + "weight: 1 } } ]\n", "1: model_list.model_name - 'w/*': weight and order are not carried");
        says(yaml + "rpm: 1 } } ]\n", "1: model_list.model_name - 'w/*': rpm cannot be said of a wildcard's models");
        says(
                "model_list: [ { model_name: \"*\", litellm_params: { model: \"*\" } } ]\n",
                "'*': carried as a provider for each key");
        says("model_list: [ { model_name: \"a\", litellm_params: { model: \"*\" } } ]\n", "'a': not carried");
    }

    @Test
    void ofTheRouter() {
        says(
                TWO + "router_settings: { fallbacks: [ { m: [ { model: n } ] } ] }\n",
                "router_settings.fallbacks - a fallback with parameters");
        says(
                MODEL + "router_settings: { num_retries: 1 }\nlitellm_settings: { num_retries: 2 }\n",
                "4: litellm_settings.num_retries - stands under router_settings too");
        says(
                MODEL + "router_settings: { num_retries: 9 }\n",
                "router_settings.num_retries - more than 7 retries are not made");
        says(
                MODEL + "router_settings: { retry_after: 3 }\n",
                "router_settings.retry_after - is the longest pause here");
        says(MODEL + "router_settings: { timeout: 3 }\n", "router_settings.timeout - bounds a whole call here");
        says(
                MODEL + "router_settings: { timeout: 3 }\nlitellm_settings: { request_timeout: 2 }\n",
                "litellm_settings.request_timeout - router_settings.timeout holds");
        says(
                MODEL + "router_settings: { optional_pre_call_checks: [ router_budget_limiting ] }\n",
                "router_settings.optional_pre_call_checks - only prompt_caching is carried");
        says(
                MODEL + "router_settings: { model_group_alias: { x: { model: m, hidden: true } } }\n",
                "router_settings.model_group_alias.hidden - is not carried");
        says(
                TWO + "litellm_settings: { context_window_fallbacks: [ { m: [ n ] } ] }\n",
                "4: litellm_settings.context_window_fallbacks - added to the fallbacks");
    }

    @Test
    void ofTheGateway() {
        says(
                "model_list: []\ngeneral_settings: { }\n",
                "general_settings.master_key - none is written: LiteLLM would let everybody call");
        says(
                MODEL + "general_settings: { master_key: sk-x, database_url: os.environ/NOT_SET }\n",
                "general_settings.database_url - the variable NOT_SET is not set, so this is left out");
        says(
                MODEL + "litellm_settings: { callbacks: otel }\n",
                "litellm_settings.callbacks - 'otel' is not carried: write telemetry");
        says(
                MODEL + "litellm_settings: { cache_params: { ttl: 1 } }\n",
                "litellm_settings.cache_params - has no effect without");
        says(
                MODEL + "litellm_settings: { cache: true, cache_params: { type: s3 } }\n",
                "litellm_settings.cache_params.type - only local, redis, disk");
        says(
                MODEL
                        + "router_settings: { redis_host: a }\nlitellm_settings: { cache: true, cache_params: { type: redis, host: b } }\n",
                "router_settings.redis_host - the cache has another Redis");
    }

    @Test
    void ofASectionThatAnIncludedFileHasToo() throws IOException {
        Files.writeString(directory.resolve("more.yaml"), "router_settings: { num_retries: 5 }\n");
        Translation translation = Sample.translated(
                directory.resolve("config.yaml"),
                MODEL + "include: [ more.yaml ]\nrouter_settings: { num_retries: 1 }\n",
                Map.of());
        assertThat(translation.notes())
                .extracting(Note::toString)
                .anyMatch(note -> note.startsWith("4: router_settings - stands in an included file too"));
        assertThat(Sample.loaded(translation, Map.of()).retry().maxAttempts()).isEqualTo(6);
    }

    @Test
    void manyLinesOfOneNoteAreCounted() {
        StringBuilder yaml = new StringBuilder("model_list:\n");
        for (int i = 0; i < 7; i++) {
            yaml.append("  - { model_name: m, litellm_params: { model: gpt-4o, api_key: k, seed: 1 } }\n");
        }
        says(yaml.toString(), "2, 3, 4, 5, 6 and 2 more: model_list.litellm_params.seed - ");
    }

    private static void says(String yaml, String note) {
        assertThat(Sample.notes(yaml)).as(yaml).anyMatch(said -> said.contains(note));
    }
}
