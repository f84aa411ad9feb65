package dev.eclusa.app;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Progress on one line of a terminal, drawn anew as it goes on; a line a step where nobody watches. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final double GIGABYTE = 1e9;

    private final PrintStream out;
    private final boolean terminal;
    private String unit = "";
    private String step = "";
    private int drawn = -1;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error, which may be a terminal or not. */
    static ProgressBar ofErrors() {
        return new ProgressBar(
                System.err,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    /** The same for something that is counted, not measured in bytes. */
    ProgressBar counting(String counted) {
        unit = counted;
        return this;
    }

    /** A step goes on; the total is 0 where it has none. */
    void at(String current, long completed, long total) {
        int filled = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * completed / total);
        boolean another = !current.equals(step);
        if (!another && filled == drawn) {
            return;
        }
        if (terminal) {
            out.print((another && !step.isEmpty() ? "\n" : "\r") + line(current, filled, completed, total));
        } else if (another) {
            out.println(current);
        }
        step = current;
        drawn = filled;
    }

    private String line(String current, int filled, long completed, long total) {
        return total == 0
                ? current
                : String.format(
                        Locale.ROOT,
                        "%-28.28s [%s%s] %3d %% of %s",
                        current,
                        "█".repeat(filled),
                        "·".repeat(WIDTH - filled),
                        100 * completed / total,
                        unit.isEmpty() ? String.format(Locale.ROOT, "%.1f GB", total / GIGABYTE) : total + " " + unit);
    }

    /** Leaves the line. */
    void done() {
        if (terminal && !step.isEmpty()) {
            out.println();
        }
        step = "";
        drawn = -1;
    }
}
