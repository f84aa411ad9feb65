package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfiguredDirectory;
import dev.eclusa.app.prices.ImportedCatalog;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.ModelDirectory;
import dev.eclusa.engine.catalog.Resolution;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eclusa models}: what can be called and what it costs, or everything the catalog knows. */
@Command(
        name = "models",
        description = "List the models that can be called, with their prices in USD per million tokens.",
        mixinStandardHelpOptions = true,
        subcommands = ModelsImportCommand.class)
final class ModelsCommand implements Callable<Integer> {
    @Mixin
    private Places places = new Places();

    @Mixin
    private Output output = new Output();

    @Option(names = "--catalog", description = "Everything the shipped catalog knows, configured or not.")
    private boolean catalog;

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "Only names that contain this.")
    private Optional<String> wanted = Optional.empty();

    @Override
    public Integer call() {
        if (catalog) {
            return print(ImportedCatalog.in(places.data()).models().stream()
                    .map(ModelRow::of)
                    .toList());
        }
        return switch (new StartingPoint(System.getenv()).find(places)) {
            case StartingPoint.Found.Usable found -> {
                found.notices().forEach(notice -> System.err.println("Note: " + notice));
                yield print(rows(found.configuration(), ImportedCatalog.in(places.data())));
            }
            case StartingPoint.Found.Wrong wrong -> {
                System.err.print(ProblemReport.text(wrong.problems()));
                yield 2;
            }
        };
    }

    private int print(List<ModelRow> all) {
        String part = wanted.orElse("").toLowerCase(Locale.ROOT);
        List<ModelRow> rows = all.stream()
                .filter(row -> (row.name() + " " + row.deployment())
                        .toLowerCase(Locale.ROOT)
                        .contains(part))
                .toList();
        output.print(ModelRow.text(rows) + note(rows), ModelRow.json(rows));
        return 0;
    }

    private static String note(List<ModelRow> rows) {
        return rows.isEmpty()
                ? "No model is listed. Any model of a configured provider can be called as provider/model;\n"
                        + "'eclusa models --catalog' prints what the catalog knows.\n"
                : "";
    }

    private static List<ModelRow> rows(Configuration configuration, Catalog catalog) {
        ModelDirectory directory = ConfiguredDirectory.of(configuration, catalog);
        return directory.list().stream()
                .filter(listed -> isOwnName(listed, configuration))
                .flatMap(listed -> directory.resolve(listed.name()) instanceof Resolution.Found found
                        ? found.deployments().stream().map(one -> ModelRow.of(listed.name(), one))
                        : java.util.stream.Stream.empty())
                .toList();
    }

    /** Without configured models each is listed under two names; the one that names its provider is in the row anyway. */
    private static boolean isOwnName(ModelDirectory.ListedModel listed, Configuration configuration) {
        return !configuration.models().isEmpty() || !listed.name().startsWith(listed.owner() + "/");
    }
}
