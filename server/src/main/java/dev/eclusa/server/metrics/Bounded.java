package dev.eclusa.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What is counted by key, so many keys at most: what comes later is counted under another. Finding what is there allocates
 * nothing and waits for nobody.
 *
 * @param <K> the labels
 * @param <S> what is counted
 */
public final class Bounded<K, S> {
    private final int most;
    private final Supplier<S> made;
    private final Map<K, S> kept = new ConcurrentHashMap<>();

    /** What is counted under which key. */
    public interface Naming<K> {
        /** The key to count under: the same, unless a name in it is made up. */
        K named(K key);

        /** The key to count under where there is no room; of these there must be few. */
        K crowded(K key);
    }

    /** For so many keys; the ones of {@link Naming#crowded} come on top. */
    public Bounded(int most, Supplier<S> made) {
        this.most = most;
        this.made = made;
    }

    /** What is counted for a key. */
    public S of(K key, Naming<K> naming) {
        S known = kept.get(key);
        return known == null ? settled(naming.named(key), naming) : known;
    }

    private S settled(K key, Naming<K> naming) {
        S known = kept.get(key);
        if (known != null) {
            return known;
        }
        synchronized (kept) {
            K placed = kept.size() < most ? key : naming.crowded(key);
            return kept.computeIfAbsent(placed, unknown -> made.get());
        }
    }

    /** Tells of everything counted. */
    public void forEach(BiConsumer<K, S> told) {
        kept.forEach(told);
    }

    /** How many keys there are. */
    public int size() {
        return kept.size();
    }
}
