package dev.eclusa.store;

import dev.eclusa.core.ledger.CallRow;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that journals calls and prints what was acknowledged, until it is killed. */
final class AppendingProcess {
    private AppendingProcess() {}

    static Process start(Path directory) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(List.of(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classes,
                        AppendingProcess.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            append(Ledgers.open(Path.of(arguments[0])), out);
        } catch (DataDirectory.Unusable refused) {
            out.println(refused.getMessage());
        }
    }

    /** Two calls at a time, so that one is always open. */
    private static void append(LedgerStore store, PrintStream out) {
        CallRow previous = MadeUpCalls.usual("call-%08d".formatted(0));
        store.begin(previous.begin());
        for (int i = 1; ; i++) {
            CallRow next = MadeUpCalls.usual("call-%08d".formatted(i));
            store.begin(next.begin());
            out.println("begun " + next.begin().callId());
            store.settle(previous);
            out.println("settled " + previous.begin().callId());
            previous = next;
        }
    }
}
