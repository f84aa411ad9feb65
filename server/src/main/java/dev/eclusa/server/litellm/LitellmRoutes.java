package dev.eclusa.server.litellm;

import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.router.Dialects;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.manage.HealthRoute;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.store.LedgerStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** LiteLLM's management API, but for keys, users, teams, organizations, budgets and tags: those are accounts. */
public final class LitellmRoutes {
    private LitellmRoutes() {}

    /**
     * What they answer from.
     *
     * @param keyName how the ledger calls a key, by the key itself or its hash
     * @param active how many requests are under way
     * @param added models that are added while serving
     * @param passages paths that lead to other servers
     * @param cache answers that are kept; empty for none
     */
    public record Parts(
            LedgerStore ledger,
            AccountBook book,
            Routes routes,
            Dialects dialects,
            UnaryOperator<String> keyName,
            IntSupplier active,
            Facts facts,
            AddedModels added,
            AddedPassages passages,
            Optional<AnswerCache> cache,
            InstantSource clock) {
        Deployments deployments() {
            return new Deployments(routes);
        }
    }

    /**
     * What the configuration says that may be shown.
     *
     * @param version of the gateway
     * @param strategy how deployments are chosen where a model says nothing
     * @param retries how often a failed attempt is repeated
     * @param timeoutSeconds longest time of a call
     * @param general settings by LiteLLM's names
     * @param prometheus whether figures are told under LiteLLM's names
     */
    public record Facts(
            String version, String strategy, int retries, long timeoutSeconds, ObjectNode general, boolean prometheus) {
        Hearers hearers() {
            return new Hearers(prometheus);
        }
    }

    /** The routes by path. */
    public static Map<String, ManagementRoute> table(Parts parts) {
        Deployments deployments = parts.deployments();
        Prompts prompts = new Prompts(parts.dialects());
        RouterView router = new RouterView(deployments, parts.facts());
        Endpoints endpoints = new Endpoints(deployments, parts.clock());
        Map<String, ManagementRoute> table = new HashMap<>(AbsentRoutes.table());
        table.putAll(RootRoutes.table(parts.active()));
        table.putAll(new CacheRoutes(parts.cache()).table());
        table.putAll(router.table());
        table.putAll(new ConfigurationRoutes(parts.facts(), router).table());
        table.putAll(new HealthRoutes(parts, endpoints).table());
        table.putAll(new ModelInfoRoutes(deployments, parts.book()).table());
        table.putAll(new ModelChangeRoutes(parts).table());
        table.putAll(new CredentialRoutes(parts).table());
        table.putAll(new PassThroughRoutes(parts).table());
        table.putAll(new UtilsRoutes(deployments, parts.dialects(), prompts).table());
        table.putAll(new CostRoutes(deployments, prompts).table());
        table.putAll(new SpendLogRoutes(parts).table());
        table.putAll(new SpendRoutes(parts).table());
        table.putAll(new TagSpendRoutes(parts).table());
        table.putAll(new GlobalRoutes(parts).table());
        table.putAll(new ActivityRoutes(parts).table());
        table.put("/audit", new AuditLogsRoute(parts.ledger().audit()));
        table.put("/provider/budgets", new ProviderBudgetsRoute(parts.book()));
        return table;
    }

    /** {@code GET /routes}: what is in a table. */
    public static ManagementRoute listing(Map<String, ManagementRoute> table) {
        return RootRoutes.listing(table);
    }

    /** {@code GET /health} with LiteLLM's fields, for keys only. */
    public static ManagementRoute health(HealthRoute plain, Parts parts) {
        return new EndpointsHealthRoute(plain, new Endpoints(parts.deployments(), parts.clock()));
    }
}
