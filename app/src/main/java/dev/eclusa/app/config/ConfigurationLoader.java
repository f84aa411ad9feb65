package dev.eclusa.app.config;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Timeouts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a configuration file, or makes a configuration of what the environment holds. */
public final class ConfigurationLoader {
    private static final int MEBIBYTE = 1 << 20;

    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();

    /** Reads with these variables. */
    public ConfigurationLoader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What came of reading. */
    public sealed interface Result {
        /** It can be used. */
        record Loaded(Configuration configuration) implements Result {}

        /** It cannot; every problem that was found. */
        record Rejected(List<Problem> problems) implements Result {}
    }

    /** Reads a file. */
    public Result load(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            return new Result.Rejected(List.of(new Problem(
                    file.toString(), 1, 1, "The file cannot be read. Is the path right? 'eclusa init' writes one.")));
        }
        return load(file.toString(), text);
    }

    /** Reads a text as if it were a file of this name. */
    public Result load(String name, String text) {
        Located.Mapping tree = new YamlTree(name, environment, problems).read(text);
        Configuration configuration = read(new Section(name, "", tree, problems));
        new ModelNames(name, tree, problems).check(configuration);
        return problems.isEmpty() ? new Result.Loaded(configuration) : new Result.Rejected(List.copyOf(problems));
    }

    /** The configuration of an empty file: providers by what the environment holds. */
    public Configuration fromEnvironment() {
        return read(new Section("environment", "", new Located.Mapping(Map.of(), Map.of(), 1, 1), problems));
    }

    private Configuration read(Section top) {
        Optional<Section> resilience = top.section("resilience");
        Timeouts timeouts = resilience
                .flatMap(section -> section.section("timeouts"))
                .map(section -> timeouts(section, Timeouts.DEFAULT))
                .orElse(Timeouts.DEFAULT);
        RetryPolicy retry = resilience
                .flatMap(section -> section.section("retry"))
                .map(ConfigurationLoader::retry)
                .orElse(RetryPolicy.DEFAULT);
        resilience.ifPresent(section -> {
            section.later("breaker");
            section.done();
        });
        Map<String, Configuration.Provider> providers = providers(top, timeouts);
        Configuration configuration = new Configuration(
                server(top.section("server")),
                auth(top.section("auth")),
                providers,
                models(top),
                top.textMap("aliases"),
                retry,
                timeouts,
                pool(top.section("pool")),
                ledger(top.section("ledger")));
        top.later("store", "tiers", "routing", "cache", "memory", "condense", "telemetry", "log", "metrics", "limits");
        top.later("alerts", "chaos", "knowledge", "reports", "budgets", "ollama");
        top.done();
        return configuration;
    }

    private Configuration.Server server(Optional<Section> given) {
        Section section = given.orElseGet(this::nothing);
        Configuration.Server server = new Configuration.Server(
                section.text("host", "127.0.0.1"),
                variable("PORT", section.number("port", 4000)),
                variable("WORKERS", section.number("event_loops", 0)),
                section.duration("drain", Duration.ofSeconds(30)),
                section.number("max_body_mb", 32) * MEBIBYTE,
                section.number("max_header_kb", 64) << 10);
        section.later("restamp_model");
        section.done();
        return server;
    }

    private int variable(String name, int otherwise) {
        String text = environment.getOrDefault(name, "");
        return text.isEmpty() || !text.chars().allMatch(Character::isDigit) ? otherwise : Integer.parseInt(text);
    }

    private Configuration.Auth auth(Optional<Section> given) {
        Section section = given.orElseGet(this::nothing);
        String master = section.text("master_key", "");
        for (String name : List.of("ECLUSA_MASTER_KEY", "LITELLM_MASTER_KEY")) {
            master = master.isEmpty() ? environment.getOrDefault(name, "") : master;
        }
        List<Configuration.Auth.Key> keys = new ArrayList<>();
        section.eachElement("keys", key -> {
            keys.add(new Configuration.Auth.Key(key.text("name", "key"), key.text("key", ""), key.texts("models")));
            key.done();
        });
        String listed = environment.getOrDefault("API_KEY", "");
        int number = 1;
        for (String key : listed.isEmpty() ? new String[0] : listed.split(",")) {
            keys.add(new Configuration.Auth.Key("API_KEY " + number++, key.strip(), List.of()));
        }
        boolean required = section.flag(
                "required",
                !environment.getOrDefault("API_KEYS_REQUIRED", "true").equals("false"));
        section.done();
        return new Configuration.Auth(master, required, keys);
    }

    private Map<String, Configuration.Provider> providers(Section top, Timeouts timeouts) {
        Map<String, Configuration.Provider> providers = new LinkedHashMap<>();
        boolean listed = top.section("providers").isPresent();
        top.each(
                "providers",
                (name, section) ->
                        provider(name, section, timeouts).ifPresent(provider -> providers.put(name, provider)));
        if (!listed) {
            Presets.all()
                    .forEach(preset -> fromEnvironment(preset, timeouts)
                            .ifPresent(provider -> providers.put(provider.name(), provider)));
        }
        return providers;
    }

    private Optional<Configuration.Provider> provider(String name, Section section, Timeouts timeouts) {
        String presetName = section.text("preset", Presets.named(name).isPresent() ? name : "openai-compatible");
        Optional<Preset> preset = Presets.named(presetName);
        if (preset.isEmpty()) {
            String near = Nearest.of(
                            presetName, Presets.all().stream().map(Preset::name).toList())
                    .map(found -> " Did you mean '" + found + "'?")
                    .orElse("");
            section.problem("preset", "There is no preset '" + presetName + "'." + near);
        }
        Preset known = preset.orElse(Presets.all().getFirst());
        String url = section.text("base_url", known.baseUrl());
        String key = section.text("api_key", keyOf(known));
        Configuration.Provider provider = new Configuration.Provider(
                name,
                known,
                url,
                key,
                section.textMap("headers"),
                section.texts("forward_headers"),
                section.section("timeouts").map(own -> timeouts(own, timeouts)).orElse(timeouts));
        boolean enabled = section.flag("enabled", true);
        section.later("max_concurrent", "priority", "data_region", "latency", "token_rate", "error_rate");
        section.done();
        checkAddress(section, known, url);
        return enabled && preset.isPresent() ? Optional.of(provider) : Optional.empty();
    }

    private static void checkAddress(Section section, Preset preset, String url) {
        if (preset.name().equals("simulated")) {
            return;
        }
        try {
            ProviderAddress checked = new ProviderAddress(preset, url);
            checked.modelsPath(preset);
        } catch (IllegalArgumentException malformed) {
            section.problem("base_url", "This provider needs a base_url that is an http or https URL.");
        }
    }

    private Optional<Configuration.Provider> fromEnvironment(Preset preset, Timeouts timeouts) {
        String key = keyOf(preset);
        String url = preset.name().equals("azure")
                ? environment.getOrDefault("AZURE_OPENAI_ENDPOINT", "")
                : environment.getOrDefault(
                        preset.name().toUpperCase(java.util.Locale.ROOT) + "_BASE_URL", preset.baseUrl());
        if (key.isEmpty() || url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Configuration.Provider(preset.name(), preset, url, key, Map.of(), List.of(), timeouts));
    }

    private String keyOf(Preset preset) {
        return preset.keyNames().stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static List<Configuration.Model> models(Section top) {
        List<Configuration.Model> models = new ArrayList<>();
        top.eachElement("models", section -> {
            List<Configuration.Deployment> deployments = new ArrayList<>();
            section.eachElement(
                    "deployments", deployment -> deployment(deployment).ifPresent(deployments::add));
            String name = section.text("name", "");
            if (name.isEmpty()) {
                section.problem("name", "A model needs a name.");
            }
            if (deployments.isEmpty()) {
                section.problem("deployments", "A model needs at least one deployment.");
            }
            models.add(new Configuration.Model(name, deployments, section.texts("fallbacks")));
            section.later("strategy");
            section.done();
        });
        return models;
    }

    private static Optional<Configuration.Deployment> deployment(Section section) {
        Optional<Section> capabilities = section.section("capabilities");
        OptionalLong maxOutput = capabilities
                .map(known -> known.number("max_output", 0))
                .filter(known -> known > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        Optional<Boolean> reasons = capabilities.map(known -> known.flag("reasoning", false));
        capabilities.ifPresent(known -> {
            known.later("type", "vision", "tools", "json", "context");
            known.done();
        });
        Configuration.Deployment deployment = new Configuration.Deployment(
                section.text("provider", ""),
                section.text("model", ""),
                section.number("order", 0),
                section.number("weight", 1),
                section.section("price").flatMap(ConfigurationLoader::price),
                maxOutput,
                reasons);
        boolean enabled = section.flag("enabled", true);
        section.later("priority", "max_concurrent", "tier", "region", "timeouts", "rpm", "tpm", "think_tags");
        section.done();
        return enabled ? Optional.of(deployment) : Optional.empty();
    }

    private static Optional<Price> price(Section section) {
        Optional<BigDecimal> input = section.decimal("input");
        Optional<BigDecimal> output = section.decimal("output");
        if (input.isEmpty() || output.isEmpty()) {
            section.problem("input", "A price needs 'input' and 'output', in USD per million tokens.");
            return Optional.empty();
        }
        Price.Builder price = Price.perMillion(input.get(), output.get());
        section.decimal("cached_input").ifPresent(price::cachedInput);
        section.decimal("cache_write").ifPresent(price::cacheWrite);
        section.decimal("reasoning").ifPresent(price::reasoning);
        section.decimal("audio_input").ifPresent(price::audioInput);
        section.decimal("audio_output").ifPresent(price::audioOutput);
        section.done();
        return Optional.of(price.build());
    }

    private static Timeouts timeouts(Section section, Timeouts otherwise) {
        Timeouts timeouts = new Timeouts(
                section.duration("connect", otherwise.connect()),
                section.duration("first_token", otherwise.firstToken()),
                section.duration("between_chunks", otherwise.betweenChunks()),
                section.duration("total", otherwise.total()));
        section.done();
        return timeouts;
    }

    private static RetryPolicy retry(Section section) {
        RetryPolicy retry = new RetryPolicy(
                section.number("max_attempts", RetryPolicy.DEFAULT.maxAttempts()),
                section.duration("base_delay", RetryPolicy.DEFAULT.baseDelay()),
                section.duration("max_delay", RetryPolicy.DEFAULT.maxDelay()));
        section.later("budget");
        section.done();
        return retry;
    }

    private Configuration.Pool pool(Optional<Section> given) {
        Section section = given.orElseGet(this::nothing);
        Configuration.Pool pool = new Configuration.Pool(
                variable("HTTP_MAX_CONNECTIONS", section.number("max_connections", 10_000)),
                section.duration("keepalive", Duration.ofSeconds(30)));
        section.later("max_keepalive");
        section.done();
        return pool;
    }

    private Configuration.LedgerUse ledger(Optional<Section> given) {
        Section section = given.orElseGet(this::nothing);
        Configuration.LedgerUse use = new Configuration.LedgerUse(
                section.text("on_full", "refuse").equals("serve"), section.duration("fsync", Duration.ofSeconds(1)));
        section.done();
        return use;
    }

    private Section nothing() {
        return new Section("environment", "", new Located.Mapping(Map.of(), Map.of(), 1, 1), problems);
    }
}
