package dev.eclusa.app.config;

import dev.eclusa.app.google.GoogleCredentials;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.Plans;
import dev.eclusa.engine.caching.CacheSettings;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.provider.RequestSigning;
import dev.eclusa.engine.provider.Secret;
import dev.eclusa.engine.resilience.BreakerSettings;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.router.Manners;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.router.sharing.Stance;
import dev.eclusa.router.trial.Mirror;
import dev.eclusa.server.accounts.CommonPurses;
import dev.eclusa.store.DatabasePlace;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A gateway's whole configuration, checked. What is not enabled is not in it.
 *
 * @param store where state is kept
 * @param providers by name, in order
 * @param models public names, in order
 * @param aliases other names of models
 * @param routing how a deployment is chosen
 * @param pulled models that Ollama must pull where it has not got them
 * @param budgets how budgets are kept
 * @param plans limits by plan and by route
 * @param elsewhere paths that lead to other servers
 * @param cache how answers are kept; empty for not at all
 * @param later sections of later versions, as maps, lists and texts
 */
public record Configuration(
        Server server,
        Auth auth,
        Store store,
        Map<String, Provider> providers,
        List<Model> models,
        Map<String, String> aliases,
        Resilience resilience,
        Pool pool,
        LedgerUse ledger,
        Log log,
        Metrics metrics,
        Routing routing,
        Set<String> pulled,
        Budgets budgets,
        Plans plans,
        Elsewhere elsewhere,
        Optional<CacheSettings> cache,
        Map<String, Object> later) {

    /** The same with keys for providers that have none, by provider name. */
    public Configuration keyed(Map<String, String> keys) {
        if (keys.isEmpty()) {
            return this;
        }
        Map<String, Provider> known = new LinkedHashMap<>(providers);
        keys.forEach((name, key) -> known.computeIfPresent(
                name, (same, provider) -> provider.key().isEmpty() ? provider.keyed(key) : provider));
        return withProviders(known);
    }

    /** How failed attempts are repeated. */
    public RetryPolicy retry() {
        return resilience.retry();
    }

    /** How long each part of a call may take, unless a provider or deployment says otherwise. */
    public Timeouts timeouts() {
        return resilience.timeouts();
    }

    /** In short; later sections by name only, since they may hold secrets. */
    @Override
    public String toString() {
        return "Configuration[" + server + ", " + auth + ", " + store + ", providers=" + providers.values()
                + ", models=" + models + ", aliases=" + aliases + ", later=" + later.keySet() + "]";
    }

    /** The same on another address. */
    public Configuration withServer(Server other) {
        return new Configuration(
                other,
                auth,
                store,
                providers,
                models,
                aliases,
                resilience,
                pool,
                ledger,
                log,
                metrics,
                routing,
                pulled,
                budgets,
                plans,
                elsewhere,
                cache,
                later);
    }

    /** The same with other providers. */
    public Configuration withProviders(Map<String, Provider> others) {
        return new Configuration(
                server,
                auth,
                store,
                others,
                models,
                aliases,
                resilience,
                pool,
                ledger,
                log,
                metrics,
                routing,
                pulled,
                budgets,
                plans,
                elsewhere,
                cache,
                later);
    }

    /** The same with other public names. */
    public Configuration withModels(List<Model> others) {
        return new Configuration(
                server,
                auth,
                store,
                providers,
                others,
                aliases,
                resilience,
                pool,
                ledger,
                log,
                metrics,
                routing,
                pulled,
                budgets,
                plans,
                elsewhere,
                cache,
                later);
    }

    /** The same with more paths that lead elsewhere; those of the file go before them. */
    public Configuration withPassages(List<Passage> more) {
        List<Passage> all = new ArrayList<>(elsewhere.passages());
        all.addAll(more);
        return new Configuration(
                server,
                auth,
                store,
                providers,
                models,
                aliases,
                resilience,
                pool,
                ledger,
                log,
                metrics,
                routing,
                pulled,
                budgets,
                plans,
                new Elsewhere(all, elsewhere.providers()),
                cache,
                later);
    }

    /**
     * Paths that lead to other servers.
     *
     * @param passages as they are written
     * @param providers whether each provider's own API is reached below its name
     */
    public record Elsewhere(List<Passage> passages, boolean providers) {
        public Elsewhere {
            passages = List.copyOf(passages);
        }
    }

    /**
     * Where to listen and what to accept.
     *
     * @param eventLoops 0 lets the gateway choose
     * @param manners what is done as other gateways do it
     * @param origins whose pages may call from a browser
     */
    public record Server(
            String host,
            int port,
            int eventLoops,
            Duration drain,
            Manners manners,
            List<String> origins,
            Limits limits) {
        public Server {
            origins = List.copyOf(origins);
        }

        /** A server with the default limits, body and head apart. */
        public Server(String host, int port, int eventLoops, Duration drain, int largestBody, int largestHead) {
            this(
                    host,
                    port,
                    eventLoops,
                    drain,
                    Manners.OURS,
                    List.of(),
                    Limits.DEFAULT.sized(largestBody, largestHead));
        }

        /** The same on another address. */
        public Server listening(String otherHost, int otherPort) {
            return new Server(otherHost, otherPort, eventLoops, drain, manners, origins, limits);
        }

        /** Largest request body, bytes. */
        public int largestBody() {
            return limits.body();
        }

        /** Largest request head, bytes. */
        public int largestHead() {
            return limits.head();
        }

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
     * @param master what the master key may use and spend
     */
    public record Auth(String masterKey, boolean required, List<Key> keys, Allowance master) {
        /** The name of the master key in accounts. */
        public static final String MASTER = "master";

        /** What keys may use and spend, of those that are limited, by name. */
        public Map<String, Allowance> limited() {
            Map<String, Allowance> limited = new LinkedHashMap<>();
            keys.stream()
                    .filter(key -> key.allowance().limitsAnything())
                    .forEach(key -> limited.put(key.name(), key.allowance()));
            if (master.limitsAnything()) {
                limited.put(MASTER, master);
            }
            return limited;
        }

        /**
         * A configured key.
         *
         * @param models what it may call; empty is all
         * @param allowance what it may use and spend
         */
        public record Key(String name, String key, List<String> models, Allowance allowance) {
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
     * How budgets are kept.
     *
     * @param pricedOnly whether calls that a budget pays for only go where the price is known
     * @param zone whose midnight begins a day
     */
    public record Budgets(boolean pricedOnly, ZoneId zone, CommonPurses.Configured purses) {}

    /**
     * Where accounts, the ledger and what gateways share are kept.
     *
     * @param database of accounts and calls
     * @param redis URL, which may hold a password; empty for none
     * @param withoutRedis what becomes of calls under limits while Redis does not answer
     */
    public record Store(DatabasePlace database, String redis, Stance withoutRedis) {
        /** A file in the data directory, shared with nobody. */
        public static final Store DEFAULT = new Store(DatabasePlace.usual(), "", Stance.LOCAL);

        @Override
        public String toString() {
            return "Store[" + database + (redis.isEmpty() ? "" : ", redis") + "]";
        }
    }

    /**
     * A provider.
     *
     * @param key empty when none
     * @param headers sent with every call
     * @param forwarded client headers it may see
     * @param maxConcurrent most calls at a time; empty is unlimited
     * @param priority larger is preferred
     * @param dataRegion where it keeps data; empty when not said
     * @param simulated how the simulated provider behaves
     * @param google what proves to Google who we are; empty for all others
     * @param signing what requests to Amazon are signed with; empty where a key is sent, and for all others
     */
    public record Provider(
            String name,
            Preset preset,
            String baseUrl,
            String key,
            Map<String, String> headers,
            List<String> forwarded,
            Timeouts timeouts,
            boolean enabled,
            OptionalInt maxConcurrent,
            int priority,
            String dataRegion,
            Simulated simulated,
            Optional<GoogleCredentials> google,
            boolean guarded,
            Optional<RequestSigning> signing) {
        /** An enabled provider that says no more. */
        public Provider(
                String name,
                Preset preset,
                String baseUrl,
                String key,
                Map<String, String> headers,
                List<String> forwarded,
                Timeouts timeouts) {
            this(
                    name,
                    preset,
                    baseUrl,
                    key,
                    headers,
                    forwarded,
                    timeouts,
                    true,
                    OptionalInt.empty(),
                    0,
                    "",
                    Simulated.DEFAULT,
                    Optional.empty(),
                    false,
                    Optional.empty());
        }

        /** The same with a key. */
        public Provider keyed(String other) {
            return new Provider(
                    name,
                    preset,
                    baseUrl,
                    other,
                    headers,
                    forwarded,
                    timeouts,
                    enabled,
                    maxConcurrent,
                    priority,
                    dataRegion,
                    simulated,
                    google,
                    guarded,
                    signing);
        }

        /** The same at another URL. */
        public Provider at(String url) {
            return new Provider(
                    name,
                    preset,
                    url,
                    key,
                    headers,
                    forwarded,
                    timeouts,
                    enabled,
                    maxConcurrent,
                    priority,
                    dataRegion,
                    simulated,
                    google,
                    guarded,
                    signing);
        }

        /** The same under another name, at an address that came in a request. */
        public Provider added(String otherName) {
            return new Provider(
                    otherName,
                    preset,
                    baseUrl,
                    key,
                    headers,
                    forwarded,
                    timeouts,
                    enabled,
                    maxConcurrent,
                    priority,
                    dataRegion,
                    simulated,
                    google,
                    true,
                    signing);
        }

        /** The same, proving itself to Google. */
        public Provider of(GoogleCredentials credentials) {
            return new Provider(
                    name,
                    preset,
                    baseUrl,
                    key,
                    headers,
                    forwarded,
                    timeouts,
                    enabled,
                    maxConcurrent,
                    priority,
                    dataRegion,
                    simulated,
                    Optional.of(credentials),
                    guarded,
                    signing);
        }

        /** The same, its requests signed. */
        public Provider signed(RequestSigning with) {
            return new Provider(
                    name,
                    preset,
                    baseUrl,
                    key,
                    headers,
                    forwarded,
                    timeouts,
                    enabled,
                    maxConcurrent,
                    priority,
                    dataRegion,
                    simulated,
                    google,
                    guarded,
                    Optional.of(with));
        }

        /** As the engine knows it. */
        public ProviderDefinition definition() {
            Optional<Secret> secret = key.isEmpty() ? Optional.empty() : Optional.of(new Secret(key));
            return new ProviderDefinition(
                    name, preset, baseUrl, secret, headers, forwarded, enabled, timeouts, guarded, signing);
        }

        @Override
        public String toString() {
            return name + " (" + preset.name() + ")";
        }
    }

    /**
     * How the simulated provider behaves.
     *
     * @param latency pause before the first token
     * @param tokenRate tokens a second; 0 is at once
     * @param errorRate share of calls that fail, 0 to 1
     */
    public record Simulated(Duration latency, BigDecimal tokenRate, BigDecimal errorRate) {
        /** Answers at once, always. */
        public static final Simulated DEFAULT = new Simulated(Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * A public name and the deployments that serve it.
     *
     * @param fallbacks names to try when all of them failed
     * @param strategy how one of equal order is chosen; empty for the gateway's
     * @param mirror where copies of its calls go; empty for nowhere
     */
    public record Model(
            String name,
            List<Deployment> deployments,
            List<String> fallbacks,
            String strategy,
            Optional<Mirror> mirror) {
        /** The same, served by these too. */
        public Model and(List<Deployment> more) {
            return with(Stream.concat(deployments.stream(), more.stream()).toList(), fallbacks);
        }

        /** The same served by others, with other fallbacks. */
        Model with(List<Deployment> others, List<String> otherFallbacks) {
            return new Model(name, others, otherFallbacks, strategy, mirror);
        }
    }

    /**
     * A provider's model.
     *
     * @param order lower is tried first
     * @param weight share within an order; 0 takes no new calls
     * @param price empty where the catalog's holds
     * @param capabilities empty where the catalog's hold
     * @param thinkTags whether inline {@code <think>} is thinking
     * @param id what the operator calls it; empty for nothing
     */
    public record Deployment(
            String provider,
            String model,
            int order,
            int weight,
            Optional<Price> price,
            Optional<Capabilities> capabilities,
            Quota quota,
            int priority,
            String tier,
            String region,
            Optional<Timeouts> timeouts,
            boolean thinkTags,
            boolean enabled,
            String id) {
        /** The same, of another provider. */
        public Deployment of(String other) {
            return new Deployment(
                    other,
                    model,
                    order,
                    weight,
                    price,
                    capabilities,
                    quota,
                    priority,
                    tier,
                    region,
                    timeouts,
                    thinkTags,
                    enabled,
                    id);
        }

        /** Most tokens it can generate, where declared. */
        public OptionalLong maxOutput() {
            return capabilities.map(Capabilities::maxOutput).orElse(OptionalLong.empty());
        }

        /** Whether it is declared to reason. */
        public Optional<Boolean> reasons() {
            return capabilities.map(Capabilities::reasoning);
        }
    }

    /** How much a deployment takes; empty is unlimited. */
    public record Quota(OptionalInt maxConcurrent, OptionalInt requestsAMinute, OptionalInt tokensAMinute) {}

    /** What a deployment is declared to do. */
    public record Capabilities(
            String type,
            boolean vision,
            boolean tools,
            boolean json,
            boolean reasoning,
            OptionalLong context,
            OptionalLong maxOutput) {}

    /**
     * What happens when a provider fails.
     *
     * @param retryBudget retries per call allowed on the average
     */
    public record Resilience(BreakerSettings breaker, RetryPolicy retry, BigDecimal retryBudget, Timeouts timeouts) {}

    /**
     * Connections to providers, of one event loop.
     *
     * @param maxKeepalive most that are kept while idle
     */
    public record Pool(int maxConnections, Duration keepAlive, int maxKeepalive) {
        /** A pool that keeps the usual number of idle connections. */
        public Pool(int maxConnections, Duration keepAlive) {
            this(maxConnections, keepAlive, 200);
        }
    }

    /**
     * How the ledger is kept.
     *
     * @param serveWhenFull whether calls that cannot be recorded are served unaccounted, not refused
     * @param force how often the journal is forced to disk
     * @param retention how long rows are kept; zero for good
     */
    public record LedgerUse(boolean serveWhenFull, Duration force, Duration retention) {}

    /**
     * What is logged.
     *
     * @param level trace, debug, info, warn or error
     * @param format human, json or gcp
     * @param file empty for standard error only
     * @param audit management, or all
     */
    public record Log(String level, String format, String file, String audit) {
        /** The contract's defaults. */
        public static final Log DEFAULT = new Log("info", "human", "", "management");
    }

    /**
     * What {@code /metrics} shows, and to whom.
     *
     * @param enabled whether there are any
     * @param open whether they can be read without a key
     * @param litellm whether LiteLLM's families are shown too
     * @param labels of calls, beside those there always are
     */
    public record Metrics(boolean enabled, boolean open, boolean litellm, List<String> labels) {
        public Metrics {
            labels = List.copyOf(labels);
        }
    }
}
