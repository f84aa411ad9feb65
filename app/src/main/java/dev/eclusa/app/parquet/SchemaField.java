package dev.eclusa.app.parquet;

/** Numbers of the fields of {@code SchemaElement} in {@code parquet.thrift}. */
final class SchemaField {
    static final int TYPE = 1;
    static final int REPETITION = 3;
    static final int NAME = 4;
    static final int CHILDREN = 5;
    static final int CONVERTED = 6;
    static final int SCALE = 7;
    static final int PRECISION = 8;
    static final int LOGICAL = 10;

    private SchemaField() {}
}
