package dev.eclusa.app.log;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.router.CallListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** The log of a running gateway: the lines of its calls, and whatever its parts have to say. */
public final class GatewayLog implements AutoCloseable {
    private static final long LARGEST_FILE = 10 << 20;

    private final LogWriter writer;
    private final Severity least;
    private final CallLog calls;

    private GatewayLog(LogWriter writer, Severity least) {
        this.writer = writer;
        this.least = least;
        this.calls = new CallLog(writer, least, System::nanoTime);
    }

    /** The log file cannot be opened; the message says what to do. */
    public static final class CannotLog extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotLog(Path file, Throwable cause) {
            super(
                    "The log file " + file + " cannot be written. Change log.file, or its directory's permissions.",
                    cause);
        }
    }

    /**
     * Opens a log as configured.
     *
     * @param data a relative log.file is below it
     * @throws CannotLog when the file cannot be written
     */
    public static GatewayLog open(Configuration.Log configured, Path data, PrintStream out) {
        Path path = data.resolve(configured.file());
        try {
            Optional<RotatedFile> file =
                    configured.file().isEmpty() ? Optional.empty() : Optional.of(new RotatedFile(path, LARGEST_FILE));
            LogWriter writer = new LogWriter(Format.named(configured.format()), out, file);
            return new GatewayLog(writer, Severity.named(configured.level()));
        } catch (IOException failed) {
            throw new CannotLog(path.toAbsolutePath(), failed);
        }
    }

    /** What hears of calls. */
    public CallListener calls() {
        return calls;
    }

    /** Takes over what this process says through the JDK's logging. */
    public GatewayLog takeOver() {
        JdkLogging.send(writer, least);
        return this;
    }

    @Override
    public void close() {
        writer.close();
    }
}
