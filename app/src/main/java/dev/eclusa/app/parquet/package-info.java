/**
 * Tables written as Apache Parquet files, after the Apache Parquet format specification
 * (<a href="https://github.com/apache/parquet-format">apache/parquet-format</a>: {@code README.md},
 * {@code Encodings.md}, {@code LogicalTypes.md}, {@code parquet.thrift}) and that of Thrift's compact protocol. Only what
 * a flat table needs: decision 9 says why it is here.
 */
@NullMarked
package dev.eclusa.app.parquet;

import org.jspecify.annotations.NullMarked;
