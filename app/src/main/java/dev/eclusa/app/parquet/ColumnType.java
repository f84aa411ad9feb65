package dev.eclusa.app.parquet;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the values of a column are: how they lie in the file, and how a reader is told what they mean
 * ({@code LogicalTypes.md}; older readers look at the converted type).
 *
 * @param <V> their Java type
 */
public sealed interface ColumnType<V> {
    /** How values lie in the file. */
    Physical physical();

    /** Adds a value in PLAIN encoding. */
    void append(PlainValues values, V value);

    /** Adds what the values mean to the column's element of the schema. */
    void annotate(ThriftStruct element);

    /** Text, in UTF-8. */
    record Utf8() implements ColumnType<String> {
        @Override
        public Physical physical() {
            return Physical.BYTE_ARRAY;
        }

        @Override
        public void append(PlainValues values, String value) {
            values.bytes(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void annotate(ThriftStruct element) {
            element.number(SchemaField.CONVERTED, Converted.UTF8)
                    .struct(SchemaField.LOGICAL, new ThriftStruct().struct(Logical.STRING, new ThriftStruct()));
        }
    }

    /** Whole numbers of 32 bits. */
    record Int32() implements ColumnType<Integer> {
        @Override
        public Physical physical() {
            return Physical.INT32;
        }

        @Override
        public void append(PlainValues values, Integer value) {
            values.number(value);
        }

        @Override
        public void annotate(ThriftStruct element) {}
    }

    /** Whole numbers of 64 bits. */
    record Int64() implements ColumnType<Long> {
        @Override
        public Physical physical() {
            return Physical.INT64;
        }

        @Override
        public void append(PlainValues values, Long value) {
            values.number((long) value);
        }

        @Override
        public void annotate(ThriftStruct element) {}
    }

    /** True or false. */
    record Bool() implements ColumnType<Boolean> {
        @Override
        public Physical physical() {
            return Physical.BOOLEAN;
        }

        @Override
        public void append(PlainValues values, Boolean value) {
            values.bit(value);
        }

        @Override
        public void annotate(ThriftStruct element) {}
    }

    /** Moments, to the millisecond, in UTC. */
    record Timestamp() implements ColumnType<Instant> {
        @Override
        public Physical physical() {
            return Physical.INT64;
        }

        @Override
        public void append(PlainValues values, Instant value) {
            values.number(value.toEpochMilli());
        }

        @Override
        public void annotate(ThriftStruct element) {
            ThriftStruct millis = new ThriftStruct().struct(Logical.UNIT_MILLIS, new ThriftStruct());
            ThriftStruct timestamp = new ThriftStruct().truth(1, true).struct(2, millis);
            element.number(SchemaField.CONVERTED, Converted.TIMESTAMP_MILLIS)
                    .struct(SchemaField.LOGICAL, new ThriftStruct().struct(Logical.TIMESTAMP, timestamp));
        }
    }

    /**
     * Exact decimal numbers, kept as a whole number of their last digit.
     *
     * @param precision most digits, at most 18: as many as 64 bits always hold
     * @param scale how many of them are behind the point
     */
    record Decimal(int precision, int scale) implements ColumnType<BigDecimal> {
        private static final int MOST = 18;

        public Decimal {
            if (precision < 1 || precision > MOST || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("no decimal of 64 bits: " + precision + ", " + scale);
            }
        }

        @Override
        public Physical physical() {
            return Physical.INT64;
        }

        /**
         * Adds a value in PLAIN encoding.
         *
         * @throws ArithmeticException when it has more digits than the column
         */
        @Override
        public void append(PlainValues values, BigDecimal value) {
            BigDecimal exact = value.setScale(scale);
            if (exact.precision() > precision) {
                throw new ArithmeticException(value + " has more than " + precision + " digits");
            }
            values.number(exact.unscaledValue().longValueExact());
        }

        @Override
        public void annotate(ThriftStruct element) {
            ThriftStruct decimal = new ThriftStruct().number(1, scale).number(2, precision);
            element.number(SchemaField.CONVERTED, Converted.DECIMAL)
                    .number(SchemaField.SCALE, scale)
                    .number(SchemaField.PRECISION, precision)
                    .struct(SchemaField.LOGICAL, new ThriftStruct().struct(Logical.DECIMAL, decimal));
        }
    }
}
