package dev.eclusa.app.config;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A gateway's whole configuration, checked.
 *
 * @param providers by name, in order
 * @param models public names, in order
 * @param aliases other names of models
 */
public record Configuration(
        Server server,
        Auth auth,
        Map<String, Provider> providers,
        List<Model> models,
        Map<String, String> aliases,
        RetryPolicy retry,
        Timeouts timeouts,
        Pool pool,
        LedgerUse ledger) {

    /**
     * Where to listen and what to accept.
     *
     * @param eventLoops 0 lets the gateway choose
     * @param largestBody bytes
     * @param largestHead bytes
     */
    public record Server(String host, int port, int eventLoops, Duration drain, int largestBody, int largestHead) {
        /** Whether only this machine can reach it. */
        public boolean isLoopback() {
            return host.equals("localhost") || host.equals("::1") || host.equals("[::1]") || host.startsWith("127.");
        }
    }

    /**
     * Who may call.
     *
     * @param masterKey empty when none was configured
     * @param required whether a call without key is refused
     */
    public record Auth(String masterKey, boolean required, List<Key> keys) {
        /**
         * A configured key.
         *
         * @param models what it may call; empty is all
         */
        public record Key(String name, String key, List<String> models) {
            @Override
            public String toString() {
                return name;
            }
        }

        @Override
        public String toString() {
            return "Auth[required=" + required + ", keys=" + keys + "]";
        }
    }

    /**
     * A provider.
     *
     * @param key empty when none
     * @param headers sent with every call
     * @param forwarded client headers it may see
     */
    public record Provider(
            String name,
            Preset preset,
            String baseUrl,
            String key,
            Map<String, String> headers,
            List<String> forwarded,
            Timeouts timeouts) {
        @Override
        public String toString() {
            return name + " (" + preset.name() + ")";
        }
    }

    /**
     * A public name and the deployments that serve it.
     *
     * @param fallbacks names to try when all of them failed
     */
    public record Model(String name, List<Deployment> deployments, List<String> fallbacks) {}

    /**
     * A provider's model.
     *
     * @param order lower is tried first
     * @param weight larger is tried first within an order, until routing is richer
     */
    public record Deployment(
            String provider,
            String model,
            int order,
            int weight,
            Optional<Price> price,
            OptionalLong maxOutput,
            Optional<Boolean> reasons) {}

    /** Connections to providers, of one event loop. */
    public record Pool(int maxConnections, Duration keepAlive) {}

    /** What happens when the ledger cannot record: refuse calls, or serve them unaccounted. */
    public record LedgerUse(boolean serveWhenFull, Duration force) {}
}
