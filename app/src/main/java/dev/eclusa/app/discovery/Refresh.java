package dev.eclusa.app.discovery;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.prices.OpenRouterPrices;
import dev.eclusa.engine.catalog.CatalogModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps what providers say of their models fresh, on a virtual thread: OpenRouter's live prices from the start on, the
 * lists of all others once somebody wanted them. What was heard last holds where nobody answers.
 */
public final class Refresh implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final Thread thread;

    private Refresh(Thread thread) {
        this.thread = thread;
    }

    /**
     * Begins.
     *
     * @param heard told of live prices and limits, all of them, each time they were heard
     */
    public static Refresh start(
            Collection<Configuration.Provider> providers, Discovery discovery, Consumer<List<CatalogModel>> heard) {
        List<Configuration.Provider> live = providers.stream()
                .filter(provider -> provider.preset().name().equals(OpenRouterPrices.PRESET))
                .toList();
        return new Refresh(Thread.ofVirtual().name("discovery").start(() -> {
            try {
                while (true) {
                    ask(live, heard);
                    Thread.sleep(INTERVAL);
                    discovery.askAgain();
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static void ask(List<Configuration.Provider> live, Consumer<List<CatalogModel>> heard)
            throws InterruptedException {
        List<CatalogModel> models = new ArrayList<>();
        for (Configuration.Provider provider : live) {
            models.addAll(OpenRouterPrices.ask(provider));
        }
        if (!models.isEmpty()) {
            heard.accept(models);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
