package dev.eclusa.engine.routing;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.provider.Quirk;
import dev.eclusa.engine.provider.RequestSigning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One deployment a call may be sent to: a provider's model behind a credential.
 *
 * @param provider configured provider name
 * @param model the provider's model id
 * @param dialect name of the dialect the provider speaks
 * @param endpoint where it is and what proves who we are
 * @param price what it charges; empty when unknown
 * @param contextWindow tokens of prompt and answer together, where known
 * @param maxOutput most tokens it can generate, where known
 * @param reasons whether it is declared to reason
 * @param quirks names of the provider's quirks
 * @param timeouts its own, or the gateway's
 */
public record Target(
        String provider,
        String model,
        String dialect,
        Endpoint endpoint,
        Optional<Price> price,
        OptionalLong contextWindow,
        OptionalLong maxOutput,
        boolean reasons,
        Set<String> quirks,
        Timeouts timeouts) {

    /** The dialect that some providers speak beside their own. */
    private static final String RESPONSES = "responses";

    /** How logs and explanations call it: {@code provider/model}. */
    public String name() {
        return provider + "/" + model;
    }

    /** Whether its provider speaks a dialect: its own, or one beside it. */
    public boolean speaks(String other) {
        return dialect.equals(other) || (other.equals(RESPONSES) && quirks.contains(Quirk.SPEAKS_RESPONSES.name()));
    }

    /** The form its provider takes texts to make vectors of: its dialect's, or one of its own. */
    public String embedsIn() {
        return quirks.contains(Quirk.EMBEDS_BY_PREDICTION.name()) ? "vertex" : dialect;
    }

    /** The same as it is called in a dialect that its provider speaks. */
    public Target spokenIn(String other) {
        return other.equals(dialect)
                ? this
                : new Target(
                        provider,
                        model,
                        other,
                        endpoint.at(ProviderAddress.responses(endpoint.callPath())),
                        price,
                        contextWindow,
                        maxOutput,
                        reasons,
                        quirks,
                        timeouts);
    }

    /** The same with another path for streams. */
    public Target streamedAs(String path) {
        return at(endpoint.streamedAs(path));
    }

    /** The same with another path for calls that are not streamed. */
    public Target calledAs(String path) {
        return at(endpoint.calledAs(path));
    }

    private Target at(Endpoint other) {
        return new Target(provider, model, dialect, other, price, contextWindow, maxOutput, reasons, quirks, timeouts);
    }

    /**
     * Where a provider is reached.
     *
     * @param secure whether over TLS
     * @param host name or address
     * @param port TCP port
     * @param callPath path and query of a call that is not streamed
     * @param streamPath path and query of a streamed call; the same in most dialects
     * @param headers sent with every call, credentials among them
     * @param forwarded names of client headers this provider may see, lower case
     * @param guarded whether the address came in a request, so that it may not lead into the machine's own network
     * @param signing what each request is signed with; empty where a header is proof enough
     */
    public record Endpoint(
            boolean secure,
            String host,
            int port,
            String callPath,
            String streamPath,
            Map<String, String> headers,
            List<String> forwarded,
            boolean guarded,
            Optional<RequestSigning> signing) {
        /** One that the operator wrote down. */
        public Endpoint(
                boolean secure,
                String host,
                int port,
                String callPath,
                String streamPath,
                Map<String, String> headers,
                List<String> forwarded) {
            this(secure, host, port, callPath, streamPath, headers, forwarded, false, Optional.empty());
        }

        /** The same, guarded. */
        public Endpoint guard() {
            return new Endpoint(secure, host, port, callPath, streamPath, headers, forwarded, true, signing);
        }

        /** The same, its requests signed. */
        public Endpoint signed(RequestSigning with) {
            return new Endpoint(
                    secure, host, port, callPath, streamPath, headers, forwarded, guarded, Optional.of(with));
        }

        Endpoint streamedAs(String path) {
            return new Endpoint(secure, host, port, callPath, path, headers, forwarded, guarded, signing);
        }

        Endpoint at(String path) {
            return new Endpoint(secure, host, port, path, path, headers, forwarded, guarded, signing);
        }

        Endpoint calledAs(String path) {
            return new Endpoint(secure, host, port, path, streamPath, headers, forwarded, guarded, signing);
        }

        @Override
        public String toString() {
            return (secure ? "https://" : "http://") + host + ":" + port + callPath.replaceFirst("\\?.*", "");
        }
    }
}
