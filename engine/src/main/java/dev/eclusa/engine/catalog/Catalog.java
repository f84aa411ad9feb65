package dev.eclusa.engine.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The models that matter, with what they cost, hold and can do; each figure dated and sourced. */
public final class Catalog {
    private static final Pattern DATE = Pattern.compile("[-@](20\\d{2}-\\d{2}-\\d{2}|20\\d{6})$");
    private static final Pattern ROLLING = Pattern.compile("(:|-)latest$");

    private final Map<String, Map<String, CatalogModel>> byProvider = new LinkedHashMap<>();

    /** A catalog of these models. */
    public Catalog(List<CatalogModel> models) {
        models.forEach(model -> byProvider
                .computeIfAbsent(model.provider(), provider -> new LinkedHashMap<>())
                .put(model.id(), model));
    }

    /** The catalog that ships with the gateway. */
    public static Catalog shipped() {
        return Shipped.CATALOG;
    }

    /** The same, with these models in place of those of the same name. */
    public Catalog with(List<CatalogModel> others) {
        List<CatalogModel> all = models();
        all.addAll(others);
        return new Catalog(all);
    }

    /** Every model, provider by provider. */
    public List<CatalogModel> models() {
        List<CatalogModel> models = new ArrayList<>();
        byProvider.values().forEach(known -> models.addAll(known.values()));
        return models;
    }

    /** The models of a provider's preset, in the catalog's order. */
    public List<CatalogModel> models(String preset) {
        return List.copyOf(byProvider.getOrDefault(preset, Map.of()).values());
    }

    /**
     * A provider's model. A dated id that is not listed itself is taken for the model it is a snapshot of:
     * {@code gpt-4o-mini-2024-07-18}, {@code claude-haiku-4-5-20251001}.
     *
     * @param preset name of the provider's preset
     */
    public Optional<CatalogModel> find(String preset, String id) {
        Map<String, CatalogModel> known = byProvider.getOrDefault(preset, Map.of());
        String bare = id.startsWith("models/") ? id.substring("models/".length()) : id;
        return listed(known, bare)
                .or(() -> listed(known, DATE.matcher(bare).replaceFirst("")))
                .or(() -> listed(known, ROLLING.matcher(bare).replaceFirst("")));
    }

    private static Optional<CatalogModel> listed(Map<String, CatalogModel> known, String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** Read when first asked for. */
    private static final class Shipped {
        private static final Catalog CATALOG = new Catalog(new CatalogFile().read(lines()));

        private static List<String> lines() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(Catalog.class.getResourceAsStream("models.txt"), "models.txt"),
                    StandardCharsets.UTF_8))) {
                return reader.readAllLines();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
