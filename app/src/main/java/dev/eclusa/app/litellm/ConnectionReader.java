package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.litellm.Context.Need;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where a deployment's provider is and what it is called with. */
final class ConnectionReader {
    private static final Pattern VERSIONED = Pattern.compile(".*/v\\d+(beta\\d*|alpha\\d*)?/*");
    private static final Pattern OPENAI = Pattern.compile("https?://([a-z0-9-]+\\.)*openai\\.com(:\\d+)?(/.*)?");

    private final Keys params;
    private final Prefix prefix;
    private final Preset preset;
    private final Environment environment;

    ConnectionReader(Keys params, Prefix prefix) {
        this.params = params;
        this.prefix = prefix;
        this.preset = Presets.named(prefix.preset())
                .orElseThrow(() -> new IllegalStateException("no preset " + prefix.preset()));
        this.environment = params.context().environment();
    }

    Connection read() {
        String url = url();
        return new Connection(
                preset.name(),
                url,
                key(url),
                isAzure() ? version() : "",
                preset.name().equals("vertex") ? google() : Connection.Google.NONE,
                isBedrock() ? amazon() : Connection.Amazon.NONE,
                headers());
    }

    /** Whether a provider of OpenAI's kind is at an address that is not OpenAI's. */
    static boolean isElsewhere(Connection connection, Environment environment) {
        String url = connection.baseUrl();
        String now = url.startsWith("${")
                ? environment.value(url.replaceAll("^\\$\\{([^:}]*).*", "$1")).orElse(url)
                : url;
        return connection.preset().equals("openai")
                && !url.isEmpty()
                && !OPENAI.matcher(now).matches();
    }

    private boolean isAzure() {
        return preset.name().equals("azure");
    }

    private boolean isBedrock() {
        return preset.name().equals("bedrock");
    }

    private Connection.Amazon amazon() {
        String region = params.carried("aws_region_name", Need.OPTIONAL)
                .orElseGet(() -> environment
                        .firstSet(List.of("AWS_REGION_NAME"))
                        .map(environment::reference)
                        .orElse(""));
        return new Connection.Amazon(
                region,
                params.carried("aws_access_key_id", Need.OPTIONAL).orElse(""),
                params.carried("aws_secret_access_key", Need.OPTIONAL).orElse(""),
                params.carried("aws_session_token", Need.OPTIONAL).orElse(""));
    }

    private String url() {
        String ofAmazon = "aws_bedrock_runtime_endpoint";
        String usual = params.has("api_base") || !params.has("base_url") ? "api_base" : "base_url";
        String written = isBedrock() && params.has(ofAmazon) ? ofAmazon : usual;
        if (!params.has(written)) {
            return usualUrl();
        }
        params.scalar(written).ifPresent(value -> checkVersion(written, value));
        String url = params.carried(written, Need.REQUIRED).orElse("");
        return preset.dialect().equals("anthropic") ? url.replaceFirst("/v1/messages/?$", "") : url;
    }

    private String usualUrl() {
        Optional<String> variable = environment.firstSet(prefix.urlNames());
        if (variable.isEmpty() && preset.baseUrl().isEmpty()) {
            missing("api_base", prefix.urlNames());
        }
        return variable.map(environment::reference).orElse("");
    }

    private void missing(String key, List<String> variables) {
        String names = variables.isEmpty() ? "" : ", or set " + String.join(" or ", variables);
        params.problem(
                key,
                "'" + params.path(key) + "' is missing: a model of " + prefix.name() + "/ needs it. Write it" + names
                        + ".");
    }

    /** LiteLLM puts the endpoint's path right behind the URL; here a version stands between them. */
    private void checkVersion(String key, Located.Scalar value) {
        boolean concerned = preset.dialect().equals("openai")
                && !isAzure()
                && (preset.baseUrl().isEmpty()
                        || VERSIONED.matcher(preset.baseUrl()).matches());
        String now = Environment.named(value.text()).flatMap(environment::value).orElse(value.text());
        if (concerned
                && Environment.named(now).isEmpty()
                && !VERSIONED.matcher(now).matches()) {
            params.note(
                    key,
                    "the URL does not end with a version: calls go to it with /v1/chat/completions here,"
                            + " with /chat/completions in LiteLLM. Check that the provider answers there.");
        }
    }

    private String key(String url) {
        if (params.has("api_key")) {
            boolean optional = preset.local() || preset.name().equals("openai-compatible");
            return params.carried("api_key", optional ? Need.OPTIONAL : Need.REQUIRED)
                    .orElse("");
        }
        Optional<String> variable = environment.firstSet(prefix.keyNames());
        boolean needed = !preset.local()
                && !prefix.keyNames().isEmpty()
                && !preset.name().equals("openai-compatible")
                && !isBedrock();
        if (variable.isEmpty() && needed) {
            params.note(
                    "api_key",
                    "none is written, and " + prefix.keyNames().getFirst()
                            + " is not set: calls will be refused by the provider. Set it.");
        }
        if (variable.isPresent() && !url.isEmpty() && needed) {
            params.note(
                    "api_key",
                    "none is written: " + variable.get()
                            + " is sent to this address, as LiteLLM does. Write another one if that is not meant.");
        }
        return variable.map(environment::reference).orElseGet(this::usualKey);
    }

    /** The variable LiteLLM would look at, where our preset looks at others. */
    private String usualKey() {
        boolean known = prefix.keyNames().isEmpty()
                || preset.keyNames().contains(prefix.keyNames().getFirst());
        return known ? "" : "${" + prefix.keyNames().getFirst() + ":-}";
    }

    private String version() {
        if (params.has("api_version")) {
            return params.carried("api_version", Need.OPTIONAL).orElse("");
        }
        return environment.isSet("AZURE_API_VERSION") ? environment.reference("AZURE_API_VERSION") : "";
    }

    private Connection.Google google() {
        String credentials = params.carried("vertex_credentials", Need.REQUIRED).orElse("");
        if (credentials.stripLeading().startsWith("{")) {
            params.problem(
                    "vertex_credentials",
                    "'" + params.path("vertex_credentials")
                            + "' holds the credentials themselves. Put them into a file and write its path.");
        }
        return new Connection.Google(
                params.carried("vertex_project", Need.OPTIONAL).orElse(""),
                params.carried("vertex_location", Need.OPTIONAL).orElse(""),
                credentials);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String key : List.of("headers", "extra_headers")) {
            params.mapping(key).members().forEach((name, value) -> {
                if (value instanceof Located.Scalar scalar) {
                    String path = params.path(key) + "." + name;
                    params.context()
                            .carried(scalar, path, params.name(key), Need.REQUIRED)
                            .ifPresent(text -> headers.put(name, text));
                } else {
                    params.problem(key, "'" + params.path(key) + "' must be a mapping of header names to texts.");
                }
            });
        }
        if (preset.dialect().equals("openai")) {
            params.carried("organization", Need.OPTIONAL)
                    .ifPresent(organization -> headers.put("openai-organization", organization));
        }
        return headers;
    }
}
