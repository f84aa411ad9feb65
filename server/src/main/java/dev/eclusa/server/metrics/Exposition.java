package dev.eclusa.server.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Figures being written in Prometheus' text format (version 0.0.4): of each family its help and type once, then its samples.
 */
public final class Exposition {
    /** What the format is called in a content type. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int USUAL_LENGTH = 32 << 10;
    private static final int NANOS = 9;

    private final StringBuilder text = new StringBuilder(USUAL_LENGTH);
    private String family = "";

    /** What a family's figures are. */
    public enum FigureType {
        /** Only grows, until the process ends. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** How many were at most as large as each bound. */
        HISTOGRAM
    }

    /** Begins a family; its samples follow. */
    public Exposition family(String name, FigureType type, String help) {
        family = name;
        text.append("# HELP ").append(name).append(' ');
        escape(help, false);
        text.append("\n# TYPE ")
                .append(name)
                .append(' ')
                .append(type.name().toLowerCase(Locale.ROOT))
                .append('\n');
        return this;
    }

    /** A whole number. */
    public void sample(List<Label> labels, long value) {
        sample("", labels, Long.toString(value));
    }

    /** Any number; one that is not finite is left out. */
    public void sample(List<Label> labels, double value) {
        if (Double.isFinite(value)) {
            sample("", labels, plain(BigDecimal.valueOf(value)));
        }
    }

    /** A number of thousand-millionths, exact: of dollars or of seconds. */
    public void nanos(List<Label> labels, long nanos) {
        sample("", labels, exact(nanos));
    }

    /** A histogram of seconds. */
    public void histogram(List<Label> labels, Histogram.Reading reading) {
        for (int i = 0; i < Histogram.BOUNDS.size(); i++) {
            String bound = Double.toString(Histogram.BOUNDS.get(i));
            sample("_bucket", Label.and(labels, "le", bound), Long.toString(reading.upTo(i)));
        }
        String count = Long.toString(reading.count());
        sample("_bucket", Label.and(labels, "le", "+Inf"), count);
        sample("_sum", labels, exact(reading.nanos()));
        sample("_count", labels, count);
    }

    private void sample(String suffix, List<Label> labels, String value) {
        text.append(family).append(suffix);
        char before = '{';
        for (Label label : labels) {
            text.append(before).append(label.name()).append("=\"");
            escape(label.value(), true);
            text.append('"');
            before = ',';
        }
        text.append(labels.isEmpty() ? " " : "} ").append(value).append('\n');
    }

    private void escape(String raw, boolean quoted) {
        for (int i = 0; i < raw.length(); i++) {
            char letter = raw.charAt(i);
            switch (letter) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '"' -> text.append(quoted ? "\\\"" : "\"");
                default -> text.append(letter);
            }
        }
    }

    private static String exact(long nanos) {
        return plain(BigDecimal.valueOf(nanos, NANOS));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** What was written. */
    public String text() {
        return text.toString();
    }
}
