package dev.eclusa.app;

import dev.eclusa.app.litellm.Translation;
import dev.eclusa.app.litellm.Translator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eclusa config convert}: another gateway's configuration as ours; what is not carried is said. */
@Command(
        name = "convert",
        description =
                "Write LiteLLM's configuration as ours, with a note on everything that is not carried as it stands.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It was converted.",
            "1:The new file exists already, or cannot be written.",
            "2:The file is wrong, or cannot be read."
        })
final class ConvertCommand implements Callable<Integer> {
    private static final int NOT_WRITTEN = 1;
    private static final int WRONG = 2;

    @Mixin
    private Places places = new Places();

    @Option(names = "--from", paramLabel = "KIND", description = "Whose configuration it is: litellm (the default).")
    private Kind from = Kind.litellm;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write it there, instead of printing it; never over a file.")
    private Optional<Path> out = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file, instead of --config.")
    private Optional<Path> file = Optional.empty();

    /** Whose configuration can be converted, as the command line writes it. */
    enum Kind {
        litellm
    }

    @Override
    public Integer call() {
        Path read = file.orElseGet(places::named);
        return switch (from) {
            case litellm -> litellm(read);
        };
    }

    private int litellm(Path read) {
        try {
            String text = Files.readString(read);
            return switch (Translator.toWrite(System.getenv()).translate(read, text)) {
                case Translator.Result.Translated translated -> write(translated.translation());
                case Translator.Result.Rejected rejected -> {
                    System.err.print(ProblemReport.text(rejected.problems()));
                    yield WRONG;
                }
            };
        } catch (IOException unreadable) {
            System.err.println(read + " cannot be read. Is the path right, is it YAML, and may you read it?");
            return WRONG;
        }
    }

    private int write(Translation translation) {
        translation.notes().forEach(note -> System.err.println("Note: " + note));
        if (out.isEmpty()) {
            System.out.print(translation.text());
            return 0;
        }
        Path target = out.get();
        try {
            Files.writeString(target, translation.text(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            System.err.println(target + " exists already and is left as it is. Choose another with --out FILE.");
            return NOT_WRITTEN;
        } catch (IOException failed) {
            System.err.println(target + " cannot be written. Does its directory exist, and may you write there?");
            return NOT_WRITTEN;
        }
        System.out.println("Wrote " + target + ". Now: eclusa config check " + target);
        return 0;
    }
}
