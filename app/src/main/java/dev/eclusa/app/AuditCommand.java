package dev.eclusa.app;

import dev.eclusa.app.books.UsageReading;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code eclusa audit}: what was done by whom. */
@Command(
        name = "audit",
        description = "What was done by whom, hash-chained.",
        mixinStandardHelpOptions = true,
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** {@code eclusa audit verify}: finds a row that was changed, removed or moved. */
    @Command(
            name = "verify",
            description = "Check the chain from its beginning: finds a row that was changed, removed or moved.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Mixin
        private Places places = new Places();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            return BooksCommand.with(places, books -> {
                Optional<Long> broken = UsageReading.brokenAudit(books);
                ObjectNode json = JsonCodec.object().put("intact", broken.isEmpty());
                broken.ifPresent(number -> json.put("first_broken", number));
                output.print(
                        broken.map(number -> "BROKEN  entry " + number
                                        + " is not what was written there, or one before it is missing.\n")
                                .orElse("ok      every entry is what was written, in its place.\n"),
                        json);
                return broken.isEmpty() ? 0 : 1;
            });
        }
    }
}
