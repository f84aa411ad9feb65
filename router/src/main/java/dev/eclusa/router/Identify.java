package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tells who a key belongs to. */
@FunctionalInterface
public interface Identify {
    /**
     * The caller of a key, as far as it is known here.
     *
     * @param key as the client sent it, empty when it sent none
     * @return empty when the key is missing, unknown, expired or revoked
     */
    Optional<Caller> caller(String key);

    /** Why nobody is known to hold a key. */
    default Failure.OfCaller.Reason unknown(String key) {
        return key.isEmpty() ? Failure.OfCaller.Reason.KEY_MISSING : Failure.OfCaller.Reason.KEY_UNKNOWN;
    }

    /**
     * Asks whether others know more: another gateway may have made the key a moment ago.
     *
     * @return empty when there is nobody to ask; a stage that fails when they cannot be reached
     */
    default Optional<CompletionStage<Void>> refreshed() {
        return Optional.empty();
    }

    /** What became of the question. */
    sealed interface Found {
        /** It is known. */
        record Known(Caller caller) implements Found {}

        /** It is not, nor to anybody else. */
        record Nobody() implements Found {}

        /** It is not known here, and nobody else could be asked. */
        record Unreachable() implements Found {}
    }

    /**
     * Tells whose key it is, at once where it is known here.
     *
     * @param loop on which the answer is told
     */
    default void find(String key, EventLoop loop, Consumer<Found> told) {
        Optional<Caller> known = caller(key);
        if (known.isPresent()) {
            told.accept(new Found.Known(known.get()));
            return;
        }
        Optional<CompletionStage<Void>> asked = key.isEmpty() ? Optional.empty() : refreshed();
        if (asked.isEmpty()) {
            told.accept(new Found.Nobody());
            return;
        }
        asked.get()
                .whenComplete((done, failed) ->
                        loop.run(() -> told.accept(failed == null ? again(key) : new Found.Unreachable())));
    }

    private Found again(String key) {
        return caller(key).<Found>map(Found.Known::new).orElseGet(Found.Nobody::new);
    }
}
