package dev.eclusa.router;

import dev.eclusa.core.ledger.Ledger;
import dev.eclusa.engine.accounting.Limiter;
import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Timeouts;
import java.util.Optional;

/**
 * What every call of a configuration shares; immutable, swapped whole.
 *
 * @param dialects the wire formats
 * @param identify who a key belongs to
 * @param purses what else limits calls than who stands above their keys
 * @param limiter lets calls in under the limits of those above a key
 * @param routes where a model name leads
 * @param ledger where calls are accounted
 * @param serveWithoutLedger whether calls are answered when the ledger cannot record them
 * @param retry how failed attempts are repeated
 * @param timeouts where a deployment has none of its own
 * @param routing how a deployment is chosen
 * @param limits beyond which a call is refused
 * @param loaded which local models need not be loaded first
 * @param calls told of every call that settled
 * @param manners what is done as other gateways do it
 * @param copies what becomes of copies of calls
 * @param cache answers kept for whoever asks the same; empty for none
 */
public record GatewaySettings(
        Dialects dialects,
        Identify identify,
        Purses purses,
        Limiter limiter,
        Routes routes,
        Ledger ledger,
        boolean serveWithoutLedger,
        RetryPolicy retry,
        Timeouts timeouts,
        Routing routing,
        CallLimits limits,
        LoadedModels loaded,
        CallListener calls,
        Manners manners,
        Copies copies,
        Optional<AnswerCache> cache) {

    /** For calls the gateway makes itself for somebody it knows: told to one listener more, neither copied again nor answered from memory. */
    public GatewaySettings onBehalfOf(Caller caller, CallListener also) {
        return new GatewaySettings(
                dialects,
                key -> Optional.of(caller),
                purses,
                limiter,
                routes,
                ledger,
                serveWithoutLedger,
                retry,
                timeouts,
                routing,
                limits,
                loaded,
                calls.and(also),
                manners,
                Copies.NONE,
                Optional.empty());
    }
}
