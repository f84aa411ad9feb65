package dev.eclusa.app.local;

import dev.eclusa.app.config.Configuration;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Pulls models that the configuration wants and Ollama does not have, on a virtual thread, while the gateway serves. */
public final class MissingModels implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("eclusa.ollama");
    private static final int TENTH = 10;

    private final Thread thread;

    private MissingModels(Thread thread) {
        this.thread = thread;
    }

    /**
     * Begins.
     *
     * @param wanted models that must be there
     */
    public static MissingModels pull(Collection<Configuration.Provider> providers, Set<String> wanted) {
        return new MissingModels(Thread.ofVirtual()
                .name("ollama-pull")
                .start(() -> providers.stream()
                        .filter(provider -> provider.preset().name().equals("ollama"))
                        .forEach(provider -> pull(provider, wanted))));
    }

    private static void pull(Configuration.Provider provider, Set<String> wanted) {
        try (Ollama ollama = Ollama.of(provider)) {
            Set<String> missing = new LinkedHashSet<>(wanted);
            ollama.installed().forEach(model -> {
                missing.remove(model.name());
                missing.remove(model.name().replaceFirst(":latest$", ""));
            });
            for (String model : missing) {
                LOG.log(System.Logger.Level.INFO, "Ollama pulls " + model + ".");
                ollama.pull(model, new Tenths(model));
                LOG.log(System.Logger.Level.INFO, "Ollama has " + model + ".");
            }
        } catch (IOException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Models of the provider '" + provider.name() + "' could not be pulled: " + failed.getMessage());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells of every tenth of a step. */
    private static final class Tenths implements Ollama.Progress {
        private final String model;
        private String step = "";
        private long told;

        Tenths(String model) {
            this.model = model;
        }

        @Override
        public void at(String current, long completed, long total) {
            long tenth = total == 0 ? 0 : completed * TENTH / total;
            if (!current.equals(step) || tenth > told) {
                step = current;
                told = tenth;
                LOG.log(
                        System.Logger.Level.INFO,
                        "Ollama, " + model + ": " + current + (total == 0 ? "" : ", " + tenth * TENTH + " %"));
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
