package dev.eclusa.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code eclusa import}: what another gateway keeps, taken over. */
@Command(
        name = "import",
        description = "Take over what another gateway keeps.",
        mixinStandardHelpOptions = true,
        subcommands = LitellmImportCommand.class)
final class ImportCommand implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
