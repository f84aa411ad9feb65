package dev.eclusa.app.books;

import dev.eclusa.app.parquet.Column;
import dev.eclusa.app.parquet.ParquetWriter;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.server.manage.CallJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Writes rows of the ledger in some format; the stream stays open. */
sealed interface RowWriter {
    /** Adds a row. */
    void add(CallRow row) throws IOException;

    /** Writes what belongs after the last row. */
    void finish() throws IOException;

    /** A writer of a format. */
    static RowWriter of(ExportFormat format, OutputStream out) throws IOException {
        return switch (format) {
            case CSV -> Commas.begun(out);
            case JSON_LINES -> new JsonLines(out);
            case PARQUET -> new Parquet(new ParquetWriter<>(out, LedgerColumns.ALL, ParquetWriter.USUAL_ROWS));
        };
    }

    /** Comma-separated values (RFC 4180). */
    record Commas(OutputStream out) implements RowWriter {
        private static final List<String> NAMES =
                LedgerColumns.ALL.stream().map(Column::name).toList();

        static Commas begun(OutputStream out) throws IOException {
            Commas commas = new Commas(out);
            commas.line(String.join(",", NAMES));
            return commas;
        }

        @Override
        public void add(CallRow row) throws IOException {
            JsonNode json = CallJson.of(row);
            line(NAMES.stream().map(name -> cell(json.path(name))).collect(Collectors.joining(",")));
        }

        @Override
        public void finish() throws IOException {
            out.flush();
        }

        private void line(String text) throws IOException {
            out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        private static String cell(JsonNode value) {
            String text = value.isNull() ? "" : value.asString();
            boolean plain = text.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
            return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    }

    /** A JSON object a line. */
    record JsonLines(OutputStream out) implements RowWriter {
        @Override
        public void add(CallRow row) throws IOException {
            out.write((CallJson.of(row) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void finish() throws IOException {
            out.flush();
        }
    }

    /** Apache Parquet. */
    record Parquet(ParquetWriter<CallRow> writer) implements RowWriter {
        @Override
        public void add(CallRow row) throws IOException {
            writer.add(row);
        }

        @Override
        public void finish() throws IOException {
            writer.finish();
        }
    }
}
