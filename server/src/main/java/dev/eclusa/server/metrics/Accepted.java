package dev.eclusa.server.metrics;

import java.util.List;
import java.util.Locale;

/** What a request's {@code Accept} header prefers (RFC 9110, section 12.5.1), as far as it matters here. */
final class Accepted {
    private static final List<String> TEXT = List.of("text/plain", "application/openmetrics-text", "text/*");
    private static final List<String> JSON = List.of("application/json", "application/*", "*/*");

    private Accepted() {}

    /** Whether text is named, and nothing that JSON fits is liked better. */
    static boolean isText(String header) {
        double text = 0;
        double json = 0;
        for (String range : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";");
            String type = parts[0].strip();
            text = TEXT.contains(type) ? Math.max(text, weight(parts)) : text;
            json = JSON.contains(type) ? Math.max(json, weight(parts)) : json;
        }
        return text > 0 && text >= json;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.matches("q=[01](\\.\\d{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
