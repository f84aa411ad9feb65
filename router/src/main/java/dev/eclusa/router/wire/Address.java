package dev.eclusa.router.wire;

/**
 * Where a provider listens.
 *
 * @param host name or address, without brackets
 * @param port TCP port
 * @param secure whether over TLS
 * @param guarded whether it may not lead into the machine's own network: see {@link Guard}
 */
public record Address(String host, int port, boolean secure, boolean guarded) {
    /** One that the operator wrote down. */
    public Address(String host, int port, boolean secure) {
        this(host, port, secure, false);
    }
}
