package dev.eclusa.app.litellm;

import static dev.eclusa.app.litellm.Sample.MODEL;
import static dev.eclusa.app.litellm.Sample.TWO;
import static dev.eclusa.app.litellm.Sample.deployment;
import static dev.eclusa.app.litellm.Sample.loaded;
import static dev.eclusa.app.litellm.Sample.notes;
import static dev.eclusa.app.litellm.Sample.problems;
import static dev.eclusa.app.litellm.Sample.provider;
import static dev.eclusa.app.litellm.Sample.translated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.core.money.Cost;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.router.passing.Passage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslatorTest {
    @TempDir
    Path directory;

    @Test
    void itIsKnownByItsSections() {
        List<String> ours = ConfigurationLoader.sections();
        assertThat(Translator.recognises(MODEL, ours)).isTrue();
        assertThat(Translator.recognises("{ router_settings: { num_retries: 1 } }", ours))
                .isTrue();
        assertThat(Translator.recognises("model_list: [ {\n", ours)).isTrue();
        assertThat(Translator.recognises("models: [ ]\nmodel_list: [ ]\n", ours))
                .isFalse();
        assertThat(Translator.recognises("log: { file: model_list }\n", ours)).isFalse();
        assertThat(Translator.recognises("", ours)).isFalse();
    }

    @Test
    void deploymentsOfANameAreOneModelAndConnectionsThatDifferAreProvidersOfTheirOwn() {
        Configuration configuration = loaded("""
                model_list:
                  - { model_name: m, litellm_params: { model: azure/eu, api_base: "https://eu.openai.azure.com", api_key: a, api_version: "2024-10-21" } }
                  - { model_name: m, litellm_params: { model: azure/us, api_base: "https://us.openai.azure.com", api_key: b } }
                  - { model_name: m, litellm_params: { model: openai/gpt-4o, api_key: c, organization: org-1, extra_headers: { X-A: b } } }
                  - { model_name: n, litellm_params: { model: azure/other, api_base: "https://us.openai.azure.com", api_key: b } }
                """);
        assertThat(configuration.providers()).containsOnlyKeys("azure", "azure-2", "openai");
        assertThat(provider(configuration, "azure").baseUrl()).endsWith("?api-version=2024-10-21");
        assertThat(provider(configuration, "azure-2").key()).isEqualTo("b");
        assertThat(provider(configuration, "openai").headers())
                .containsOnly(Map.entry("openai-organization", "org-1"), Map.entry("X-A", "b"));
        assertThat(configuration.models())
                .extracting(
                        Configuration.Model::name,
                        model -> model.deployments().stream()
                                .map(one -> one.provider() + "/" + one.model())
                                .toList())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("m", List.of("azure/eu", "azure-2/us", "openai/gpt-4o")),
                        org.assertj.core.groups.Tuple.tuple("n", List.of("azure-2/other")));
    }

    @Test
    void endpointsThatArePassedOnAreCarried() {
        Translation translation = translated("""
                general_settings:
                  pass_through_request_timeout: 30
                  pass_through_endpoints:
                    - path: "/rank"
                      target: "https://api.example.com/v1/rank"
                      headers: { Authorization: "bearer os.environ/RANK_KEY", content-type: application/json }
                      default_query_params: { v: "1" }
                      include_subpath: true
                      forward_headers: true
                      auth: false
                      cost_per_request: 1e-3
                      methods: ["GET", "POST"]
                    - { path: /v1/rerank, target: "https://api.example.com/v1/rerank" }
                    - { path: /fuse, target: "https://fuse.example", headers: { LANGFUSE_PUBLIC_KEY: a, LANGFUSE_SECRET_KEY: b }, guardrails: { g: {} }, timeout: 2 }
                """, Map.of("RANK_KEY", "k"));
        assertThat(translation.text()).contains("bearer ${RANK_KEY}");
        List<Passage> passages =
                loaded(translation, Map.of("RANK_KEY", "k")).elsewhere().passages();
        assertThat(passages).extracting(Passage::path).containsExactly("/rank", "/fuse");
        Passage rank = passages.getFirst();
        assertThat(rank.place().target().endpoint().headers()).containsEntry("Authorization", "bearer k");
        assertThat(rank.place().query()).containsEntry("v", "1");
        assertThat(rank.below() && rank.forwardsHeaders() && !rank.needsKey()).isTrue();
        assertThat(rank.price()).contains(new Cost(1_000_000));
        assertThat(rank.methods()).containsExactlyInAnyOrder("GET", "POST");
        assertThat(rank.silence()).isEqualTo(Duration.ofSeconds(30));
        assertThat(passages.getLast().place().target().endpoint().headers()).isEmpty();
        assertThat(passages.getLast().needsKey()).isTrue();
        assertThat(passages.getLast().silence()).isEqualTo(Duration.ofSeconds(2));
        assertThat(translation.notes().toString())
                .contains("/v1/rerank", "LANGFUSE", "guardrails")
                .doesNotContain("has no effect");
    }

    @Test
    void everyPrefixHasItsPresetAndTakesLiteLlmsVariable() {
        for (Prefix prefix : Prefix.all()) {
            String key =
                    prefix.keyNames().isEmpty() ? "NO_SUCH" : prefix.keyNames().getFirst();
            String model = prefix.preset().equals("vertex") ? "gemini-2.5-pro" : "some-model";
            String more = prefix.preset().equals("azure") || prefix.preset().equals("openai-compatible")
                    ? ", api_base: \"https://a.example\""
                    : "";
            Configuration configuration = loaded(
                    deployment("model: " + prefix.name() + "/" + model + more),
                    Map.of(key, "the-key", "GOOGLE_CLOUD_PROJECT", "p"));
            Configuration.Provider provider = provider(configuration, prefix.preset());
            assertThat(provider.preset().name()).isEqualTo(prefix.preset());
            assertThat(provider.key()).isEqualTo(prefix.keyNames().isEmpty() ? "" : "the-key");
        }
    }

    @Test
    void modelsWithoutPrefixAreToldByTheirNames() {
        Map<String, String> presets = Map.of(
                "gpt-4o",
                "openai",
                "o3-mini",
                "openai",
                "o1",
                "openai",
                "text-embedding-3-small",
                "openai",
                "claude-haiku-4-5",
                "anthropic",
                "gemini-2.5-flash",
                "gemini");
        presets.forEach((model, preset) -> assertThat(
                        loaded(deployment("api_key: k, model: " + model)).providers())
                .containsOnlyKeys(preset));
        assertThat(problems(deployment("api_key: k, model: llama-3")))
                .containsExactly(
                        "config.yaml:3:42: It cannot be told whose model 'llama-3' is. Write PROVIDER/llama-3.");
        assertThat(loaded(
                                deployment(
                                        "model: Qwen/Qwen3-8B, custom_llm_provider: hosted_vllm, api_base: \"http://gpu:8000/v1\""))
                        .models()
                        .getFirst()
                        .deployments()
                        .getFirst()
                        .model())
                .isEqualTo("Qwen/Qwen3-8B");
    }

    @Test
    void idsAreWrittenAsTheProviderWritesThem() {
        assertThat(deployment(loaded(deployment("api_key: k, model: fireworks_ai/deepseek-v4-pro")))
                        .model())
                .isEqualTo("accounts/fireworks/models/deepseek-v4-pro");
        assertThat(deployment(loaded(deployment("api_key: k, model: huggingface/together/deepseek-ai/DeepSeek-R1")))
                        .model())
                .isEqualTo("deepseek-ai/DeepSeek-R1:together");
        assertThat(deployment(loaded(deployment("api_key: k, model: openai/responses/o3")))
                        .model())
                .isEqualTo("o3");
    }

    @Test
    void aServerOfItsOwnIsNotTakenForOpenAiUnlessItServesItsModels() {
        String own = ", api_key: k, api_base: \"http://gpu:8000/v1\"";
        assertThat(loaded(deployment("model: openai/my-model" + own)).providers())
                .containsOnlyKeys("openai-compatible");
        assertThat(loaded(deployment("model: openai/gpt-4o" + own)).providers()).containsOnlyKeys("openai");
        assertThat(notes(deployment("model: openai/my-model, api_key: k, api_base: \"http://gpu:8000\"")))
                .anyMatch(note ->
                        note.startsWith("3: model_list.litellm_params.api_base - the URL does not end with a version"));
    }

    @Test
    void secretsStayVariablesOrStayAsTheyAre() {
        Map<String, String> environment = Map.of("MY_KEY", "secret-1", "MY_URL", "https://a.example/v1");
        Translation translation = translated(
                deployment("model: openai/gpt-4o, api_key: os.environ/MY_KEY, api_base: os.environ/MY_URL"),
                environment);
        assertThat(translation.text())
                .contains("${MY_KEY}")
                .contains("${MY_URL}")
                .doesNotContain("secret-1");
        Configuration.Provider provider = provider(loaded(translation, environment), "openai");
        assertThat(provider.key()).isEqualTo("secret-1");
        assertThat(provider.baseUrl()).isEqualTo("https://a.example/v1");
        assertThat(provider(loaded(deployment("model: gpt-4o, api_key: 'lit\"er#al: $'")), "openai")
                        .key())
                .isEqualTo("lit\"er#al: $");
        assertThat(problems(deployment("model: gpt-4o, api_key: \"x${HOME}y\"")))
                .singleElement()
                .asString()
                .contains("config.yaml:3:47")
                .contains("os.environ/NAME")
                .doesNotContain("x${HOME}y");
    }

    @Test
    void aMissingVariableIsAnErrorWhereItIsNeededAndANoteWhereNot() {
        assertThat(problems(deployment("model: openai/gpt-4o, api_key: os.environ/NOT_SET")))
                .containsExactly(
                        "config.yaml:3:54: The variable NOT_SET is not set, and"
                                + " 'model_list[0].litellm_params.api_key' needs it. Set it, or give it under environment_variables.");
        assertThat(notes(deployment("model: ollama/qwen3, api_key: os.environ/NOT_SET")))
                .anyMatch(note -> note.contains("the variable NOT_SET is not set"));
        assertThat(problems(deployment("model: gpt-4o, api_key: k, rpm: os.environ/NOT_SET")))
                .hasSize(1);
        assertThat(problems("general_settings: { master_key: os.environ/NOT_SET }\n"))
                .hasSize(1);
    }

    @Test
    void aFileCanBeConvertedWhereItsVariablesAreNotSet() {
        Translator.Result result = Translator.toWrite(Map.of())
                .translate(Path.of("c.yaml"), deployment("model: together_ai/a/b, api_key: os.environ/LATER"));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Translator.Result.Translated.class,
                        translated ->
                                assertThat(translated.translation().text()).contains("api_key: \"${LATER}\""));
    }

    @Test
    void environmentVariablesFillWhatTheProcessLacks() {
        String yaml = deployment("model: openai/gpt-4o, api_key: os.environ/MY_KEY, rpm: os.environ/RPM")
                + "environment_variables: { MY_KEY: of-the-file, RPM: \"7\", OTHER: x, BRACE: \"a}b\" }\n";
        assertThat(provider(loaded(yaml), "openai").key()).isEqualTo("of-the-file");
        assertThat(deployment(loaded(yaml)).quota().requestsAMinute()).isEqualTo(OptionalInt.of(7));
        assertThat(provider(loaded(yaml, Map.of("MY_KEY", "of-the-process")), "openai")
                        .key())
                .isEqualTo("of-the-process");
        assertThat(notes(yaml))
                .anyMatch(note -> note.startsWith("4: environment_variables.OTHER - nothing that is carried reads it"))
                .noneMatch(note -> note.contains("environment_variables.MY_KEY"));
        assertThat(provider(loaded(yaml.replace("os.environ/MY_KEY", "os.environ/BRACE")), "openai")
                        .key())
                .isEqualTo("a}b");
    }

    @Test
    void anchorsAliasesAndMergeKeysAreWrittenOut() {
        Configuration configuration = loaded("""
                defaults: &defaults { api_key: &key the-key, api_base: "https://a.example/v1", rpm: 10 }
                model_list:
                  - model_name: a
                    litellm_params: { <<: *defaults, model: openai/gpt-4o, rpm: 20 }
                  - model_name: b
                    litellm_params: { <<: [ *defaults ], model: openai/gpt-4o-mini }
                  - { model_name: c, litellm_params: { model: anthropic/claude-haiku-4-5, api_key: *key } }
                """);
        assertThat(configuration.models())
                .extracting(model -> model.deployments().getFirst().quota().requestsAMinute())
                .containsExactly(OptionalInt.of(20), OptionalInt.of(10), OptionalInt.empty());
        assertThat(configuration.providers().values())
                .extracting(Configuration.Provider::key)
                .containsOnly("the-key");
        assertThat(problems("a: &a [ *a ]\n" + MODEL)).anyMatch(problem -> problem.contains("config.yaml:1:"));
        assertThat(problems("a: *nowhere\n" + MODEL)).anyMatch(problem -> problem.startsWith("config.yaml:1:4:"));
    }

    @Test
    void aliasesOfAliasesDoNotFillTheMemory() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [ x, x, x, x, x, x, x, x, x, x ]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            yaml.append("a" + i + ": &a" + i + " [ " + String.join(", ", java.util.Collections.nCopies(10, before))
                    + " ]\n");
        }
        assertThat(problems(yaml + MODEL)).anyMatch(problem -> problem.contains("too large"));
    }

    @Test
    void modelsOfBedrockAreCalledByConverseInTheirRegion() throws IOException {
        Path file = directory.resolve("config.yaml");
        Translation translation = translated(file, """
                model_list:
                  - model_name: a
                    litellm_params:
                      model: bedrock/converse/eu.anthropic.claude-sonnet-4-6
                      aws_region_name: eu-central-1
                      aws_access_key_id: AKIA1
                      aws_secret_access_key: very-secret
                      aws_role_name: r
                  - model_name: b
                    litellm_params: { model: bedrock/us.amazon.nova-pro-v1:0, aws_bedrock_runtime_endpoint: "http://h:1" }
                """, Map.of());
        Configuration loaded = loaded(translation, Map.of());
        Configuration.Provider first = Objects.requireNonNull(loaded.providers().get("bedrock"));
        assertThat(first.baseUrl()).isEqualTo("https://bedrock-runtime.eu-central-1.amazonaws.com");
        assertThat(first.signing().orElseThrow().keyId()).isEqualTo("AKIA1");
        assertThat(first.signing().orElseThrow().toString()).doesNotContain("very-secret");
        assertThat(Objects.requireNonNull(loaded.providers().get("bedrock-2")).baseUrl())
                .isEqualTo("http://h:1");
        assertThat(loaded.models().getFirst().deployments().getFirst().model())
                .isEqualTo("eu.anthropic.claude-sonnet-4-6");
        assertThat(translation.notes()).extracting(Note::toString).anyMatch(note -> note.contains("aws_role_name"));
        assertThat(problems("""
                model_list:
                  - { model_name: c, litellm_params: { model: bedrock/us-west-2/anthropic.claude-v2 } }
                """)).singleElement().asString().contains("Write it as aws_region_name");
    }

    @Test
    void includedFilesAddTheirModelsAndAreNamedInErrors() throws IOException {
        Files.writeString(
                directory.resolve("more.yaml"),
                "model_list:\n  - { model_name: more, litellm_params: { model: sagemaker/x } }\n");
        Files.writeString(
                directory.resolve("good.yaml"),
                "model_list: [ { model_name: good, litellm_params: { model: gpt-4o, api_key: k, tags: [ t ] } } ]\n");
        Path file = directory.resolve("config.yaml");
        Translation translation = translated(file, MODEL + "include: [ good.yaml ]\n", Map.of());
        assertThat(loaded(translation, Map.of()).models())
                .extracting(Configuration.Model::name)
                .containsExactly("m", "good");
        assertThat(translation.notes())
                .extracting(Note::toString)
                .anyMatch(
                        note -> note.startsWith(directory.resolve("good.yaml") + ":1: model_list.litellm_params.tags"));
        Translator.Result wrong = Translator.toServe(Map.of()).translate(file, MODEL + "include: more.yaml\n");
        assertThat(wrong)
                .isInstanceOfSatisfying(
                        Translator.Result.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .singleElement()
                                .asString()
                                .startsWith(directory.resolve("more.yaml")
                                        + ":2:50: There is no provider 'sagemaker' here yet."));
        Translator.Result absent = Translator.toServe(Map.of()).translate(file, MODEL + "include: [ none.yaml ]\n");
        assertThat(absent)
                .isInstanceOfSatisfying(
                        Translator.Result.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .singleElement()
                                .asString()
                                .startsWith(file + ":3:12: The included file"));
    }

    @Test
    void wrongThingsAreNamedWithTheirPlace() {
        assertThat(problems("""
                model_list:
                  - { model_name: a, litellm_params: { model: openai/gpt-4o, api_key: k, rpm: many, weight: -1 } }
                  - { model_name: b, litellm_params: { model: opnai/gpt-4o, api_key: k } }
                  - { model_name: c, litellm_params: [ ], model_info: { id: x } }
                  - { litellm_params: { model: gpt-4o, api_key: k }, model_info: { id: x } }
                  - just text
                  - { model_name: e, litellm_params: { model: azure/x, api_key: k } }
                  - { model_name: f, litellm_params: { model: vertex_ai/claude-3, vertex_project: p } }
                router_settings: { routing_strategy: least-bussy, num_retries: 1.5, fallbacks: { a: [ b ] } }
                litellm_settings: { cache: maybe }
                """))
                .containsExactly(
                        "config.yaml:2:79: 'model_list[0].litellm_params.rpm' must be a whole number from 1.",
                        "config.yaml:2:93: 'model_list[0].litellm_params.weight' must be a number that is not negative,"
                                + " such as 0.5 or 1e-06.",
                        "config.yaml:3:47: There is no provider 'opnai' here yet. Where it speaks OpenAI's API, write"
                                + " openai/MODEL with its api_base; else take this deployment out. Did you mean 'openai'?",
                        "config.yaml:4:38: 'model_list[2].litellm_params' must be a mapping.",
                        "config.yaml:4:38: A deployment needs litellm_params.model: PROVIDER/MODEL.",
                        "config.yaml:5:5: A deployment needs a model_name, which callers write.",
                        "config.yaml:6:5: A deployment is a mapping of model_name and litellm_params.",
                        "config.yaml:7:38: 'model_list[5].litellm_params.api_base' is missing: a model of azure/ needs it."
                                + " Write it, or set AZURE_API_BASE.",
                        "config.yaml:8:47: Of Vertex AI only gemini-* can be called here yet. Take this deployment out.",
                        "config.yaml:9:38: The routing_strategy is one of cost-based-routing, latency-based-routing, least-busy,"
                                + " simple-shuffle, usage-based-routing, usage-based-routing-v2. Did you mean 'least-busy'?",
                        "config.yaml:9:64: 'router_settings.num_retries' must be a whole number from 0.",
                        "config.yaml:9:80: 'router_settings.fallbacks' must be a list.",
                        "config.yaml:10:28: 'litellm_settings.cache' must be true or false.");
    }

    @Test
    void twoDeploymentsOfAnIdAreRefused() {
        assertThat(problems("""
                model_list:
                  - { model_name: a, litellm_params: { model: gpt-4o, api_key: k }, model_info: { id: x } }
                  - { model_name: b, litellm_params: { model: gpt-4o, api_key: k }, model_info: { id: x } }
                """))
                .containsExactly("config.yaml:3:87: The id 'x' stands twice, first on line 2."
                        + " Give each deployment its own, or leave it out.");
    }

    @Test
    void pricesAreExact() {
        Configuration configuration = loaded("""
                model_list:
                  - model_name: m
                    litellm_params: { model: openai/own, api_key: k, input_cost_per_token: 1.5e-07, output_cost_per_token: 0.0000006 }
                    model_info: { input_cost_per_token: 9, cache_read_input_token_cost: 7.5e-08, cache_creation_input_token_cost: 1e-6 }
                """);
        assertThat(deployment(configuration).price())
                .contains(Price.perMillion(new BigDecimal("0.15"), new BigDecimal("0.6"))
                        .cachedInput(new BigDecimal("0.075"))
                        .cacheWrite(new BigDecimal("1"))
                        .build());
        assertThat(problems(deployment("model: gpt-4o, api_key: k, input_cost_per_token: 1e9")))
                .hasSize(1);
        assertThat(problems(deployment("model: gpt-4o, api_key: k, input_cost_per_token: free")))
                .hasSize(1);
        assertThat(notes(deployment("model: openai/own, api_key: k, input_cost_per_token: 1e-6")))
                .anyMatch(note ->
                        note.contains("output_cost_per_token - is not written beside the other prices: taken as 0"));
    }

    @Test
    void aBaseModelLendsItsPriceAndAbilities() {
        Configuration.Deployment deployment = deployment(loaded("""
                model_list:
                  - model_name: m
                    litellm_params: { model: azure/ours, api_key: k, api_base: "https://a.openai.azure.com" }
                    model_info: { base_model: azure/gpt-4o }
                """));
        assertThat(deployment.price())
                .isEqualTo(
                        Catalog.shipped().find("azure", "gpt-4o").orElseThrow().price());
        assertThat(deployment.capabilities()).hasValueSatisfying(abilities -> {
            assertThat(abilities.vision()).isTrue();
            assertThat(abilities.reasoning()).isFalse();
        });
    }

    @Test
    void abilitiesThatAreNotSaidExcludeNobody() {
        String yaml = deployment("model: openai/own, api_key: k")
                + "    model_info: { max_input_tokens: 8000, supports_vision: false }\n";
        assertThat(deployment(loaded(yaml)).capabilities()).hasValueSatisfying(abilities -> {
            assertThat(abilities.vision()).isFalse();
            assertThat(abilities.tools()).isTrue();
            assertThat(abilities.context()).hasValue(8000);
        });
        String embedding = deployment("model: openai/own, api_key: k") + "    model_info: { mode: embedding }\n";
        assertThat(deployment(loaded(embedding)).capabilities())
                .hasValueSatisfying(abilities -> assertThat(abilities.type()).isEqualTo("embedding"));
    }

    @Test
    void callsAreSharedOutAsLiteLlmDoes() {
        assertThat(weights("weight: 0.9", "weight: 0.1")).containsExactly(9, 1);
        assertThat(weights("rpm: 1000, tpm: 1", "rpm: 500")).containsExactly(1000, 500);
        assertThat(weights("weight: 3", "rpm: 500")).containsExactly(3, 0);
        assertThat(weights("weight: 0", "weight: 0")).containsExactly(1, 1);
        assertThat(weights("rpm: 3", "tpm: 3")).containsExactly(1, 1);
        assertThat(deployments("order: 2", "rpm: 1", "order: 1"))
                .extracting(Configuration.Deployment::order)
                .containsExactly(2, 3, 1);
    }

    private static List<Integer> weights(String... params) {
        return deployments(params).stream()
                .map(Configuration.Deployment::weight)
                .toList();
    }

    private static List<Configuration.Deployment> deployments(String... params) {
        StringBuilder yaml = new StringBuilder("model_list:\n");
        for (String each : params) {
            yaml.append("  - { model_name: m, litellm_params: { model: gpt-4o, api_key: k, ")
                    .append(each)
                    .append(" } }\n");
        }
        return loaded(yaml.toString()).models().getFirst().deployments();
    }

    @Test
    void limitsAndTimeOutsOfDeployments() {
        Configuration.Deployment deployment = deployment(
                loaded(
                        deployment(
                                "model: gpt-4o, api_key: k, tpm: 9, max_parallel_requests: 4, timeout: 1.5, stream_timeout: 20, region_name: eu")));
        assertThat(deployment.quota())
                .isEqualTo(new Configuration.Quota(OptionalInt.of(4), OptionalInt.empty(), OptionalInt.of(9)));
        assertThat(deployment.region()).isEqualTo("eu");
        assertThat(deployment.timeouts()).hasValueSatisfying(timeouts -> {
            assertThat(timeouts.total()).isEqualTo(Duration.ofMillis(1500));
            assertThat(timeouts.firstToken()).isEqualTo(Duration.ofSeconds(20));
            assertThat(timeouts.betweenChunks()).isEqualTo(Duration.ofSeconds(20));
        });
        assertThat(deployment(loaded(MODEL + "router_settings: { default_max_parallel_requests: 3 }\n"))
                        .quota()
                        .maxConcurrent())
                .isEqualTo(OptionalInt.of(3));
    }

    @Test
    void wildcardsAreProvidersOfThatName() {
        Configuration configuration = loaded("""
                model_list:
                  - { model_name: "openai/*", litellm_params: { model: "openai/*", api_key: a } }
                  - { model_name: "wild/*", litellm_params: { model: "openai/*", api_key: b, timeout: 5, rpm: 9 } }
                  - { model_name: m, litellm_params: { model: openai/gpt-4o, api_key: a } }
                  - { model_name: n, litellm_params: { model: openai/gpt-4o, api_key: b } }
                """);
        assertThat(configuration.providers()).containsOnlyKeys("openai", "wild", "openai-2");
        assertThat(provider(configuration, "openai").key()).isEqualTo("a");
        assertThat(provider(configuration, "wild").key()).isEqualTo("b");
        assertThat(provider(configuration, "wild").timeouts().total()).isEqualTo(Duration.ofSeconds(5));
        assertThat(deployment(configuration).provider()).isEqualTo("openai");
        assertThat(configuration.models().getLast().deployments().getFirst().provider())
                .isEqualTo("openai-2");
    }

    @Test
    void wildcardsThatCannotBeCarriedAreNoted() {
        assertThat(notes("""
                model_list:
                  - { model_name: "claude-*", litellm_params: { model: "anthropic/claude-*", api_key: a } }
                  - { model_name: "groq/llama-*", litellm_params: { model: "groq/llama-*", api_key: a } }
                  - { model_name: "groq/llama-*", litellm_params: { model: "groq/llama-*", api_key: b } }
                  - { model_name: "*", litellm_params: { model: "openrouter/*", api_key: a } }
                """))
                .anyMatch(note -> note.startsWith("2: model_list.model_name - 'claude-*': not carried"))
                .anyMatch(note -> note.startsWith("3, 4: ") && note.contains("every model of 'groq' can be called"))
                .anyMatch(note -> note.startsWith("4: ") && note.contains("a second deployment"))
                .anyMatch(note -> note.startsWith("5: ") && note.contains("call these models as openrouter/MODEL"));
        assertThat(loaded(
                                "model_list: [ { model_name: \"*\", litellm_params: { model: \"*\" } } ]\n",
                                Map.of("TOGETHERAI_API_KEY", "t", "GROQ_API_KEY", "g"))
                        .providers())
                .containsOnlyKeys("together_ai", "groq");
    }

    @Test
    void fallbacksComeFromEverywhereOnce() {
        Configuration configuration = loaded("""
                model_list:
                  - { model_name: a, litellm_params: { model: openai/gpt-4o, api_key: k } }
                  - { model_name: b, litellm_params: { model: openai/gpt-4.1, api_key: k } }
                  - { model_name: c, litellm_params: { model: anthropic/claude-haiku-4-5, api_key: k } }
                  - { model_name: "groq/*", litellm_params: { model: "groq/*", api_key: k } }
                router_settings:
                  fallbacks: [ { a: [ b ] }, { groq/x: [ a ] }, { other: [ groq/y ] } ]
                  context_window_fallbacks: [ { a: [ b, c ] } ]
                  model_group_alias: { other: b, seen: { model: c, hidden: true } }
                litellm_settings: { default_fallbacks: [ c ] }
                """);
        assertThat(configuration.aliases()).containsOnly(Map.entry("other", "b"), Map.entry("seen", "c"));
        assertThat(configuration.models())
                .extracting(model -> model.name() + " -> " + String.join(" ", model.fallbacks()))
                .containsExactly("a -> b c", "b -> groq/y c", "c -> ", "groq/x -> a");
    }

    @Test
    void modelsThatFallBackToEachOtherDoSoAsDeployments() {
        String yaml = TWO + "router_settings: { fallbacks: [ { m: [ n ] }, { n: [ m ] } ] }\n";
        assertThat(loaded(yaml).models())
                .extracting(Configuration.Model::fallbacks)
                .containsExactly(List.of("n"), List.of("openai/gpt-4o"));
        assertThat(notes(yaml)).anyMatch(note -> note.startsWith("4: ") && note.contains("fall back to each other"));
    }

    @Test
    void fallbacksToAndFromNothingAreRefused() {
        assertThat(
                        problems(
                                TWO
                                        + "router_settings: { fallbacks: [ { m: [ nn ] }, { o: [ n ] } ], default_fallbacks: [ q ] }\n"))
                .containsExactly(
                        "config.yaml:4:40: The fallback 'nn' is no model_name. Add it to model_list, or take it out. Did you mean 'n'?",
                        "config.yaml:4:50: 'o' has fallbacks, but is no model_name. Did you mean 'm'?",
                        "config.yaml:4:85: The fallback 'q' is no model_name. Add it to model_list, or take it out. Did you mean 'm'?");
    }

    @Test
    void theRoutersSettings() {
        Configuration configuration = loaded(MODEL + """
                router_settings: { routing_strategy: usage-based-routing-v2, num_retries: 4, retry_after: 2, timeout: 60,
                  stream_timeout: 7, allowed_fails: 3, cooldown_time: 0.5 }
                """);
        assertThat(configuration.routing().strategy()).isEqualTo("usage");
        assertThat(configuration.retry().maxAttempts()).isEqualTo(5);
        assertThat(configuration.retry().baseDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(configuration.timeouts().total()).isEqualTo(Duration.ofSeconds(60));
        assertThat(configuration.timeouts().betweenChunks()).isEqualTo(Duration.ofSeconds(7));
        assertThat(configuration.resilience().breaker().failureThreshold()).isEqualTo(4);
        assertThat(configuration.resilience().breaker().recoveryTimeout()).isEqualTo(Duration.ofMillis(500));
        Configuration usual = loaded(MODEL + "litellm_settings: { request_timeout: 9, num_retries: 20 }\n");
        assertThat(usual.routing().strategy()).isEqualTo("weighted");
        assertThat(usual.timeouts().total()).isEqualTo(Duration.ofSeconds(9));
        assertThat(usual.retry().maxAttempts()).isEqualTo(8);
        assertThat(loaded(MODEL).retry().maxAttempts()).isEqualTo(3);
    }

    @Test
    void theGatewaysSettings() {
        Configuration configuration = loaded(MODEL + """
                general_settings: { master_key: os.environ/MASTER, database_url: "postgresql://u:p@db/x?schema=public",
                  max_request_size_mb: 9, maximum_spend_logs_retention_period: 30d }
                litellm_settings: { json_logs: True, set_verbose: yes, timezone: US/Pacific, cache: true,
                  cache_params: { type: redis, host: os.environ/HOST, port: 7000, password: "p@ss", ttl: 90 } }
                """, Map.of("MASTER", "sk-m", "HOST", "10.0.0.1"));
        assertThat(configuration.auth().masterKey()).isEqualTo("sk-m");
        assertThat(configuration.store().database()).hasToString("postgresql://db/x");
        assertThat(configuration.store().redis()).isEqualTo("redis://:p%40ss@10.0.0.1:7000");
        assertThat(configuration.server().largestBody()).isEqualTo(9 << 20);
        assertThat(configuration.server().manners().restamp()).isTrue();
        assertThat(configuration.budgets().pricedOnly()).isFalse();
        assertThat(configuration.budgets().zone()).hasToString("US/Pacific");
        assertThat(configuration.log().format()).isEqualTo("json");
        assertThat(configuration.cache().orElseThrow().lives()).isEqualTo(Duration.ofSeconds(90));
        assertThat(loaded("general_settings: { }\n", Map.of("LITELLM_MASTER_KEY", "sk-l"))
                        .auth()
                        .masterKey())
                .isEqualTo("sk-l");
        assertThat(loaded(MODEL + "router_settings: { redis_host: h, redis_port: 1, redis_db: 2 }\n")
                        .store()
                        .redis())
                .isEqualTo("redis://h:1/2");
        assertThat(problems(
                        MODEL + "router_settings: { redis_host: h, redis_password: os.environ/P }\n",
                        Map.of("P", "a@b")))
                .singleElement()
                .asString()
                .contains("escaped")
                .doesNotContain("a@b");
    }

    @Test
    void credentialsAreTakenFromTheirList() {
        String yaml =
                "credential_list: [ { credential_name: c, credential_values: { api_key: shared, api_base: \"https://a.example/v1\" } } ]\n";
        Configuration configuration = loaded(yaml + deployment("model: openai/gpt-4o, litellm_credential_name: c"));
        assertThat(provider(configuration, "openai").key()).isEqualTo("shared");
        assertThat(problems(yaml + deployment("model: openai/gpt-4o, litellm_credential_name: d")))
                .anyMatch(problem -> problem.contains("There is no credential 'd' in credential_list."));
    }

    @Test
    void whatOurLoaderRefusesIsSaidOfLiteLlmsFile() {
        Translation translation = translated(deployment("model: openai/gpt-4o, api_key: k, api_base: not-a-url")
                + "router_settings: { model_group_alias: { x: nothing } }\n");
        var result = (ConfigurationLoader.Result.Rejected)
                new ConfigurationLoader(Map.of()).load("config.yaml", translation.text());
        assertThat(result.problems().stream().map(translation::problem).map(Object::toString))
                .anyMatch(problem -> problem.startsWith("config.yaml:2:17: The provider 'openai' needs a base_url"))
                .anyMatch(problem -> problem.startsWith("config.yaml:4:44: The alias 'x' leads to 'nothing'"));
    }

    @Test
    void aKeyThatStandsTwiceIsNoted() {
        assertThat(notes(MODEL + "router_settings: { num_retries: 1 }\nrouter_settings: { num_retries: 2 }\n"))
                .anyMatch(note -> note.startsWith("4: router_settings - stands twice"));
        assertThat(notes(MODEL + "router_settings: { num_retires: 1 }\n"))
                .anyMatch(note -> note.startsWith("3: router_settings.num_retires - not carried")
                        && note.endsWith("Did you mean 'num_retries'?"));
    }

    @Test
    void oddVariablesAndNamesAreRefused() {
        assertThat(problems(deployment("model: gpt-4o, api_key: os.environ/MY-KEY"), Map.of("MY-KEY", "k")))
                .singleElement()
                .asString()
                .contains("Rename it");
        assertThat(problems(MODEL + "environment_variables: { A: [ b ] }\n")).hasSize(1);
        assertThat(notes(MODEL + "router_settings: { redis_port: 1 }\n"))
                .contains("3: router_settings.redis_port - has no effect here as it stands.");
        Translation reserved = translated(MODEL.replace("model_name: m", "model_name: auto"));
        var rejected = (ConfigurationLoader.Result.Rejected)
                new ConfigurationLoader(Map.of()).load("config.yaml", reserved.text());
        assertThat(rejected.problems().stream().map(reserved::problem).map(Object::toString))
                .anyMatch(problem -> problem.startsWith("config.yaml:2:19: 'auto' is the name of a tier"));
    }

    @Test
    void aFileThatSaysNothingIsNoError() {
        assertThat(loaded("model_list:\nrouter_settings: ~\n").models()).isEmpty();
        assertThat(Translator.toServe(Map.of()).translate(Path.of("c.yaml"), ""))
                .isInstanceOf(Translator.Result.Translated.class);
        assertThat(problems("- a list # general_settings\n").getFirst())
                .isEqualTo("config.yaml:1:1: The file must be a mapping of sections to their settings.");
        assertThat(problems("model_list: [ {\n").getFirst()).contains("This is not valid YAML");
    }

    @Test
    void theTextIsTheSameEveryTime() {
        String yaml = deployment(
                "model: gpt-4o, api_key: k, extra_headers: { e: \"1\", d: \"2\", c: \"3\", b: \"4\", a: \"5\" }");
        assertThat(translated(yaml).text()).contains("{ e: \"1\", d: \"2\", c: \"3\", b: \"4\", a: \"5\" }");
    }

    @Test
    void nothingSecretIsInNotes() {
        String yaml = deployment(
                        "model: azure/x, api_base: \"https://a.example\", api_key: secret-1, client_secret: secret-2")
                + "general_settings: { master_key: secret-3, alert_to_webhook_url: { a: secret-4 }, custom: secret-5 }\n";
        assertThat(String.join("\n", notes(yaml))).contains("client_secret").doesNotContain("secret-");
        assertThat(translated(yaml)).hasToString("Translation of config.yaml");
    }
}
