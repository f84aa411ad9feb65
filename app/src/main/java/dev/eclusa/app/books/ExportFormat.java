package dev.eclusa.app.books;

import java.util.Arrays;
import java.util.Optional;

/** What rows are written as. */
public enum ExportFormat {
    /** Comma-separated (RFC 4180), CRLF, with a line of names. */
    CSV(".csv"),
    /** A JSON object a line. */
    JSON_LINES(".jsonl"),
    /** Apache Parquet. */
    PARQUET(".parquet");

    private final String suffix;

    ExportFormat(String suffix) {
        this.suffix = suffix;
    }

    /** The format a file's name asks for by its end. */
    public static Optional<ExportFormat> of(String fileName) {
        return Arrays.stream(values())
                .filter(format -> fileName.endsWith(format.suffix))
                .findFirst();
    }
}
