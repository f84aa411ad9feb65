package dev.eclusa.server.manage.routing;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.routing.Capability;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A model that can be called.
 *
 * @param id as its provider calls it
 * @param name as callers write it
 * @param provider configured name
 * @param capabilities what it can do; empty when unknown
 * @param status {@code available}, {@code unavailable} or {@code stale}, when its provider no longer answers
 * @param source {@code configured}, {@code catalog} or {@code discovered}
 */
public record KnownModel(
        String id,
        String name,
        String provider,
        Optional<Price> price,
        OptionalLong contextWindow,
        OptionalLong maxOutput,
        Optional<Set<Capability>> capabilities,
        String status,
        String source) {
    /** Whether it can, as far as is known; what is unknown counts as not. */
    boolean can(Capability capability) {
        return capabilities.isPresent() && capabilities.get().contains(capability);
    }

    /** Whether it answers conversations; taken for granted where nothing is known. */
    boolean chats() {
        return capabilities.isEmpty() || capabilities.get().contains(Capability.CHAT);
    }
}
