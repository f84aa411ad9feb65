package dev.eclusa.server.accounts;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.router.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Keys taken over from LiteLLM, which kept their SHA-256 only. A key that is shown here for the first time is known by that,
 * and from then on by our keyed hash, which takes the other's place behind the call.
 */
public final class TakenOverKeys {
    private static final System.Logger LOG = System.getLogger("eclusa.accounts");

    private final AccountBook book;
    private final Function<String, byte[]> hash;
    private final Executor elsewhere;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Those of a book.
     *
     * @param hash our keyed hash
     * @param elsewhere where the store may be waited for
     */
    public TakenOverKeys(AccountBook book, Function<String, byte[]> hash, Executor elsewhere) {
        this.book = book;
        this.hash = hash;
        this.elsewhere = elsewhere;
    }

    /** Who holds a key that is known by nothing else. Does not wait. */
    public Optional<Caller> caller(String key) {
        Optional<Caller> caller = unused(key).flatMap(book::caller);
        String token = caller.isPresent() ? token(key) : "";
        if (caller.isPresent() && underWay.add(token)) {
            byte[] ours = hash.apply(key);
            elsewhere.execute(() -> keep(token, HexFormat.of().formatHex(ours)));
        }
        return caller;
    }

    /** Why such a key does not hold; empty for one that was not taken over. */
    public Optional<Failure.OfCaller.Reason> unknown(String key) {
        return unused(key).map(book::unknown);
    }

    /** LiteLLM's hash of a key, if that is all it is known by. */
    private Optional<byte[]> unused(String key) {
        return Optional.of(key)
                .filter(any -> book.tokens().anyUnused())
                .map(TakenOverKeys::sha256)
                .filter(digest -> book.tokens().isUnused(HexFormat.of().formatHex(digest)));
    }

    /** Waits for the store; when it cannot be used, the next call tries again. */
    private void keep(String token, String id) {
        try {
            book.refresh();
            book.rename(token, id);
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A key of LiteLLM's is used, and its hash could not be replaced yet: {0}",
                    failed.getMessage());
        } finally {
            underWay.remove(token);
        }
    }

    /** The hash LiteLLM keeps of a key. */
    static String token(String key) {
        return HexFormat.of().formatHex(sha256(key));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
