package dev.eclusa.router.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * What an address that came in a request may not lead to: link-local addresses (RFC 3927, RFC 4291), where clouds keep their
 * metadata, and the metadata addresses that are none (AWS over IPv6, Alibaba; the vendors' documentation, November 2026).
 */
public final class Guard {
    private static final Set<InetAddress> METADATA = Set.of(of("fd00:ec2::254"), of("100.100.100.200"));

    private Guard() {}

    /** Whether an address, as it was resolved, is forbidden. */
    public static boolean forbids(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address);
    }

    private static InetAddress of(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(literal, impossible);
        }
    }
}
