package dev.eclusa.app.parquet;

/** Numbers of the members of {@code LogicalType}, and of a timestamp's unit, in {@code parquet.thrift}. */
final class Logical {
    static final int STRING = 1;
    static final int DECIMAL = 5;
    static final int TIMESTAMP = 8;
    static final int UNIT_MILLIS = 1;

    private Logical() {}
}
