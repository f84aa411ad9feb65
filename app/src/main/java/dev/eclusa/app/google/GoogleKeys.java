package dev.eclusa.app.google;

import dev.eclusa.app.config.Configuration;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tokens of the providers that need Google's, each renewed by a virtual thread before it expires. The first is waited for a
 * few seconds, so that the first call finds it.
 */
public final class GoogleKeys implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("eclusa.google");
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 6;

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Collection<Thread> threads;

    private GoogleKeys(Collection<Configuration.Provider> providers, Consumer<Map<String, String>> renewed) {
        Collection<Configuration.Provider> ours = providers.stream()
                .filter(provider ->
                        provider.google().isPresent() && provider.key().isEmpty())
                .toList();
        CountDownLatch first = new CountDownLatch(ours.size());
        threads = ours.stream()
                .map(provider -> Thread.ofVirtual()
                        .name("google-token")
                        .start(() -> keep(provider.name(), provider.google().orElseThrow(), first, renewed)))
                .toList();
        await(first);
    }

    /**
     * Begins.
     *
     * @param renewed told all tokens by provider each time one changed
     */
    public static GoogleKeys start(
            Collection<Configuration.Provider> providers, Consumer<Map<String, String>> renewed) {
        return new GoogleKeys(providers, renewed);
    }

    private static void await(CountDownLatch first) {
        try {
            if (!first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Google's token is late; Vertex AI cannot be called before it comes.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(
            String provider,
            GoogleCredentials credentials,
            CountDownLatch first,
            Consumer<Map<String, String>> renewed) {
        try {
            while (true) {
                Duration pause = AGAIN;
                try {
                    GoogleToken token = GoogleToken.ask(credentials);
                    tokens.put(provider, token.value());
                    renewed.accept(Map.copyOf(tokens));
                    pause = untilRenewal(token);
                } catch (IOException refused) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "No token of Google for the provider '" + provider + "' (" + credentials + "): "
                                    + refused.getMessage() + ". Asked again in " + AGAIN.toSeconds() + " s.");
                }
                first.countDown();
                Thread.sleep(pause);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration untilRenewal(GoogleToken token) {
        Duration left = Duration.between(Instant.now(), token.expires()).minus(EARLY);
        return left.compareTo(AGAIN) < 0 ? AGAIN : left;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
