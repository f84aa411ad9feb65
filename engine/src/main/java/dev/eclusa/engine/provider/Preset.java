package dev.eclusa.engine.provider;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a provider before anybody configures it. Facts from the providers' own documentation and recorded
 * traffic, looked up November 2026.
 *
 * @param name its name in configuration
 * @param dialect the wire format it speaks
 * @param baseUrl with its version segment; empty where the operator must say it
 * @param auth how the key is carried
 * @param keyNames environment variables that may hold its key, first found wins
 * @param urlNames environment variables that may hold its base URL, first found wins
 * @param modelsPath its own list of models, below the versioned base URL; empty when it has none
 * @param local whether it usually runs on the operator's own machines
 * @param peculiarities what it does unlike the others of its dialect
 */
public record Preset(
        String name,
        String dialect,
        String baseUrl,
        Auth auth,
        List<String> keyNames,
        List<String> urlNames,
        String modelsPath,
        boolean local,
        Set<Quirk> peculiarities) {

    public Preset {
        keyNames = List.copyOf(keyNames);
        urlNames = List.copyOf(urlNames);
        peculiarities = Set.copyOf(peculiarities);
    }

    /** Whether it has a quirk. */
    public boolean has(Quirk quirk) {
        return peculiarities.contains(quirk);
    }

    /** Names of the quirks, as the data plane carries them. */
    public Set<String> quirks() {
        return peculiarities.stream().map(Quirk::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it makes its answers up. */
    public boolean isSimulated() {
        return name.equals("simulated");
    }

    /** How a key is carried. */
    public enum Auth {
        /** {@code Authorization: Bearer KEY}. */
        BEARER("authorization", "Bearer "),
        /** {@code x-api-key: KEY} (Anthropic). */
        X_API_KEY("x-api-key", ""),
        /** {@code api-key: KEY} (Azure). */
        API_KEY("api-key", ""),
        /** {@code x-goog-api-key: KEY} (Gemini). */
        X_GOOG_API_KEY("x-goog-api-key", ""),
        /** No key. */
        NONE("", "");

        private final String header;
        private final String prefix;

        Auth(String header, String prefix) {
            this.header = header;
            this.prefix = prefix;
        }

        /** The header's name; empty for none. */
        public String header() {
            return header;
        }

        /** The header's value for a key. */
        public String value(String key) {
            return prefix + key;
        }
    }
}
