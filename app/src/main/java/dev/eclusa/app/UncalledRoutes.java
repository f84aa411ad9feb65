package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfiguredDirectory;
import dev.eclusa.app.config.ConfiguredRouting;
import dev.eclusa.app.prices.ImportedCatalog;
import dev.eclusa.engine.catalog.DirectoryRoutes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where names lead under a configuration, for commands that decide without calling anybody. */
final class UncalledRoutes {
    private UncalledRoutes() {}

    static DirectoryRoutes of(Configuration configuration, Path data, ConfiguredRouting routing) {
        return new DirectoryRoutes(
                ConfiguredDirectory.of(configuration, ImportedCatalog.in(data)),
                simulated(configuration),
                routing.choosing());
    }

    /** The simulated provider has no address before a gateway starts it; none is called here. */
    private static Map<String, String> simulated(Configuration configuration) {
        Map<String, String> addresses = new HashMap<>();
        configuration.providers().forEach((name, provider) -> {
            if (provider.preset().isSimulated()) {
                addresses.put(name, "http://127.0.0.1/v1");
            }
        });
        return addresses;
    }
}
