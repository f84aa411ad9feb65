package dev.eclusa.core.audit;

/** Takes entries without making anybody wait. */
@FunctionalInterface
public interface AuditLog {
    /** Keeps nothing. */
    AuditLog NONE = entry -> {};

    /** Notes an entry. */
    void note(AuditEntry entry);
}
