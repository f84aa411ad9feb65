package dev.eclusa.app.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads structures of Thrift's compact protocol: fields by number, whatever they are. Shares nothing with the writer. */
final class ThriftReader {
    private final ByteBuffer in;

    ThriftReader(ByteBuffer in) {
        this.in = in;
    }

    /** A structure that was read. */
    record Struct(Map<Integer, Object> fields) {
        long number(int field) {
            return (Long) get(field);
        }

        boolean truth(int field) {
            return (Boolean) get(field);
        }

        String text(int field) {
            return new String((byte[]) get(field), StandardCharsets.UTF_8);
        }

        Struct struct(int field) {
            return (Struct) get(field);
        }

        List<?> list(int field) {
            return (List<?>) get(field);
        }

        List<Struct> structs(int field) {
            return list(field).stream().map(Struct.class::cast).toList();
        }

        boolean has(int field) {
            return fields.containsKey(field);
        }

        private Object get(int field) {
            return Optional.ofNullable(fields.get(field))
                    .orElseThrow(() -> new IllegalStateException("no field " + field + " in " + fields));
        }
    }

    Struct struct() {
        Map<Integer, Object> fields = new TreeMap<>();
        int field = 0;
        while (true) {
            int head = in.get() & 0xff;
            if (head == 0) {
                return new Struct(fields);
            }
            field = head >>> 4 == 0 ? (int) signed() : field + (head >>> 4);
            fields.put(field, value(head & 0xf));
        }
    }

    private Object value(int type) {
        return switch (type) {
            case 1 -> true;
            case 2 -> false;
            case 4, 5, 6 -> signed();
            case 8 -> bytes();
            case 9 -> list();
            case 12 -> struct();
            default -> throw new IllegalStateException("type " + type + " at " + in.position());
        };
    }

    private List<Object> list() {
        int head = in.get() & 0xff;
        int size = head >>> 4 == 15 ? (int) unsigned() : head >>> 4;
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(value(head & 0xf));
        }
        return values;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[(int) unsigned()];
        in.get(bytes);
        return bytes;
    }

    private long signed() {
        long value = unsigned();
        return value % 2 == 0 ? value >>> 1 : -(value >>> 1) - 1;
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            long next = in.get() & 0xff;
            value += (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }
}
