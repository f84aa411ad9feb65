package dev.eclusa.acceptance;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.eclusa.app.Gateway;
import dev.eclusa.app.config.ConfigurationLoader;
import java.nio.file.Path;
import java.util.Map;

/** A gateway for the official clients to call. */
final class RunningGateway implements AutoCloseable {
    static final String KEY = "sk-acceptance";

    private final Gateway gateway;

    private RunningGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /** One with these providers, a YAML mapping in flow style. */
    static RunningGateway before(Path data, String providers) {
        var loaded = new ConfigurationLoader(Map.of())
                .load(
                        "test.yaml",
                        "server: { port: 0 }\nauth: { master_key: " + KEY + " }\nproviders: " + providers + "\n");
        return switch (loaded) {
            case ConfigurationLoader.Result.Loaded usable ->
                new RunningGateway(Gateway.start(usable.configuration(), data, Gateway.Keys.configured(new byte[32])));
            case ConfigurationLoader.Result.Rejected rejected ->
                throw new IllegalArgumentException(rejected.problems().toString());
        };
    }

    OpenAIClient openAi(String key) {
        return openAi("http://127.0.0.1:" + gateway.port() + "/v1", key);
    }

    static OpenAIClient openAi(String url, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(url)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    AnthropicClient anthropic(String key) {
        return anthropic("http://127.0.0.1:" + gateway.port(), key);
    }

    static AnthropicClient anthropic(String url, String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(url)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
