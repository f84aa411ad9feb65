package dev.eclusa.app.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what an independent reader reads. */
class ParquetWriterTest {
    private record Made(
            Optional<String> text,
            Optional<Integer> small,
            Optional<Long> whole,
            Optional<Boolean> truth,
            Optional<Instant> moment,
            Optional<BigDecimal> money) {}

    private static final List<Column<Made, ?>> COLUMNS = List.of(
            new Column<>("text", new ColumnType.Utf8(), Made::text),
            new Column<>("small", new ColumnType.Int32(), Made::small),
            new Column<>("whole", new ColumnType.Int64(), Made::whole),
            new Column<>("truth", new ColumnType.Bool(), Made::truth),
            new Column<>("moment", new ColumnType.Timestamp(), Made::moment),
            new Column<>("money", new ColumnType.Decimal(18, 9), Made::money));

    private static ParquetFile written(List<Made> rows, int groupRows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParquetWriter<Made> writer = new ParquetWriter<>(out, COLUMNS, groupRows);
        for (Made row : rows) {
            writer.add(row);
        }
        writer.finish();
        return new ParquetFile(out.toByteArray());
    }

    private static void assertHolds(ParquetFile file, List<Made> rows) throws IOException {
        Map<String, List<Optional<Object>>> columns = file.columns();
        for (Column<Made, ?> column : COLUMNS) {
            assertThat(columns.get(column.name()))
                    .as(column.name())
                    .isEqualTo(rows.stream()
                            .map(row -> (Optional<?>) column.value().apply(row))
                            .toList());
        }
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 60).mapToObj(Long::valueOf);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void madeUpRowsAreReadBack(long seed) throws IOException {
        MadeUp madeUp = new MadeUp(new Random(seed));
        List<Made> rows = madeUp.rows();
        int groupRows = madeUp.one(1, 7, 64, 1000);
        ParquetFile file = written(groupRows == 1 ? rows.subList(0, Math.min(20, rows.size())) : rows, groupRows);
        assertThat(file.names()).containsExactly("text", "small", "whole", "truth", "moment", "money");
        assertThat(file.groups().stream().mapToLong(Long::longValue).sum()).isEqualTo(file.rows());
        assertThat(file.groups()).allMatch(group -> group <= groupRows);
        assertHolds(file, rows.subList(0, (int) file.rows()));
    }

    @Test
    void noRowsAreAFileWithColumns() throws IOException {
        ParquetFile file = written(List.of(), 10);
        assertThat(file.rows()).isZero();
        assertThat(file.groups()).isEmpty();
        assertThat(file.names()).hasSize(6);
    }

    @Test
    void extremesAreKept() throws IOException {
        List<Made> rows = List.of(
                made("", Integer.MIN_VALUE, Long.MIN_VALUE, true, Instant.EPOCH, "-999999999.999999999"),
                made(
                        "\0😀é",
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE,
                        false,
                        Instant.ofEpochMilli(-1),
                        "999999999.999999999"));
        assertHolds(written(rows, 10), rows);
    }

    @Test
    void longTextsEndAGroupEarly() throws IOException {
        Made big = made("x".repeat(9 << 20), 1, 1L, true, Instant.EPOCH, "0.000000001");
        ParquetFile file = written(List.of(big, big, big, big, big), 1000);
        assertThat(file.groups()).containsExactly(4L, 1L);
        assertThat(file.columns().get("text")).hasSize(5).allMatch(text -> text.equals(big.text()));
    }

    @Test
    void aFileThatWasNotFinishedIsNone() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParquetWriter<Made> writer = new ParquetWriter<>(out, COLUMNS, 1);
        writer.add(made("a", 1, 1L, true, Instant.EPOCH, "0.000000001"));
        assertThatThrownBy(() -> new ParquetFile(out.toByteArray())).hasMessage("no Parquet file");
    }

    @Test
    void aDecimalIsNeverRounded() throws IOException {
        for (String tooMuch : List.of("0.0000000001", "1000000000")) {
            Made row = new Made(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new BigDecimal(tooMuch)));
            assertThatThrownBy(() -> written(List.of(row), 1)).isInstanceOf(ArithmeticException.class);
        }
        assertThatThrownBy(() -> new ColumnType.Decimal(19, 9)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Made made(String text, int small, long whole, boolean truth, Instant moment, String money) {
        return new Made(
                Optional.of(text),
                Optional.of(small),
                Optional.of(whole),
                Optional.of(truth),
                Optional.of(moment),
                Optional.of(new BigDecimal(money)));
    }

    /** Rows made up from a seed: from no NULLs over a few to nothing but NULLs, one by one and in long runs. */
    private static final class MadeUp {
        private final Random random;
        private final double nulls;
        private final double change;
        private boolean there = true;

        MadeUp(Random random) {
            this.random = random;
            nulls = List.of(0.0, 0.01, 0.5, 0.99, 1.0).get(random.nextInt(5));
            change = random.nextBoolean() ? 1 : 0.02;
        }

        int one(int... of) {
            return of[random.nextInt(of.length)];
        }

        List<Made> rows() {
            return IntStream.range(0, random.nextInt(3000))
                    .mapToObj(index -> row())
                    .toList();
        }

        private Made row() {
            return new Made(
                    maybe(this::text),
                    maybe(random::nextInt),
                    maybe(random::nextLong),
                    maybe(random::nextBoolean),
                    maybe(() -> Instant.ofEpochMilli(random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L))),
                    maybe(() -> BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000_000L), 9)));
        }

        private <T> Optional<T> maybe(Supplier<T> value) {
            if (random.nextDouble() < change) {
                there = random.nextDouble() >= nulls;
            }
            return there ? Optional.of(value.get()) : Optional.empty();
        }

        private String text() {
            int[] points = random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                    .map(point -> random.nextInt(3) == 0 ? point : point % 0x250)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .toArray();
            return Arrays.stream(points)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }
}
