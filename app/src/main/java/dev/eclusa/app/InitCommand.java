package dev.eclusa.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code eclusa init}: writes a first configuration file of what is found here; never over one that exists. */
@Command(
        name = "init",
        description = "Write a commented configuration file with the providers that are found here.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The file was written.",
            "1:It exists already, or cannot be written.",
            "2:A variable is wrong."
        })
final class InitCommand implements Callable<Integer> {
    @Mixin
    private Places places = new Places();

    @Override
    public Integer call() {
        return switch (new StartingPoint(System.getenv()).withoutFile()) {
            case StartingPoint.Found.Usable found -> write(found);
            case StartingPoint.Found.Wrong wrong -> {
                System.err.print(ProblemReport.text(wrong.problems()));
                yield 2;
            }
        };
    }

    private int write(StartingPoint.Found.Usable found) {
        Path file = places.named();
        try {
            String text = new FirstConfiguration(found.configuration(), System.getenv()).text();
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            System.err.println(file + " exists already and is left as it is. Choose another with --config FILE.");
            return 1;
        } catch (IOException failed) {
            System.err.println(file + " cannot be written. Does its directory exist, and may you write there?");
            return 1;
        }
        System.out.println("Wrote " + file + " with "
                + String.join(", ", found.configuration().providers().keySet())
                + ". Now: eclusa doctor --config " + file + ", then eclusa serve --config " + file);
        return 0;
    }
}
