package dev.eclusa.app.log;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends the JDK's logging, which the libraries use too, to the gateway's own log. */
final class JdkLogging extends Handler {
    /** Libraries' chatter is not asked for by {@code log.level: debug}. */
    private static final Severity LEAST_OF_LIBRARIES = Severity.WARN;

    private final LogWriter writer;
    private final Severity least;
    private final SimpleFormatter words = new SimpleFormatter();

    private JdkLogging(LogWriter writer, Severity least) {
        this.writer = writer;
        this.least = least;
        setLevel(Level.ALL);
    }

    static void send(LogWriter writer, Severity least) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.addHandler(new JdkLogging(writer, least));
        root.setLevel(Severity.INFO.level());
        HOUSE.setLevel(least.level());
    }

    /** Held, because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger HOUSE = Logger.getLogger("eclusa");

    @Override
    public void publish(LogRecord entry) {
        Severity severity = Severity.of(entry.getLevel());
        boolean ours = Optional.ofNullable(entry.getLoggerName()).orElse("").startsWith("eclusa");
        if (severity.compareTo(least) < 0 || (!ours && severity.compareTo(LEAST_OF_LIBRARIES) < 0)) {
            return;
        }
        writer.write(() -> Line.of(entry.getInstant(), severity, words.formatMessage(entry) + cause(entry)));
    }

    /** The names and messages of what was thrown, outermost first; the place of the innermost. */
    private static String cause(LogRecord entry) {
        StringBuilder text = new StringBuilder();
        Throwable innermost = entry.getThrown();
        for (Throwable thrown = innermost; thrown != null && text.length() < 1000; thrown = thrown.getCause()) {
            text.append(": ").append(thrown);
            innermost = thrown;
        }
        return innermost == null || innermost.getStackTrace().length == 0
                ? text.toString()
                : text + " at " + innermost.getStackTrace()[0];
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
