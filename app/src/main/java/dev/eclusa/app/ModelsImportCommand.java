package dev.eclusa.app;

import dev.eclusa.app.prices.ImportedCatalog;
import dev.eclusa.app.prices.LiteLlmPrices;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.catalog.Source;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa models import}: prices and limits from LiteLLM's public list. */
@Command(
        name = "import",
        description =
                "Read prices and limits from LiteLLM's public price list (JSON); they go before the shipped ones.",
        mixinStandardHelpOptions = true)
final class ModelsImportCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    @Mixin
    private Places places = new Places();

    @Mixin
    private Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The list, such as model_prices_and_context_window.json.")
    private Path file = Path.of("model_prices_and_context_window.json");

    @Override
    public Integer call() {
        try {
            byte[] list = Files.readAllBytes(file);
            Source source = new Source(LocalDate.now(Clock.systemUTC()), "imported from " + file.getFileName());
            LiteLlmPrices.Read read = LiteLlmPrices.read(JsonCodec.answer(list, 0, list.length), source);
            Path kept = ImportedCatalog.keep(read.models(), places.data());
            output.print(text(read, kept), json(read, kept));
            return 0;
        } catch (MalformedAnswer unreadable) {
            System.err.println(file + " is not JSON. Nothing was imported.");
        } catch (IllegalArgumentException wrong) {
            System.err.println(file + ": " + wrong.getMessage() + " Nothing was imported.");
        } catch (IOException missing) {
            System.err.println(file + " cannot be read, or " + places.data() + " not written: " + missing.getMessage());
        }
        return WRONG;
    }

    private static String text(LiteLlmPrices.Read read, Path kept) {
        StringBuilder text = new StringBuilder();
        text.append(read.models().size())
                .append(" models imported (")
                .append(priced(read))
                .append(" with a price), kept in ")
                .append(kept)
                .append(".\nA running gateway reads them when it is started again.\n");
        read.passedOver()
                .forEach((reason, count) -> text.append("Passed over: ")
                        .append(count)
                        .append(" of ")
                        .append(reason)
                        .append(".\n"));
        return text.toString();
    }

    private static ObjectNode json(LiteLlmPrices.Read read, Path kept) {
        ObjectNode document = JsonCodec.object();
        document.put("imported", read.models().size());
        document.put("priced", priced(read));
        document.put("file", kept.toString());
        ObjectNode passedOver = document.putObject("passed_over");
        read.passedOver().forEach(passedOver::put);
        return document;
    }

    private static long priced(LiteLlmPrices.Read read) {
        return read.models().stream()
                .map(CatalogModel::price)
                .filter(java.util.Optional::isPresent)
                .count();
    }
}
