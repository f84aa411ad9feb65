package dev.eclusa.app;

import dev.eclusa.app.books.Backup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code eclusa backup FILE}: the embedded database as it is at one moment, beside a running gateway. */
@Command(
        name = "backup",
        description = "Write the embedded database, as it is at one moment, to a file. Works beside a running gateway.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private Places places = new Places();

    @Parameters(paramLabel = "FILE", description = "Where to; it must not exist.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        return BooksCommand.with(places, books -> {
            Backup.write(books, file);
            System.out.println(
                    "Written to " + file + ". The master key's hash and the server's secret are files beside the"
                            + " database: keep them too.");
            return 0;
        });
    }

    /** {@code eclusa restore FILE}: puts a backup in the place of the embedded database, which is kept beside it. */
    @Command(
            name = "restore",
            description =
                    "Put a backup in the place of the embedded database, which is kept beside it. Stop the gateway first.",
            mixinStandardHelpOptions = true)
    static final class Restore implements Callable<Integer> {
        @Mixin
        private Places places = new Places();

        @Parameters(paramLabel = "FILE", description = "A file that 'eclusa backup' wrote.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            return BooksCommand.with(places, books -> {
                System.out.println(
                        "Restored from " + file + "; what was there is in " + Backup.restore(books, file) + ".");
                return 0;
            });
        }
    }
}
