package dev.eclusa.engine.provider;

import dev.eclusa.engine.routing.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider as the operator defined it.
 *
 * @param name its configured name, the part before the slash in {@code provider/model}
 * @param preset what is known of its kind
 * @param baseUrl with or without version segment; Azure's may end in {@code ?api-version=}
 * @param apiKey what proves who we are
 * @param headers sent with every call
 * @param forwardHeaders client headers it may see, lower case
 * @param enabled whether it may be called
 * @param timeouts its own, or the gateway's
 * @param guarded whether its address came in a request, so that it may not lead into the machine's own network
 * @param signing what requests are signed with; empty where a key is sent
 */
public record ProviderDefinition(
        String name,
        Preset preset,
        String baseUrl,
        Optional<Secret> apiKey,
        Map<String, String> headers,
        List<String> forwardHeaders,
        boolean enabled,
        Timeouts timeouts,
        boolean guarded,
        Optional<RequestSigning> signing) {
    /** One that the operator wrote down. */
    public ProviderDefinition(
            String name,
            Preset preset,
            String baseUrl,
            Optional<Secret> apiKey,
            Map<String, String> headers,
            List<String> forwardHeaders,
            boolean enabled,
            Timeouts timeouts) {
        this(name, preset, baseUrl, apiKey, headers, forwardHeaders, enabled, timeouts, false, Optional.empty());
    }

    public ProviderDefinition {
        headers = Map.copyOf(headers);
        forwardHeaders = List.copyOf(forwardHeaders);
    }

    /** What it does unlike the others of its dialect. */
    public Set<Quirk> quirks() {
        return preset.peculiarities();
    }

    /** Its name and kind; headers may hold secrets. */
    @Override
    public String toString() {
        return name + " (" + preset.name() + ")";
    }
}
