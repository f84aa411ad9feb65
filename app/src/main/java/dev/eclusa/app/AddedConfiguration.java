package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.app.config.Problem;
import dev.eclusa.app.litellm.Translator;
import dev.eclusa.app.probe.Availability;
import dev.eclusa.app.probe.ProviderProbe;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.router.wire.Guard;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.accounts.Seal;
import dev.eclusa.server.litellm.AddedModels;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration with the models that were added while serving. They are kept as elements of LiteLLM's {@code model_list},
 * and come to be what those of its configuration file come to be. Variables of the environment are not filled in: whoever may
 * add models need not know them.
 */
final class AddedConfiguration {
    private static final System.Logger LOG = System.getLogger("eclusa");
    private static final Path NOWHERE = Path.of("request");
    private static final String ENDPOINTS = "pass_through_endpoints";
    private static final String OTHER_SECRET =
            "its secrets were sealed with another ECLUSA_KEY_SECRET; write them anew";

    /** How long a provider may take to answer when it is tried. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AccountBook book;
    private final Seal seal;

    AddedConfiguration(AccountBook book, Seal seal) {
        this.book = book;
        this.seal = seal;
    }

    /** Seals what is still open, such as what was taken over from LiteLLM's database. Waits for the store. */
    void seal() {
        seal(AccountKind.DEPLOYMENT, "litellm_params");
        seal(AccountKind.CREDENTIAL, "credential_values");
    }

    private void seal(AccountKind kind, String part) {
        book.documents(kind).forEach((id, document) -> {
            if (document.path(part) instanceof ObjectNode open
                    && !seal.sealed(open).equals(open)) {
                document.set(part, seal.sealed(open));
                book.put(kind, id, document);
            }
        });
    }

    /** What came of reading one of them. */
    private sealed interface Read {
        record Usable(Configuration configuration) implements Read {}

        record Faulty(String fault) implements Read {}
    }

    /** A configuration with all of them; one that cannot be read is left out and told. */
    Configuration over(Configuration base) {
        Configuration all = base;
        for (Map.Entry<String, ObjectNode> added :
                book.documents(AccountKind.DEPLOYMENT).entrySet()) {
            if (added.getValue().path("blocked").asBoolean(false)) {
                continue;
            }
            switch (read(added.getValue())) {
                case Read.Usable usable -> all = merged(all, usable.configuration());
                case Read.Faulty faulty ->
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "Added model " + added.getKey() + " left out: " + faulty.fault());
            }
        }
        return all.withPassages(passages());
    }

    private List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        book.documents(AccountKind.PASSAGE).forEach((id, document) -> {
            switch (readPassage(document.path("endpoint"))) {
                case Read.Usable usable ->
                    usable.configuration().elsewhere().passages().forEach(one -> passages.add(one.guarded()));
                case Read.Faulty faulty ->
                    LOG.log(System.Logger.Level.WARNING, "Added endpoint " + id + " left out: " + faulty.fault());
            }
        });
        return passages;
    }

    /** What is wrong with an element of {@code pass_through_endpoints}. May wait for the names of hosts to be resolved. */
    Optional<String> faultOfPassage(ObjectNode endpoint) {
        return switch (readPassage(endpoint)) {
            case Read.Faulty faulty -> Optional.of(faulty.fault());
            case Read.Usable usable ->
                usable.configuration().elsewhere().passages().stream()
                        .map(passage -> passage.place().target().endpoint().toString())
                        .map(url -> forbidden(url, "target"))
                        .flatMap(Optional::stream)
                        .findFirst();
        };
    }

    private Read readPassage(JsonNode endpoint) {
        Optional<ObjectNode> opened = opened(endpoint);
        if (opened.isEmpty()) {
            return new Read.Faulty(OTHER_SECRET);
        }
        ObjectNode settings = JsonCodec.object();
        settings.putObject("general_settings").putArray(ENDPOINTS).add(opened.get());
        String text = JsonCodec.text(settings);
        return noted(text).<Read>map(Read.Faulty::new).orElseGet(() -> translated(text));
    }

    /** The first thing that is not carried: what a request asks for is either done or refused. */
    private static Optional<String> noted(String text) {
        return Translator.toServe(Map.of()).translate(NOWHERE, text) instanceof Translator.Result.Translated translated
                ? translated.translation().notes().stream()
                        .filter(note -> note.key().contains(ENDPOINTS))
                        .map(note -> note.key().replaceFirst(".*" + ENDPOINTS + "\\.?", "") + ": " + note.text())
                        .findFirst()
                : Optional.empty();
    }

    /** What is wrong with one; empty for nothing. May wait for the names of hosts to be resolved. */
    Optional<String> fault(ObjectNode document) {
        return switch (read(document)) {
            case Read.Faulty faulty -> Optional.of(faulty.fault());
            case Read.Usable usable ->
                usable.configuration().providers().values().stream()
                        .map(provider -> forbidden(provider.baseUrl(), "api_base"))
                        .flatMap(Optional::stream)
                        .findFirst();
        };
    }

    /** Asks the provider of one for its list of models, which costs nothing; waits for the answer. */
    AddedModels.Trial tried(ObjectNode document) {
        Optional<String> fault = fault(document);
        if (fault.isPresent() || !(read(document) instanceof Read.Usable usable)) {
            return new AddedModels.Trial(false, fault.orElse("It cannot be read."));
        }
        Optional<String> model = usable.configuration().models().stream()
                .flatMap(one -> one.deployments().stream())
                .map(Configuration.Deployment::model)
                .findFirst();
        try (ProviderProbe probe = new ProviderProbe(PATIENCE)) {
            return told(probe.all(usable.configuration().providers().values()).getFirst(), model);
        }
    }

    private static AddedModels.Trial told(Availability found, Optional<String> model) {
        boolean missing = found.available()
                && !found.models().isEmpty()
                && model.filter(id -> found.models().stream().noneMatch(listed -> isSame(listed, id)))
                        .isPresent();
        if (missing) {
            return new AddedModels.Trial(
                    false, "The provider answers, but does not list the model '" + model.orElse("") + "'.");
        }
        return new AddedModels.Trial(found.available(), (found.detail() + " " + found.advice()).strip());
    }

    /** Ollama tells the version of a model apart, which need not be said; other lists have the dated name of a shorter one. */
    private static boolean isSame(String listed, String model) {
        return listed.equals(model) || listed.startsWith(model + ":") || listed.startsWith(model + "-");
    }

    private static Optional<String> forbidden(String url, String field) {
        String host = Optional.ofNullable(URI.create(url).getHost()).orElse("");
        try {
            boolean leadsInside = Arrays.stream(InetAddress.getAllByName(host)).anyMatch(Guard::forbids);
            return leadsInside
                    ? Optional.of(
                            field + " leads to an address that requests may not send the gateway to: link-local and"
                                    + " metadata addresses are for the configuration file only.")
                    : Optional.empty();
        } catch (UnknownHostException unknown) {
            return Optional.of("The host of " + field + " is not known: is it spelled right?");
        }
    }

    private Read read(ObjectNode document) {
        ObjectNode list = JsonCodec.object();
        Optional<ObjectNode> params = opened(document.path("litellm_params"));
        if (params.isEmpty()) {
            return new Read.Faulty(OTHER_SECRET);
        }
        ObjectNode element = list.putArray("model_list").addObject();
        element.set("model_name", document.path("model_name"));
        element.set("litellm_params", params.get());
        element.set("model_info", document.path("model_info"));
        credential(params.get().path("litellm_credential_name").asString(""))
                .ifPresent(known -> list.putArray("credential_list").add(known));
        return translated(JsonCodec.text(list));
    }

    private Optional<ObjectNode> opened(JsonNode sealed) {
        return sealed instanceof ObjectNode object ? seal.opened(object) : Optional.of(JsonCodec.object());
    }

    private Optional<ObjectNode> credential(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : book.document(AccountKind.CREDENTIAL, name)
                        .flatMap(document -> opened(document.path("credential_values"))
                                .map(values -> {
                                    ObjectNode known = JsonCodec.object().put("credential_name", name);
                                    known.set("credential_values", values);
                                    return known;
                                }));
    }

    private static Read translated(String list) {
        return switch (Translator.toServe(Map.of()).translate(NOWHERE, list)) {
            case Translator.Result.Rejected rejected -> faulty(rejected.problems());
            case Translator.Result.Translated translated ->
                switch (new ConfigurationLoader(Map.of())
                        .load("request", translated.translation().text())) {
                    case ConfigurationLoader.Result.Loaded loaded -> new Read.Usable(loaded.configuration());
                    case ConfigurationLoader.Result.Rejected rejected -> faulty(rejected.problems());
                };
        };
    }

    private static Read faulty(List<Problem> problems) {
        Problem first = problems.getFirst();
        return new Read.Faulty(first.message()
                + first.suggestion()
                        .map(meant -> " Did you mean '" + meant + "'?")
                        .orElse(""));
    }

    /** Providers that are there already serve the added ones too; others are named after what tells them apart. */
    private static Configuration merged(Configuration base, Configuration added) {
        Map<String, Configuration.Provider> providers = new LinkedHashMap<>(base.providers());
        Map<String, String> names = new LinkedHashMap<>();
        added.providers().forEach((name, provider) -> {
            String known = providers.values().stream()
                    .filter(other -> isSame(other, provider))
                    .map(Configuration.Provider::name)
                    .findFirst()
                    .orElseGet(() -> provider.preset().name() + "-" + mark(provider));
            names.put(name, known);
            providers.putIfAbsent(known, provider.added(known));
        });
        List<Configuration.Model> models = new ArrayList<>(base.models());
        for (Configuration.Model model : added.models()) {
            List<Configuration.Deployment> deployments = model.deployments().stream()
                    .map(one -> one.of(names.getOrDefault(one.provider(), one.provider())))
                    .toList();
            add(models, model, deployments);
        }
        return base.withProviders(providers).withModels(models);
    }

    private static boolean isSame(Configuration.Provider one, Configuration.Provider other) {
        return one.preset().equals(other.preset())
                && one.baseUrl().equals(other.baseUrl())
                && one.key().equals(other.key())
                && one.headers().equals(other.headers());
    }

    /** The same whenever it is made of the same. */
    private static String mark(Configuration.Provider provider) {
        CRC32C sum = new CRC32C();
        sum.update((provider.baseUrl() + "\n" + provider.key() + "\n" + provider.headers())
                .getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }

    private static void add(
            List<Configuration.Model> models, Configuration.Model model, List<Configuration.Deployment> deployments) {
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).name().equals(model.name())) {
                models.set(i, models.get(i).and(deployments));
                return;
            }
        }
        models.add(new Configuration.Model(
                model.name(), deployments, model.fallbacks(), model.strategy(), Optional.empty()));
    }
}
