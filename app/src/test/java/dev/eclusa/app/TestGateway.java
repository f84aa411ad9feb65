package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.router.CallListener;
import dev.eclusa.store.CallQuery;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway over real sockets for one test: a configuration as text, a data directory, keys that are known. */
final class TestGateway implements AutoCloseable {
    static final String MASTER = "sk-test-master";
    static final String LIMITED = "sk-test-limited";

    private final Gateway gateway;

    private TestGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /** A gateway in front of providers by name, one model `m` with a deployment on each, in order. */
    static TestGateway before(Path data, String more, Map<String, Integer> providers) {
        StringBuilder yaml = new StringBuilder("server: { port: 0 }\nauth:\n  master_key: " + MASTER
                + "\n  keys: [ { name: limited, key: " + LIMITED + ", models: [other] } ]\nproviders:\n");
        StringBuilder deployments = new StringBuilder();
        providers.forEach((name, port) -> {
            yaml.append("  ")
                    .append(name)
                    .append(": { preset: openai, base_url: \"http://127.0.0.1:")
                    .append(port)
                    .append("\", api_key: upstream-secret }\n");
            deployments
                    .append("      - { provider: ")
                    .append(name)
                    .append(", model: real-model, price: { input: 1, cached_input: 0.5, output: 2 } }\n");
        });
        yaml.append("models:\n  - name: m\n    deployments:\n").append(deployments);
        return of(data, yaml + more);
    }

    static TestGateway of(Path data, String yaml) {
        return of(data, yaml, CallListener.NONE);
    }

    static TestGateway of(Path data, String yaml, CallListener calls) {
        return of(data, load(yaml), calls);
    }

    /** A gateway in an environment of its own. */
    static TestGateway in(Path data, Map<String, String> environment, String yaml) {
        return of(data, load(environment, yaml), CallListener.NONE);
    }

    /** A gateway that serves what was LiteLLM's configuration. */
    static TestGateway dropIn(Path data, String yaml) {
        return of(data, load(yaml.replaceFirst("server: \\{", "server: { litellm: true,")), CallListener.NONE);
    }

    private static Configuration load(String yaml) {
        return load(Map.of(), yaml);
    }

    private static Configuration load(Map<String, String> environment, String yaml) {
        var result = new ConfigurationLoader(environment).load("test.yaml", yaml);
        return switch (result) {
            case ConfigurationLoader.Result.Loaded loaded -> loaded.configuration();
            case ConfigurationLoader.Result.Rejected rejected ->
                throw new IllegalArgumentException(rejected.problems().toString());
        };
    }

    private static TestGateway of(Path data, Configuration configuration, CallListener calls) {
        byte[] secret = new byte[32];
        return new TestGateway(Gateway.start(configuration, data, Gateway.Keys.configured(secret), calls));
    }

    int port() {
        return gateway.port();
    }

    /** Posts a chat body with the master key and reads the whole answer. */
    Response chat(String body) {
        return post("/v1/chat/completions", body, "Authorization", "Bearer " + MASTER);
    }

    Response post(String path, String body, String... headers) {
        List<Header> all = new ArrayList<>(Header.list(headers));
        all.add(new Header("Content-Type", "application/json"));
        try (RawClient client = RawClient.connect(port())) {
            return client.request("POST", path, all, body).read();
        }
    }

    Response get(String path, String key) {
        try (RawClient client = RawClient.connect(port())) {
            return client.get(path, key).read();
        }
    }

    Response delete(String path, String key) {
        try (RawClient client = RawClient.connect(port())) {
            return client.request("DELETE", path, Header.list("Authorization", "Bearer " + key), "")
                    .read();
        }
    }

    /** Every row of the ledger, however many. */
    List<CallRow> allRows() {
        gateway.ledger().flush();
        return gateway.ledger().calls(CallQuery.newest(100_000));
    }

    /** The last hundred rows of the ledger, newest first. */
    List<CallRow> rows() {
        gateway.ledger().flush();
        return gateway.ledger().calls(CallQuery.newest(100));
    }

    @Override
    public void close() {
        gateway.close();
    }
}
