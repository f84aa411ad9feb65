package dev.eclusa.engine.provider;

import dev.eclusa.engine.routing.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a provider's calls go: its base URL, with or without version segment, and its dialect's path. */
public final class ProviderAddress {
    private static final Pattern VERSION = Pattern.compile("/v\\d+(beta\\d*|alpha\\d*)?$");

    /** Whatever of Cohere's paths is written, its second version is meant. */
    private static final Pattern COHERES = Pattern.compile("(/compatibility)?(/v\\d+)?(/chat)?$");

    private static final String AZURE_VERSION = "api-version=2024-12-01-preview";

    private final URI base;
    private final String root;
    private final String version;

    /**
     * Reads a base URL.
     *
     * @throws IllegalArgumentException when it is no http or https URL with a host
     */
    public ProviderAddress(Preset preset, String baseUrl) {
        base = URI.create(baseUrl);
        if (base.getHost() == null
                || base.getScheme() == null
                || !base.getScheme().matches("https?")) {
            throw new IllegalArgumentException("not an http or https URL");
        }
        String path = base.getPath() == null ? "" : base.getPath().replaceFirst("/+$", "");
        if (preset.dialect().equals("cohere")) {
            path = COHERES.matcher(path).replaceFirst("");
        }
        var own = VERSION.matcher(path);
        boolean versioned = own.find();
        String preferred = preset.baseUrl().isEmpty() ? defaultVersion(preset.dialect()) : versionOf(preset.baseUrl());
        version = versioned ? own.group() : preferred;
        String found = versioned ? path.substring(0, own.start()) : path;
        root = preset.has(Quirk.AZURE_DEPLOYMENT_PATH) ? found.replaceFirst("/openai$", "") : found;
    }

    /** The base URL with its version segment exactly once and no slash at its end. */
    public String versioned() {
        return base.getScheme() + "://" + base.getRawAuthority() + root + version;
    }

    private static String versionOf(String url) {
        var matcher = VERSION.matcher(url.replaceFirst("/+$", ""));
        return matcher.find() ? matcher.group() : "";
    }

    private static String defaultVersion(String dialect) {
        return switch (dialect) {
            case "openai", "anthropic" -> "/v1";
            case "gemini" -> "/v1beta";
            case "cohere" -> "/v2";
            default -> "";
        };
    }

    /** The endpoint of a model. */
    public Target.Endpoint endpoint(
            Preset preset, String model, String key, Map<String, String> more, List<String> forwarded) {
        return at(path(preset, model, false), path(preset, model, true), headers(preset, key, more), forwarded);
    }

    /** The provider itself: the endpoint that its other paths stand behind, version included. */
    public Target.Endpoint bare(Preset preset, String key, Map<String, String> more, List<String> forwarded) {
        return at(root, root, headers(preset, key, more), forwarded);
    }

    /** The version segment that its paths begin with, such as {@code /v1}; empty for none. */
    public String version() {
        return version;
    }

    /** The query of the base URL; empty for none. */
    public String query() {
        return base.getRawQuery() == null ? "" : base.getRawQuery();
    }

    private static Map<String, String> headers(Preset preset, String key, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (preset.dialect().equals("anthropic")) {
            headers.put("anthropic-version", "2023-06-01");
        }
        if (!key.isEmpty() && preset.auth() != Preset.Auth.NONE) {
            headers.put(preset.auth().header(), preset.auth().value(key));
        }
        headers.putAll(more);
        return headers;
    }

    private Target.Endpoint at(String call, String stream, Map<String, String> headers, List<String> forwarded) {
        boolean secure = base.getScheme().equals("https");
        int port = base.getPort() > 0 ? base.getPort() : secure ? 443 : 80;
        return new Target.Endpoint(secure, base.getHost(), port, call, stream, headers, forwarded);
    }

    /** The path of the provider's own list of models; without meaning where the preset has none. */
    public String modelsPath(Preset preset) {
        return switch (preset.dialect()) {
            case "ollama", "cohere" -> root + preset.modelsPath();
            default -> root + version + preset.modelsPath();
        };
    }

    private String path(Preset preset, String model, boolean streamed) {
        if (preset.has(Quirk.AZURE_DEPLOYMENT_PATH)) {
            String query = base.getRawQuery() == null ? AZURE_VERSION : base.getRawQuery();
            return root + "/openai/deployments/" + segments(model) + "/chat/completions?" + query;
        }
        return switch (preset.dialect()) {
            case "anthropic" -> root + version + "/messages";
            case "gemini" ->
                root + version + "/models/" + segments(model)
                        + (streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
            case "ollama" -> root + "/api/chat";
            case "cohere" -> root + version + "/chat";
            case "bedrock" ->
                root + "/model/" + encoded(model, "-._~").replace("..", "%2E%2E")
                        + (streamed ? "/converse-stream" : "/converse");
            default -> root + version + "/chat/completions";
        };
    }

    /**
     * The path of OpenAI's Responses beside that of chat. Azure has one for all deployments, without an API version: the
     * body names the deployment (its documentation of the v1 API, 2026).
     */
    public static String responses(String chatPath) {
        int azure = chatPath.indexOf("/openai/deployments/");
        return azure >= 0
                ? chatPath.substring(0, azure) + "/openai/v1/responses"
                : chatPath.replace("/chat/completions", "/responses");
    }

    /** A model's id as part of a path: nothing in it can end the path, climb out of it or break the request line. */
    private static String segments(String model) {
        return encoded(model, "-._~:@/").replace("..", "%2E%2E");
    }

    private static String encoded(String text, String plainBeside) {
        StringBuilder path = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || plainBeside.indexOf(c) >= 0);
            path.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return path.toString();
    }
}
