package dev.eclusa.app.config;

import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.server.accounts.CommonPurses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a configuration file, or makes a configuration of what the environment holds. */
public final class ConfigurationLoader {
    private static final String ENVIRONMENT = "environment";

    private final Map<String, String> environment;

    /** Reads with these variables. */
    public ConfigurationLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What came of reading. */
    public sealed interface Result {
        /**
         * It can be used.
         *
         * @param notices what the operator should know, a line each
         */
        record Loaded(Configuration configuration, List<String> notices) implements Result {}

        /** It cannot; every problem that was found, in the order of the lines. */
        record Rejected(List<Problem> problems) implements Result {}
    }

    /** Names of the sections a configuration file may have. */
    public static List<String> sections() {
        return KeyTable.ROOT.names();
    }

    /** Reads a file. */
    public Result load(Path file) {
        try {
            return load(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            Problems problems = new Problems(file.toString());
            problems.add(
                    Located.Place.START,
                    "",
                    Files.exists(file)
                            ? "The file cannot be read as UTF-8 text. Is it YAML, and may you read it?"
                            : "There is no such file. Is the path right? 'eclusa init' writes one.");
            return new Result.Rejected(problems.all());
        }
    }

    /** Reads a text as if it were a file of this name. */
    public Result load(String name, String text) {
        Problems problems = new Problems(name);
        Located.Mapping tree = new YamlTree(new Variables(environment, problems), problems).read(text);
        TreeCheck check = new TreeCheck(problems);
        check.check(KeyTable.ROOT, tree, "");
        Configuration configuration = configuration(tree, problems);
        new ModelNames(configuration, tree, problems).check();
        return problems.none()
                ? new Result.Loaded(Enabled.only(configuration), notices(check.later()))
                : new Result.Rejected(problems.all());
    }

    /** The configuration of an empty file: providers by what the environment holds. */
    public Result loadEnvironment() {
        Problems problems = new Problems(ENVIRONMENT);
        Configuration configuration = configuration(Located.Mapping.EMPTY, problems);
        return problems.none() ? new Result.Loaded(configuration, List.of()) : new Result.Rejected(problems.all());
    }

    /** The same, variables that make no sense passed over. */
    public Configuration fromEnvironment() {
        return configuration(Located.Mapping.EMPTY, new Problems(ENVIRONMENT));
    }

    private Configuration configuration(Located.Mapping tree, Problems problems) {
        Section top = new Section(KeyTable.ROOT, tree, "");
        Overrides overrides = new Overrides(environment, problems);
        Configuration.Resilience resilience = Settings.resilience(top.section("resilience"));
        Timeouts timeouts = resilience.timeouts();
        Map<String, Configuration.Provider> providers = new Providers(environment, problems).read(top, timeouts);
        List<Configuration.Model> models = new Models(providers, timeouts, problems).read(top);
        return new Configuration(
                overrides.server(Settings.server(top.section("server"))),
                overrides.auth(new Settings(problems).auth(top.section("auth"))),
                overrides.store(top),
                providers,
                models,
                top.textMap("aliases"),
                resilience,
                overrides.pool(Settings.pool(top.section("pool"))),
                Settings.ledger(top.section("ledger")),
                Settings.log(top.section("log")),
                new Settings(problems).metrics(top.section("metrics"), overrides.hasMetrics()),
                Routing.read(top, tree, problems),
                pulled(top.section("ollama"), providers, models),
                budgets(top.section("budgets"), problems),
                new Rates(problems).plans(top.section("limits"), overrides.requestsAMinute()),
                new Configuration.Elsewhere(
                        new Passings(timeouts, problems).read(top),
                        top.section("server").flag("provider_paths")),
                Settings.cache(top.section("cache"), overrides.cacheMemoryMb()),
                later(tree));
    }

    private static Configuration.Budgets budgets(Section section, Problems problems) {
        ZoneId zone = ZoneOffset.UTC;
        try {
            zone = ZoneId.of(section.text("time_zone"));
        } catch (DateTimeException unknown) {
            problems.add(
                    section.place("time_zone"),
                    section.path("time_zone"),
                    "This is a time zone such as UTC or America/Sao_Paulo.");
        }
        Allowances allowances = new Allowances(problems);
        return new Configuration.Budgets(
                section.text("unpriced").equals("refuse"),
                zone,
                new CommonPurses.Configured(
                        allowances.byName(section, "providers"), allowances.byName(section, "models")));
    }

    /** What Ollama must have: the models listed and those deployed, where it is to pull them. */
    private static Set<String> pulled(
            Section section, Map<String, Configuration.Provider> providers, List<Configuration.Model> models) {
        if (!section.text("pull").equals("auto")) {
            return Set.of();
        }
        Set<String> pulled = new LinkedHashSet<>(section.texts("models"));
        models.stream()
                .flatMap(model -> model.deployments().stream())
                .filter(deployment -> isOllama(providers.get(deployment.provider())))
                .forEach(deployment -> pulled.add(deployment.model()));
        return pulled;
    }

    private static boolean isOllama(Configuration.@Nullable Provider provider) {
        return provider != null && provider.preset().name().equals("ollama");
    }

    private static Map<String, Object> later(Located.Mapping tree) {
        Map<String, Object> later = new LinkedHashMap<>();
        LaterKeys.SECTIONS.forEach(
                key -> tree.member(key.name()).ifPresent(value -> later.put(key.name(), value.plain())));
        return later;
    }

    private static List<String> notices(List<String> later) {
        List<String> outermost = new ArrayList<>();
        for (String path : later) {
            if (outermost.stream().noneMatch(outer -> path.startsWith(outer + "."))) {
                outermost.add(path);
            }
        }
        return outermost.isEmpty()
                ? List.of()
                : List.of("Accepted, but not in effect in this version: " + String.join(", ", outermost) + ".");
    }
}
