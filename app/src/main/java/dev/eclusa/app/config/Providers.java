package dev.eclusa.app.config;

import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.provider.Quirk;
import dev.eclusa.engine.routing.Timeouts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads providers from the file, or finds them by the environment's keys. */
final class Providers {
    /** Presets found by more than one variable. */
    private static final Set<String> OF_THEIR_OWN = Set.of(Vertex.PRESET, Bedrock.PRESET);

    private static final String GATEWAY_KEY = "AI_GATEWAY_API_KEY";

    private final Map<String, String> environment;
    private final Problems problems;

    Providers(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Those the file names; without a {@code providers} section, those the environment holds keys or addresses of. */
    Map<String, Configuration.Provider> read(Section top, Timeouts timeouts) {
        Map<String, Configuration.Provider> providers = new LinkedHashMap<>();
        Usual usual =
                Usual.of(timeouts, top.section("resilience").section("timeouts").has("first_token"));
        if (top.has("providers")) {
            top.map("providers").forEach((name, section) -> providers.put(name, provider(name, section, usual)));
        } else {
            Presets.all().stream()
                    .filter(preset -> !OF_THEIR_OWN.contains(preset.name()))
                    .forEach(preset ->
                            found(preset, usual).ifPresent(provider -> providers.put(provider.name(), provider)));
            vertex(usual).ifPresent(provider -> providers.put(provider.name(), provider));
            bedrock(usual).ifPresent(provider -> providers.put(provider.name(), provider));
        }
        return providers;
    }

    /** Vertex AI, where the environment holds Google's credentials or asks for it by {@code AI_GATEWAY_API_KEY=vertex}. */
    private Optional<Configuration.Provider> vertex(Usual usual) {
        Vertex vertex = new Vertex(environment, problems);
        if (!vertex.isFound() && gateway() != Gateway.VERTEX) {
            return Optional.empty();
        }
        Preset preset = preset(Vertex.PRESET);
        String url = url(preset).orElse(preset.baseUrl());
        return Optional.of(vertex.completed(
                new Configuration.Provider(preset.name(), preset, url, "", Map.of(), List.of(), usual.of(preset)),
                Vertex.Written.NOTHING));
    }

    /** Amazon Bedrock, where the environment holds its token or keys of AWS. */
    private Optional<Configuration.Provider> bedrock(Usual usual) {
        Bedrock bedrock = new Bedrock(environment, problems);
        Preset preset = preset(Bedrock.PRESET);
        if (key(preset).isEmpty() && !bedrock.isFound()) {
            return Optional.empty();
        }
        String url = url(preset).orElse(preset.baseUrl());
        return Optional.of(bedrock.completed(
                new Configuration.Provider(
                        preset.name(), preset, url, key(preset), Map.of(), List.of(), usual.of(preset)),
                Bedrock.Written.NOTHING));
    }

    private static Preset preset(String name) {
        return Presets.named(name).orElseThrow(() -> new IllegalStateException("no preset " + name));
    }

    /** What {@code AI_GATEWAY_API_KEY} picks. */
    private enum Gateway {
        /** Nothing. */
        NONE,
        /** Ollama on this machine. */
        LOCAL,
        /** Google's Vertex AI. */
        VERTEX,
        /** Vercel's AI Gateway, whose key it is. */
        CLOUD
    }

    private Gateway gateway() {
        return switch (environment.getOrDefault(GATEWAY_KEY, "").strip()) {
            case "" -> Gateway.NONE;
            case "local" -> Gateway.LOCAL;
            case "vertex" -> Gateway.VERTEX;
            default -> Gateway.CLOUD;
        };
    }

    private Configuration.Provider provider(String name, Section section, Usual usual) {
        Preset preset = preset(name, section);
        if (name.contains("/")) {
            problems.add(section.place("preset"), "providers." + name, "A provider's name has no slash.");
        }
        String url =
                section.has("base_url") ? section.text("base_url") : url(preset).orElse(preset.baseUrl());
        Configuration.Provider provider = new Configuration.Provider(
                name,
                preset,
                versioned(preset, url, section.text("api_version")),
                section.has("api_key") ? section.text("api_key") : key(preset),
                section.textMap("headers"),
                section.texts("forward_headers").stream()
                        .map(Providers::lowerCase)
                        .toList(),
                Settings.timeouts(section.section("timeouts"), usual.of(preset)),
                section.flag("enabled"),
                section.count("max_concurrent"),
                section.whole("priority"),
                section.text("data_region"),
                new Configuration.Simulated(
                        section.span("latency"), section.decimal("token_rate"), section.decimal("error_rate")),
                Optional.empty(),
                false,
                Optional.empty());
        Configuration.Provider known = switch (preset.name()) {
            case Vertex.PRESET -> new Vertex(environment, problems).completed(provider, vertex(section));
            case Bedrock.PRESET -> new Bedrock(environment, problems).completed(provider, bedrock(section));
            default -> provider;
        };
        checkAddress(section, known);
        return known;
    }

    /** Time-outs of providers that have none of their own; those on the operator's own machines answer sooner. */
    private record Usual(Timeouts cloud, Timeouts local) {
        static Usual of(Timeouts configured, boolean saysFirstToken) {
            return new Usual(
                    configured, saysFirstToken ? configured : configured.beginningWithin(Timeouts.LOCAL_FIRST_TOKEN));
        }

        Timeouts of(Preset preset) {
            return preset.local() ? local : cloud;
        }
    }

    private static Vertex.Written vertex(Section section) {
        return new Vertex.Written(
                section.text("project"),
                section.text("location"),
                section.text("credentials"),
                section.place("preset"));
    }

    private static Bedrock.Written bedrock(Section section) {
        return new Bedrock.Written(
                section.text("region"),
                section.text("aws_access_key_id"),
                section.text("aws_secret_access_key"),
                section.text("aws_session_token"),
                section.place("preset"));
    }

    private static String lowerCase(String header) {
        return header.toLowerCase(java.util.Locale.ROOT);
    }

    private static Preset preset(String name, Section section) {
        String written = section.has("preset") ? section.text("preset") : name;
        return Presets.named(written)
                .orElseGet(() -> Presets.named("openai-compatible")
                        .orElseThrow(() -> new IllegalStateException("no generic preset")));
    }

    private static String versioned(Preset preset, String url, String apiVersion) {
        boolean wanted = preset.has(Quirk.AZURE_DEPLOYMENT_PATH) && !apiVersion.isEmpty();
        return wanted ? url.replaceFirst("\\?.*", "") + "?api-version=" + apiVersion : url;
    }

    private void checkAddress(Section section, Configuration.Provider provider) {
        if (provider.preset().isSimulated()) {
            return;
        }
        if (!isUsable(provider.preset(), provider.baseUrl())) {
            problems.add(
                    section.place("base_url"),
                    section.path("base_url"),
                    "The provider '" + provider.name() + "' needs a base_url that is an http or https URL.");
        }
    }

    private static boolean isUsable(Preset preset, String url) {
        try {
            return !new ProviderAddress(preset, url).versioned().isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private Optional<Configuration.Provider> found(Preset preset, Usual usual) {
        String key = key(preset);
        Optional<String> given = url(preset);
        String url = given.orElse(preset.baseUrl());
        boolean picked = preset.name().equals("ollama") && gateway() == Gateway.LOCAL;
        boolean named = picked || (preset.local() ? given.isPresent() : !key.isEmpty());
        if (!named || url.isEmpty()) {
            return Optional.empty();
        }
        if (!isUsable(preset, url)) {
            problems.add(
                    Located.Place.START,
                    preset.name(),
                    "The environment variable " + String.join(" or ", preset.urlNames())
                            + " must hold an http or https URL, such as http://localhost:11434.");
            return Optional.empty();
        }
        return Optional.of(
                new Configuration.Provider(preset.name(), preset, url, key, Map.of(), List.of(), usual.of(preset)));
    }

    private String key(Preset preset) {
        return preset.keyNames().contains(GATEWAY_KEY) && gateway() != Gateway.CLOUD
                ? ""
                : first(preset.keyNames()).orElse("");
    }

    private Optional<String> url(Preset preset) {
        return first(preset.urlNames());
    }

    private Optional<String> first(List<String> names) {
        return names.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
