package dev.eclusa.core.audit;

import java.util.List;

/** Entries as they are kept, newest first. */
public record AuditPage(List<Kept> entries) {
    /**
     * An entry in its place.
     *
     * @param number rising without a gap
     * @param hash SHA-256 of the hash before it and of what it says, hexadecimal
     */
    public record Kept(long number, AuditEntry entry, String hash) {}
}
