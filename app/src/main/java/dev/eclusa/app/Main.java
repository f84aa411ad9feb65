package dev.eclusa.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "eclusa",
        description = "An LLM gateway: one port for every client, every provider behind it.",
        version = "eclusa " + Gateway.VERSION,
        mixinStandardHelpOptions = true,
        footer = {"", "Without a command it serves. 'eclusa doctor' says what is wrong, docs/command-line.md the rest."
        },
        subcommands = {
            ServeCommand.class,
            RehearseCommand.class,
            InitCommand.class,
            DoctorCommand.class,
            ModelsCommand.class,
            ProvidersCommand.class,
            RouteCommand.class,
            ReplayCommand.class,
            ImportCommand.class,
            OllamaCommand.class,
            UsageCommand.class,
            AuditCommand.class,
            BackupCommand.class,
            BackupCommand.Restore.class,
            ConfigCommand.class
        })
public final class Main implements Runnable {
    private Main() {}

    /** Runs a command; without one, serves. */
    public static void main(String[] arguments) {
        boolean bare = arguments.length == 0 || (arguments[0].startsWith("--") && !isInformation(arguments[0]));
        int code = bare ? serving().execute(arguments) : line().execute(arguments);
        if (code != ServeCommand.SERVING) {
            System.exit(code);
        }
    }

    /** Every command. */
    static CommandLine line() {
        return new CommandLine(new Main());
    }

    /** Serving alone, which is what is meant without a command; the others need not be made ready for that. */
    private static CommandLine serving() {
        return new CommandLine(new ServeCommand()).setCommandName("eclusa serve");
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    private static boolean isInformation(String argument) {
        return argument.equals("--help") || argument.equals("--version");
    }
}
