package dev.eclusa.router.wire;

/**
 * Where a provider listens.
 *
 * @param host name or address, without brackets
 * @param port TCP port
 * @param secure whether over TLS
 */
public record Address(String host, int port, boolean secure) {}
