package dev.eclusa.app.parquet;

/** Values of {@code ConvertedType} in {@code parquet.thrift}, which readers older than logical types look at. */
final class Converted {
    static final int UTF8 = 0;
    static final int DECIMAL = 5;
    static final int TIMESTAMP_MILLIS = 9;

    private Converted() {}
}
