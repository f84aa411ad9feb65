package dev.eclusa.app.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.eclusa.app.parquet.ParquetFile;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.sql.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A ledger exported as Parquet says, value by value, what the same ledger exported as JSON lines says. */
class ParquetExportTest {
    private static final List<String> TEXTS =
            List.of("", "alpha", "Ünïcödé ☕ 😀", "a \"quoted\\ tab\t\n,", "equipe-ção");

    @TempDir
    Path data;

    private Books books() {
        return new Books(DatabasePlace.usual(), data);
    }

    private void keep(int rows) throws SQLException {
        try (Database database = DatabasePlace.usual().in(data.toAbsolutePath()).open()) {
            Random random = new Random(rows);
            List<CallRow> made = IntStream.range(0, rows)
                    .mapToObj(number -> row(number, random))
                    .toList();
            for (int from = 0; from < rows; from += 5000) {
                database.store(made.subList(from, Math.min(rows, from + 5000)));
            }
        }
    }

    private static CallRow row(int number, Random random) {
        CallerLabels caller =
                new CallerLabels(text(random), text(random), text(random), text(random), "127.0.0.1", List.of());
        CallBegin begin = new CallBegin(
                "call-" + number,
                random.nextBoolean() ? "call-" + number : "client-" + number,
                1_780_000_000_000L + random.nextLong(86_400_000L * 3),
                caller,
                "/v1/chat/completions",
                "auto",
                "p",
                "m",
                random.nextBoolean(),
                10,
                -1);
        Usage usage = new Usage(random.nextInt(100_000), random.nextInt(9), 0, 0, random.nextInt(9999), 3, 0, 0);
        Optional<Cost> cost =
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new Cost(random.nextLong(1_000_000_000_000L)));
        return new CallRow(
                begin,
                "openai",
                text(random),
                random.nextInt(5),
                random.nextInt(9) == 0 ? Outcome.ERROR : Outcome.SUCCESS,
                200 + random.nextInt(300),
                usage,
                random.nextBoolean(),
                cost,
                random.nextLong(60_000),
                random.nextLong(4) - 1,
                "miss",
                List.of(),
                "");
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private byte[] exported(ExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exported(format, out);
        return out.toByteArray();
    }

    private void exported(ExportFormat format, OutputStream out) {
        var wanted = new UsageReading.Wanted(Optional.empty(), Optional.empty(), format);
        UsageReading.export(books(), wanted, out, (done, all) -> {});
    }

    private List<JsonNode> lines() {
        return new String(exported(ExportFormat.JSON_LINES), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .map(line -> JsonCodec.answer(line, 0, line.length))
                .toList();
    }

    private static Optional<Object> wanted(JsonNode line, String column) {
        JsonNode value = line.path(column);
        assertThat(value.isMissingNode()).as(column).isFalse();
        return switch (column) {
            case "startTime", "endTime" -> Optional.of(Instant.parse(value.asString()));
            case "spend" -> number(value).map(dollars -> dollars.setScale(9));
            case "tier", "http_status" -> number(value).map(BigDecimal::intValueExact);
            default ->
                value.isBoolean()
                        ? Optional.of(value.asBoolean())
                        : value.isString()
                                ? Optional.of(value.asString())
                                : number(value).map(BigDecimal::longValueExact);
        };
    }

    private static Optional<BigDecimal> number(JsonNode value) {
        return value.isNull() ? Optional.empty() : Optional.of(value.decimalValue());
    }

    @Test
    void everyValueIsThatOfTheJsonLines() throws SQLException, IOException {
        keep(25_000);
        ParquetFile file = new ParquetFile(exported(ExportFormat.PARQUET));
        assertThat(file.groups()).containsExactly(10_000L, 10_000L, 5_000L);
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(25_000);
        for (Map.Entry<String, List<Optional<Object>>> column : file.columns().entrySet()) {
            assertThat(column.getValue())
                    .as(column.getKey())
                    .isEqualTo(lines.stream()
                            .map(line -> wanted(line, column.getKey()))
                            .toList());
        }
    }

    @Test
    void columnsAreThoseOfTheCommas() throws SQLException {
        keep(1);
        String names = new String(exported(ExportFormat.CSV), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(new ParquetFile(exported(ExportFormat.PARQUET)).names()).containsExactly(names.split(","));
        assertThat(names).startsWith("call_id,request_id,startTime,").endsWith(",time_to_first_token_ms,cache_hit");
    }

    @Test
    void anEmptyLedgerIsAFileWithoutRows() throws SQLException {
        keep(0);
        assertThat(new ParquetFile(exported(ExportFormat.PARQUET)).rows()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatFailsIsNotPassedOver(ExportFormat format) throws SQLException {
        keep(10);
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> exported(format, full)).hasRootCauseMessage("No space left on device");
    }

    @Test
    void theFileReadsInPyarrow() throws SQLException, IOException, InterruptedException {
        assumePyarrow();
        for (int rows : new int[] {0, 25_000}) {
            keep(rows);
            Path parquet = data.resolve(rows + ".parquet");
            Path lines = data.resolve(rows + ".jsonl");
            Files.write(parquet, exported(ExportFormat.PARQUET));
            Files.write(lines, exported(ExportFormat.JSON_LINES));
            String script = Path.of("src/test/resources/compare_parquet.py").toString();
            Ran compared = Ran.of("python3", script, parquet.toString(), lines.toString());
            assertThat(compared.code()).as(compared.said()).isZero();
            assertThat(compared.said()).contains("equal: " + rows + " rows, 26 columns");
        }
    }

    private static void assumePyarrow() throws InterruptedException {
        Ran imported = Ran.of("python3", "-c", "import pyarrow.parquet");
        if (imported.code() != 0) {
            System.err.println(
                    "SKIPPED: no python3 with pyarrow here, so Parquet was read back by our own reader only.");
        }
        assumeThat(imported.code()).as("python3 with pyarrow").isZero();
    }

    /** A program that ran. */
    private record Ran(int code, String said) {
        static Ran of(String... command) throws InterruptedException {
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor(2, TimeUnit.MINUTES) ? new Ran(process.exitValue(), said) : new Ran(-1, said);
            } catch (IOException absent) {
                return new Ran(-1, String.valueOf(absent.getMessage()));
            }
        }
    }
}
