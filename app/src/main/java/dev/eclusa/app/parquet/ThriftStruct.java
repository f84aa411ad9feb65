package dev.eclusa.app.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A structure in Thrift's compact protocol, field by field in rising order: Parquet's page headers and footer are such
 * structures ({@code parquet.thrift}; the bytes are those of Thrift's {@code thrift-compact-protocol.md}).
 */
final class ThriftStruct {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int last;

    /** A number of 32 bits, or an enumerated value. */
    ThriftStruct number(int field, int value) {
        begin(field, I32);
        signed(value);
        return this;
    }

    /** A number of 64 bits. */
    ThriftStruct number(int field, long value) {
        begin(field, I64);
        signed(value);
        return this;
    }

    /** A truth value, which is its type. */
    ThriftStruct truth(int field, boolean value) {
        begin(field, value ? TRUE : FALSE);
        return this;
    }

    /** A text. */
    ThriftStruct text(int field, String value) {
        begin(field, BINARY);
        text(value);
        return this;
    }

    /** A structure. */
    ThriftStruct struct(int field, ThriftStruct value) {
        begin(field, STRUCT);
        out.writeBytes(value.bytes());
        return this;
    }

    /** A list of enumerated values. */
    ThriftStruct numbers(int field, List<Integer> values) {
        list(field, I32, values.size());
        values.forEach(this::signed);
        return this;
    }

    /** A list of texts. */
    ThriftStruct texts(int field, List<String> values) {
        list(field, BINARY, values.size());
        values.forEach(this::text);
        return this;
    }

    /** A list of structures. */
    ThriftStruct structs(int field, List<ThriftStruct> values) {
        list(field, STRUCT, values.size());
        values.forEach(value -> out.writeBytes(value.bytes()));
        return this;
    }

    /** The whole structure, its end included. */
    byte[] bytes() {
        byte[] ended = new byte[out.size() + 1];
        System.arraycopy(out.toByteArray(), 0, ended, 0, out.size());
        return ended;
    }

    private void begin(int field, int type) {
        int step = field - last;
        if (step <= 0 || step > SHORT) {
            throw new IllegalArgumentException("field " + field + " does not follow " + last);
        }
        out.write(step << 4 | type);
        last = field;
    }

    private void list(int field, int type, int size) {
        begin(field, LIST);
        if (size < SHORT) {
            out.write(size << 4 | type);
        } else {
            out.write(SHORT << 4 | type);
            unsigned(size);
        }
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        unsigned(bytes.length);
        out.writeBytes(bytes);
    }

    /** Zigzag, so that small negative numbers are short as well. */
    private void signed(long value) {
        unsigned(value << 1 ^ value >> 63);
    }

    private void unsigned(long value) {
        Varint.write(out, value);
    }
}
