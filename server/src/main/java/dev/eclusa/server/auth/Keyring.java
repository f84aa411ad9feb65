package dev.eclusa.server.auth;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.router.Caller;
import dev.eclusa.router.Identify;
import dev.eclusa.router.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The gateway's keys as keyed hashes (HMAC-SHA-256, RFC 2104): a raw key is kept nowhere, and comparing takes the same time
 * whatever was sent.
 */
public final class Keyring implements Identify {
    private final KeyedHash hashes;
    private final boolean required;
    private final Map<Long, Entry> byPrefix = new HashMap<>();
    private Function<byte[], Optional<Caller>> others = hash -> Optional.empty();
    private Function<byte[], Failure.OfCaller.Reason> why = hash -> Failure.OfCaller.Reason.KEY_UNKNOWN;
    private Function<String, Optional<Caller>> takenOver = key -> Optional.empty();
    private Function<String, Optional<Failure.OfCaller.Reason>> whyTakenOver = key -> Optional.empty();
    private Optional<Supplier<CompletionStage<Void>>> refresh = Optional.empty();

    private record Entry(byte[] hash, Caller caller) {}

    /**
     * An empty ring.
     *
     * @param secret the server's secret, 32 bytes
     * @param required whether a call without key is refused
     */
    public Keyring(byte[] secret, boolean required) {
        this.hashes = new KeyedHash(secret);
        this.required = required;
    }

    /** Adds a key; only its hash is kept. Not to be called once calls are served. */
    public Keyring with(String key, Caller caller) {
        return withHash(hash(key), caller);
    }

    /** Adds a key by its hash, as {@link #hash} made it. */
    public Keyring withHash(byte[] hash, Caller caller) {
        byPrefix.put(prefix(hash), new Entry(hash.clone(), caller));
        return this;
    }

    /**
     * Gives every key on the ring an owner. Not to be called once calls are served.
     *
     * @param masters of the master key, by its name
     * @param owners of all others
     */
    public Keyring owned(Function<String, Owner> masters, Function<String, Owner> owners) {
        byPrefix.replaceAll((prefix, entry) -> new Entry(
                entry.hash(),
                entry.caller()
                        .of((entry.caller().admin() ? masters : owners)
                                .apply(entry.caller().name()))));
        return this;
    }

    /**
     * Asks elsewhere for keys that are not on the ring, by their hash. Not to be called once calls are served.
     *
     * @param unknown why nobody is known there
     */
    public Keyring or(Function<byte[], Optional<Caller>> elsewhere, Function<byte[], Failure.OfCaller.Reason> unknown) {
        others = elsewhere;
        why = unknown;
        return this;
    }

    /**
     * Asks at last for keys that are not known by our hash. Not to be called once calls are served.
     *
     * @param reason why one of these does not hold; empty for a key that is none of them
     */
    public Keyring orElse(
            Function<String, Optional<Caller>> elsewhere, Function<String, Optional<Failure.OfCaller.Reason>> reason) {
        takenOver = elsewhere;
        whyTakenOver = reason;
        return this;
    }

    @Override
    public Failure.OfCaller.Reason unknown(String key) {
        return key.isEmpty()
                ? Failure.OfCaller.Reason.KEY_MISSING
                : whyTakenOver.apply(key).orElseGet(() -> why.apply(hash(key)));
    }

    /** Has a key that is not known looked up where others may have made it. Not to be called once calls are served. */
    public Keyring refreshedBy(Supplier<CompletionStage<Void>> elsewhere) {
        refresh = Optional.of(elsewhere);
        return this;
    }

    @Override
    public Optional<CompletionStage<Void>> refreshed() {
        return refresh.map(Supplier::get);
    }

    /** The keyed hash of a key. */
    public byte[] hash(String key) {
        return hashes.of(key.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Caller> caller(String key) {
        if (key.isEmpty()) {
            return required ? Optional.empty() : Optional.of(Caller.ANONYMOUS);
        }
        byte[] hash = hash(key);
        Entry entry = byPrefix.get(prefix(hash));
        if (entry != null && MessageDigest.isEqual(entry.hash(), hash)) {
            return Optional.of(entry.caller());
        }
        Optional<Caller> other = others.apply(hash).or(() -> takenOver.apply(key));
        if (other.isPresent()) {
            return other;
        }
        return required ? Optional.empty() : Optional.of(Caller.ANONYMOUS);
    }

    private static long prefix(byte[] hash) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (hash[i] & 0xFF);
        }
        return prefix;
    }
}
