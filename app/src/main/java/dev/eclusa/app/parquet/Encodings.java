package dev.eclusa.app.parquet;

/** Values of {@code Encoding} and {@code CompressionCodec} in {@code parquet.thrift}, those that are used. */
final class Encodings {
    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int GZIP = 2;

    private Encodings() {}
}
