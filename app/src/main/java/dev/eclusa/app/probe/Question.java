package dev.eclusa.app.probe;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.probe.Availability.State;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.MalformedAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A provider's list of models, as a question to be sent and an answer to be read. */
final class Question {
    private static final Set<String> CLIENTS_OWN =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private final Configuration.Provider provider;
    private final Preset preset;

    Question(Configuration.Provider provider) {
        this.provider = provider;
        this.preset = provider.preset();
    }

    /** Whether it is a cloud provider, which answer nobody without a key. */
    boolean lacksKey() {
        return provider.key().isEmpty()
                && !preset.local()
                && !preset.keyNames().isEmpty()
                && provider.headers().isEmpty();
    }

    String keyAdvice() {
        return "Set "
                + (preset.keyNames().isEmpty() ? "api_key" : preset.keyNames().getFirst() + ", or api_key")
                + " of the provider '" + provider.name() + "'.";
    }

    /** The path of its list; its root where it has none. */
    String listPath() {
        if (preset.modelsPath().isEmpty()) {
            return "/";
        }
        String all = switch (preset.dialect()) {
            case "anthropic" -> "?limit=1000";
            case "gemini" -> "?pageSize=1000";
            case "cohere" -> "?page_size=1000";
            default -> "";
        };
        return where().modelsPath(preset) + all;
    }

    /** A path below the versioned base URL. */
    String path(String below) {
        return URI.create(where().versioned()).getRawPath() + below;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address() + path)).GET();
        endpoint().headers().forEach((name, value) -> {
            if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, value);
            }
        });
        return request;
    }

    /** Scheme, host and port, nothing that could hold a secret. */
    String address() {
        if (preset.isSimulated()) {
            return "here";
        }
        Target.Endpoint endpoint = endpoint();
        return (endpoint.secure() ? "https://" : "http://")
                + endpoint.host()
                + (endpoint.port() == (endpoint.secure() ? 443 : 80) ? "" : ":" + endpoint.port());
    }

    private Target.Endpoint endpoint() {
        return where().endpoint(preset, "", provider.key(), provider.headers(), List.of());
    }

    private ProviderAddress where() {
        return new ProviderAddress(preset, provider.baseUrl());
    }

    Availability read(int status, byte[] body, long millis) {
        if (status == 401 || status == 403) {
            return answer(State.KEY_REFUSED, millis, "refuses the key (status " + status + ")", keyAdvice());
        }
        if (preset.modelsPath().isEmpty()) {
            return answer(State.ANSWERS, millis, "answers; it lists no models, so the key was not tried", "");
        }
        if (status == 404 || status == 405) {
            return answer(State.ANSWERS, millis, "answers, but has no list of models there", wrongPlaceAdvice());
        }
        return status == 200 ? listed(body, millis) : unexpected(status, millis);
    }

    private Availability listed(byte[] body, long millis) {
        try {
            List<String> models = ModelIds.of(body);
            return new Availability(
                    provider.name(), preset.name(), address(), State.AVAILABLE, millis, models, models(models), "");
        } catch (MalformedAnswer unreadable) {
            return answer(
                    State.UNEXPECTED, millis, "answers with something that is no list of models", wrongPlaceAdvice());
        }
    }

    private static String models(List<String> models) {
        return models.size() + (models.size() == 1 ? " model" : " models") + ".";
    }

    private Availability unexpected(int status, long millis) {
        String advice = status == 429
                ? "It limits the rate of calls; wait, or look at the account's limits."
                : status >= 500 ? "It has trouble of its own; look at its status page." : wrongPlaceAdvice();
        return answer(State.UNEXPECTED, millis, "answers with status " + status, advice);
    }

    private String wrongPlaceAdvice() {
        return "Is base_url of the provider '" + provider.name() + "' right?";
    }

    Availability silent(IOException reason, Duration patience, long millis) {
        return answer(
                State.UNREACHABLE,
                millis,
                NetworkTrouble.of(reason, address(), patience),
                preset.name().equals("ollama")
                        ? "Start it with 'ollama serve', or set OLLAMA_BASE_URL."
                        : "Is base_url right, and may this machine reach it?");
    }

    Availability answer(State state, long millis, String detail, String advice) {
        return new Availability(provider.name(), preset.name(), address(), state, millis, List.of(), detail, advice);
    }
}
