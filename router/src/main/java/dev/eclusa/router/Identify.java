package dev.eclusa.router;

import java.util.Optional;

/** Tells who a key belongs to. */
@FunctionalInterface
public interface Identify {
    /**
     * The caller of a key.
     *
     * @param key as the client sent it, empty when it sent none
     * @return empty when the key is missing, unknown, expired or revoked
     */
    Optional<Caller> caller(String key);
}
