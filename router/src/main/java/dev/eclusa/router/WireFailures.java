package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfProvider.Kind;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.router.wire.ConnectionClosed;
import dev.eclusa.router.wire.MalformedAnswer;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Names what went wrong on the wire, without addresses or library words. */
final class WireFailures {
    private WireFailures() {}

    static Failure.OfProvider of(Throwable cause, Target target) {
        String provider = "The provider '" + target.provider() + "' ";
        return switch (cause) {
            case UnknownHostException unknown -> unreachable(provider + "has a host name that cannot be resolved.");
            case ConnectException refused -> unreachable(provider + "refused the connection or could not be reached.");
            case SSLException tls -> unreachable(provider + "could not be trusted: the TLS handshake failed.");
            case MalformedAnswer malformed ->
                Failure.OfProvider.of(Kind.MALFORMED, provider + "broke HTTP: " + malformed.getMessage());
            case ConnectionClosed closed ->
                Failure.OfProvider.of(
                        Kind.MALFORMED, provider + "closed the connection before the answer was complete.");
            default -> Failure.OfProvider.of(Kind.MALFORMED, provider + "broke off the exchange.");
        };
    }

    private static Failure.OfProvider unreachable(String message) {
        return Failure.OfProvider.of(Kind.UNREACHABLE, message);
    }
}
