package dev.eclusa.app.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Why an address does not answer, in words. */
final class NetworkTrouble {
    private NetworkTrouble() {}

    static String of(IOException reason, String address, Duration patience) {
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "its host name is not known to this machine: " + address;
            }
        }
        return switch (reason) {
            case HttpTimeoutException late -> "no answer from " + address + " within " + patience.toMillis() + " ms";
            case ConnectException refused -> "nothing answers at " + address;
            case SSLException distrust -> "no TLS connection to " + address + ": its certificate is not trusted here";
            case IOException broken -> "the connection to " + address + " broke off";
        };
    }
}
