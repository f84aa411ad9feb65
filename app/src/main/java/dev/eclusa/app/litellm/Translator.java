package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Problem;
import dev.eclusa.app.config.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Translates LiteLLM's configuration file into ours. */
public final class Translator {
    private static final Set<String> SECTIONS = Set.of(
            "model_list",
            "litellm_settings",
            "router_settings",
            "general_settings",
            "environment_variables",
            "include");

    private final Map<String, String> variables;
    private final boolean demanded;

    private Translator(Map<String, String> variables, boolean demanded) {
        this.variables = Map.copyOf(variables);
        this.demanded = demanded;
    }

    /** For serving with these variables: one that is needed must be set. */
    public static Translator toServe(Map<String, String> variables) {
        return new Translator(variables, true);
    }

    /** For writing a file that is served later: variables need not be set yet. */
    public static Translator toWrite(Map<String, String> variables) {
        return new Translator(variables, false);
    }

    /** What came of translating. */
    public sealed interface Result {
        /** It can be used, once our own loader has read it. */
        record Translated(Translation translation) implements Result {}

        /** It cannot; every problem that was found. */
        record Rejected(List<Problem> problems) implements Result {}
    }

    /**
     * Whether a text is LiteLLM's configuration: it has a section of theirs and none of ours.
     *
     * @param ours names of our sections
     */
    public static boolean recognises(String text, List<String> ours) {
        if (SECTIONS.stream().noneMatch(text::contains)) {
            return false;
        }
        Set<String> keys = new AliasedYaml(Optional.empty(), new Problems(""), new Notes())
                .read(text)
                .members()
                .keySet();
        return keys.isEmpty()
                ? beginsLines(text, SECTIONS) && !beginsLines(text, ours)
                : keys.stream().anyMatch(SECTIONS::contains) && keys.stream().noneMatch(ours::contains);
    }

    /** How to tell where the text is not YAML at all. */
    private static boolean beginsLines(String text, Iterable<String> sections) {
        for (String section : sections) {
            if (("\n" + text).contains("\n" + section + ":")) {
                return true;
            }
        }
        return false;
    }

    /** Translates a file's text; what it includes is read from beside it. */
    public Result translate(Path file, String text) {
        Problems problems = new Problems(file.toString());
        Notes notes = new Notes();
        Context context = new Context(new Environment(variables, demanded), notes, problems);
        Located.Mapping tree = new Sources(problems, notes).of(file, text);
        PageWriter writer = new PageWriter();
        writer.sections(page(new Keys("", "", tree, context)));
        return problems.none()
                ? new Result.Translated(new Translation(
                        file.toString(), Head.of(file, notes.all()) + writer.text(), notes.all(), writer.origins()))
                : new Result.Rejected(problems.all());
    }

    private static Page page(Keys top) {
        Context context = top.context();
        Located.Mapping variables = top.mapping("environment_variables");
        variables.members().forEach((name, value) -> {
            if (!(value instanceof Located.Scalar)) {
                context.problems().add(value.place(), "environment_variables", "The value of a variable is one text.");
            }
        });
        context.environment().add(variables);
        top.take("include");
        Keys general = top.keys("general_settings");
        Keys module = top.keys("litellm_settings");
        Keys router = top.keys("router_settings");
        Page page = ordered();
        GeneralSection own = new GeneralSection(general, module);
        Either either = new Either(router, module);
        RouterSection routing = new RouterSection(router, either);
        own.write(page);
        new PassThroughSection(general).write(page);
        redis(page, router, new CacheSection(module).write(page));
        ModelSections models =
                new ModelSections(context, deployments(top), routing.isShuffled(), own.mostAtATime(router));
        Fallbacks fallbacks = new Fallbacks(context, models, routing.aliases(page));
        routing.fallbacks(fallbacks);
        models.write(page, fallbacks);
        routing.routing(page);
        new ResilienceSection(either).write(page);
        Callbacks.write(module, page.page("metrics"));
        List.of(general, module, router, top).forEach(Keys::rest);
        unused(variables, context);
        return page;
    }

    /** The order of sections in the text. */
    private static Page ordered() {
        Page page = new Page();
        List.of("server", "auth", "store", "redis", "providers").forEach(page::page);
        page.pages("models", List.of());
        page.pages("pass_through", List.of());
        List.of("aliases", "routing", "resilience", "budgets", "cache", "ledger", "log", "metrics")
                .forEach(page::page);
        return page;
    }

    private static void redis(Page page, Keys router, Optional<RedisReader.Address> ofCache) {
        Optional<RedisReader.Address> shared = new RedisReader(router, "redis_").read();
        if (shared.isPresent()
                && ofCache.isPresent()
                && !shared.get().url().equals(ofCache.get().url())) {
            router.note("redis_host", "the cache has another Redis; there is one here, and this is it.");
        }
        shared.or(() -> ofCache).ifPresent(redis -> page.page("redis").text("url", redis.url(), redis.place()));
    }

    private static List<Deployed> deployments(Keys top) {
        DeploymentReader reader = new DeploymentReader(top.context(), credentials(top));
        List<Located> elements = top.list("model_list");
        List<Deployed> deployments = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            reader.read(elements.get(i), i).ifPresent(deployments::add);
        }
        return deployments;
    }

    private static Map<String, Located.Mapping> credentials(Keys top) {
        Map<String, Located.Mapping> credentials = new LinkedHashMap<>();
        for (Located element : top.list("credential_list")) {
            if (element.at("credential_name") instanceof Located.Scalar name
                    && element.at("credential_values") instanceof Located.Mapping values) {
                credentials.put(name.text(), values);
            } else {
                top.context()
                        .problems()
                        .add(
                                element.place(),
                                "credential_list",
                                "A credential is a mapping of credential_name and credential_values.");
            }
        }
        return credentials;
    }

    private static void unused(Located.Mapping variables, Context context) {
        for (String name : context.environment().unused()) {
            context.notes()
                    .add(
                            variables.keys().getOrDefault(name, variables.place()),
                            "environment_variables." + name.replaceAll("[^A-Za-z0-9_]", "?"),
                            "nothing that is carried reads it. Set it in the process's environment if something of yours does.");
        }
    }
}
