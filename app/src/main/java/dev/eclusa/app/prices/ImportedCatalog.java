package dev.eclusa.app.prices;

import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.CatalogFile;
import dev.eclusa.engine.catalog.CatalogModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The models an operator imported, kept as {@code models.txt} in the data directory; they go before the shipped ones. */
public final class ImportedCatalog {
    private static final String NAME = "models.txt";

    private ImportedCatalog() {}

    /**
     * The shipped catalog with what was imported.
     *
     * @throws IllegalArgumentException when the imported file is malformed
     */
    public static Catalog in(Path data) {
        Path file = data.resolve(NAME);
        if (!Files.exists(file)) {
            return Catalog.shipped();
        }
        try {
            return Catalog.shipped().with(new CatalogFile().read(Files.readAllLines(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Keeps models in place of those imported before. */
    public static Path keep(List<CatalogModel> models, Path data) throws IOException {
        Files.createDirectories(data);
        Path whole = data.resolve(NAME + ".new");
        Files.write(whole, CatalogFile.write(models));
        return Files.move(
                whole, data.resolve(NAME), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
