package dev.eclusa.app.parquet;

/** How values lie in a file: the {@code Type} of {@code parquet.thrift}, those that are used. */
enum Physical {
    BOOLEAN(0),
    INT32(1),
    INT64(2),
    BYTE_ARRAY(6);

    private final int code;

    Physical(int code) {
        this.code = code;
    }

    /** The number it has in a file. */
    int code() {
        return code;
    }
}
