package dev.eclusa.core.cache;

/**
 * What makes two questions the same one.
 *
 * @param tenant organization whose answers nobody else is given; empty for callers of none
 * @param namespace a part of the tenant's answers that a caller sets apart; empty for the usual one
 * @param model the name that was asked for
 * @param digest of everything else that may change the answer
 */
public record CacheKey(String tenant, String namespace, String model, String digest) {
    /** One word for all of it, as clients are shown it. */
    public String text() {
        return digest;
    }
}
