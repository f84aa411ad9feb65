package dev.eclusa.app.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A Parquet file read back by a reader of its own, which reads flat tables of optional, PLAIN, GZIP columns. */
public final class ParquetFile {
    private static final String MAGIC = "PAR1";

    private final ByteBuffer bytes;
    private final ThriftReader.Struct footer;

    /** A whole file; fails where it does not begin and end as one. */
    public ParquetFile(byte[] file) {
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (!magic(0).equals(MAGIC) || !magic(file.length - 4).equals(MAGIC)) {
            throw new IllegalArgumentException("no Parquet file");
        }
        int length = bytes.getInt(file.length - 8);
        footer = new ThriftReader(bytes.slice(file.length - 8 - length, length)).struct();
    }

    private String magic(int at) {
        byte[] four = new byte[4];
        bytes.get(at, four);
        return new String(four, StandardCharsets.US_ASCII);
    }

    private List<ThriftReader.Struct> schema() {
        List<ThriftReader.Struct> elements = footer.structs(2);
        if (elements.getFirst().number(5) != elements.size() - 1) {
            throw new IllegalStateException("the root has another number of children");
        }
        return elements.subList(1, elements.size());
    }

    /** Names of the columns, in order. */
    public List<String> names() {
        return schema().stream().map(element -> element.text(4)).toList();
    }

    /** Rows of each group. */
    public List<Long> groups() {
        return footer.structs(4).stream().map(group -> group.number(3)).toList();
    }

    /** Rows, as the footer says. */
    public long rows() {
        return footer.number(3);
    }

    /** Every value of every column. */
    public Map<String, List<Optional<Object>>> columns() throws IOException {
        Map<String, List<Optional<Object>>> columns = new TreeMap<>();
        for (int index = 0; index < schema().size(); index++) {
            List<Optional<Object>> values = new ArrayList<>();
            for (ThriftReader.Struct group : footer.structs(4)) {
                values.addAll(chunk(schema().get(index), group.structs(1).get(index)));
            }
            columns.put(schema().get(index).text(4), values);
        }
        return columns;
    }

    private List<Optional<Object>> chunk(ThriftReader.Struct element, ThriftReader.Struct chunk) throws IOException {
        ThriftReader.Struct data = chunk.struct(3);
        check(
                data.list(3).size() == 1
                        && new String((byte[]) data.list(3).getFirst(), StandardCharsets.UTF_8).equals(element.text(4)),
                "the chunk is of the column");
        check(data.number(4) == 2, "GZIP");
        check(data.number(1) == element.number(1), "one type");
        ByteBuffer page = bytes.slice((int) data.number(9), (int) data.number(7));
        ThriftReader.Struct header = new ThriftReader(page).struct();
        check(page.remaining() == header.number(3), "the page fills the chunk");
        check(data.number(6) - data.number(7) == header.number(2) - header.number(3), "sizes with headers");
        byte[] body = new byte[page.remaining()];
        page.get(body);
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        check(plain.length == header.number(2), "the size said");
        List<Optional<Object>> values = values(element, ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN), (int)
                header.struct(5).number(1));
        check(values.size() == data.number(5), "as many values as the chunk says");
        check(
                values.stream().filter(Optional::isEmpty).count()
                        == data.struct(12).number(3),
                "as many NULLs");
        return values;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    private static List<Optional<Object>> values(ThriftReader.Struct element, ByteBuffer plain, int count) {
        boolean[] present = levels(plain.slice(4, plain.getInt(0)), count);
        plain.position(4 + plain.getInt(0));
        List<Optional<Object>> values = new ArrayList<>();
        int bit = 0;
        for (boolean there : present) {
            if (!there) {
                values.add(Optional.empty());
            } else if (element.number(1) == 0) {
                values.add(Optional.of((plain.get(plain.position() + bit / 8) >>> bit % 8 & 1) == 1));
                bit++;
            } else {
                values.add(Optional.of(value(element, plain)));
            }
        }
        check(plain.remaining() == (bit + 7) / 8, "nothing is left");
        return values;
    }

    /** The hybrid of runs and packed bits, one bit a level. */
    private static boolean[] levels(ByteBuffer in, int count) {
        boolean[] present = new boolean[count];
        int at = 0;
        while (at < count) {
            int head = 0;
            int shift = 0;
            byte next;
            do {
                next = in.get();
                head |= (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            if (head % 2 == 0) {
                boolean there = in.get() == 1;
                for (int i = 0; i < head / 2; i++) {
                    present[at++] = there;
                }
            } else {
                for (int i = 0; i < head / 2 * 8; i += 8) {
                    byte eight = in.get();
                    for (int bit = 0; bit < 8 && at < count; bit++) {
                        present[at++] = (eight >>> bit & 1) == 1;
                    }
                }
            }
        }
        check(!in.hasRemaining(), "no level is left");
        return present;
    }

    private static Object value(ThriftReader.Struct element, ByteBuffer plain) {
        return switch ((int) element.number(1)) {
            case 1 -> plain.getInt();
            case 2 -> whole(element, plain.getLong());
            case 6 -> text(plain);
            default -> throw new IllegalStateException("type " + element.number(1));
        };
    }

    private static Object whole(ThriftReader.Struct element, long value) {
        if (!element.has(6)) {
            return value;
        }
        ThriftReader.Struct logical = element.struct(10);
        return switch ((int) element.number(6)) {
            case 5 -> {
                check(logical.struct(5).number(1) == element.number(7), "one scale");
                check(logical.struct(5).number(2) == element.number(8), "one precision");
                yield BigDecimal.valueOf(value, (int) element.number(7));
            }
            case 9 -> {
                check(logical.struct(8).truth(1), "UTC");
                check(logical.struct(8).struct(2).has(1), "milliseconds");
                yield Instant.ofEpochMilli(value);
            }
            default -> throw new IllegalStateException("converted type " + element.number(6));
        };
    }

    private static String text(ByteBuffer plain) {
        byte[] text = new byte[plain.getInt()];
        plain.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
