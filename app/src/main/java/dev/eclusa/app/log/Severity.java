package dev.eclusa.app.log;

import java.util.Locale;
import java.util.logging.Level;

/** How much a line matters, least first. */
enum Severity {
    TRACE(Level.FINER, "DEBUG"),
    DEBUG(Level.FINE, "DEBUG"),
    INFO(Level.INFO, "INFO"),
    WARN(Level.WARNING, "WARNING"),
    ERROR(Level.SEVERE, "ERROR");

    private final Level level;
    private final String google;

    Severity(Level level, String google) {
        this.level = level;
        this.google = google;
    }

    /** As configured: {@code trace} to {@code error}. */
    static Severity named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Of a record of the JDK's logging. */
    static Severity of(Level level) {
        Severity found = TRACE;
        for (Severity severity : values()) {
            if (level.intValue() >= severity.level.intValue()) {
                found = severity;
            }
        }
        return found;
    }

    /** The JDK's name for it. */
    Level level() {
        return level;
    }

    /** Google Cloud Logging's name for it. */
    String google() {
        return google;
    }
}
