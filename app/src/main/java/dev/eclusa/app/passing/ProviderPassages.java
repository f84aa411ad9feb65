package dev.eclusa.app.passing;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.provider.Quirk;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.router.passing.Onward;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.router.passing.Passages;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code /NAME/…} for each provider, and {@code /PRESET/…} for the first of a preset: its own API, with the gateway's credential.
 * Without those whose API is none of theirs: Vertex AI, whose paths name a project, and the simulated provider.
 */
public final class ProviderPassages {
    private static final Set<String> WITHOUT = Set.of("vertex", "simulated");

    private ProviderPassages() {}

    /** Those of a configuration; none where it wants none. */
    public static Passages of(Configuration configuration) {
        if (!configuration.elsewhere().providers()) {
            return Passages.NONE;
        }
        Map<String, Configuration.Provider> byPath = new LinkedHashMap<>(configuration.providers());
        configuration
                .providers()
                .values()
                .forEach(provider -> byPath.putIfAbsent(provider.preset().name(), provider));
        return new Passages(byPath.entrySet().stream()
                .filter(entry -> !WITHOUT.contains(entry.getValue().preset().name()))
                .map(entry -> passage("/" + entry.getKey(), entry.getValue()))
                .toList());
    }

    private static Passage passage(String path, Configuration.Provider provider) {
        Preset preset = provider.preset();
        ProviderAddress address = new ProviderAddress(preset, provider.baseUrl());
        Target.Endpoint plain = address.bare(preset, provider.key(), provider.headers(), provider.forwarded());
        Target.Endpoint endpoint = provider.signing().map(plain::signed).orElse(plain);
        Duration silence =
                longer(provider.timeouts().firstToken(), provider.timeouts().total());
        Target target = new Target(
                provider.name(),
                path,
                preset.dialect(),
                provider.guarded() ? endpoint.guard() : endpoint,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                preset.quirks(),
                new Timeouts(provider.timeouts().connect(), silence, silence, silence));
        Passage.Place place = new Passage.Place(
                target, azure(preset) ? "" : address.version(), Onward.query(address.query()), missing(provider));
        return new Passage(path, path + "/*", true, Passage.METHODS, place, true, false, Optional.empty(), silence);
    }

    private static boolean azure(Preset preset) {
        return preset.has(Quirk.AZURE_DEPLOYMENT_PATH);
    }

    private static String missing(Configuration.Provider provider) {
        Preset preset = provider.preset();
        boolean proven = !provider.key().isEmpty()
                || !provider.headers().isEmpty()
                || provider.signing().isPresent()
                || preset.local()
                || preset.auth() == Preset.Auth.NONE
                || preset.keyNames().isEmpty();
        return proven
                ? ""
                : "The provider '" + provider.name()
                        + "' has no credential here, and the caller's key is never sent on."
                        + " Whoever runs the gateway can set api_key, or the variable "
                        + String.join(" or ", preset.keyNames()) + ".";
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
