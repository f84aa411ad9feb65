package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.provider.Quirk;
import java.util.Comparator;
import java.util.List;

/** A model for a first call: one that is configured, or installed, or the first provider's cheapest. */
final class ExampleModel {
    private ExampleModel() {}

    static String of(Configuration configuration, List<String> installed) {
        if (!configuration.models().isEmpty()) {
            return configuration.models().getFirst().name();
        }
        if (!installed.isEmpty()) {
            return "ollama/" + installed.getFirst();
        }
        return configuration.providers().values().stream()
                .findFirst()
                .map(ExampleModel::cheapest)
                .orElse("PROVIDER/MODEL");
    }

    private static String cheapest(Configuration.Provider provider) {
        boolean ownNames = provider.preset().has(Quirk.AZURE_DEPLOYMENT_PATH);
        return Catalog.shipped().models(provider.preset().name()).stream()
                .filter(model -> !ownNames)
                .min(Comparator.comparingLong(ExampleModel::charge))
                .map(CatalogModel::id)
                .orElse(provider.name() + "/MODEL");
    }

    private static long charge(CatalogModel model) {
        return model.price().map(Price::output).orElse(Long.MAX_VALUE);
    }
}
