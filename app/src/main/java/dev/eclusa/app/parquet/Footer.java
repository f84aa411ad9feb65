package dev.eclusa.app.parquet;

import java.util.ArrayList;
import java.util.List;

/** The end of a file, which says what is in it. */
record Footer(List<? extends Column<?, ?>> columns, List<RowGroup> groups) {
    private static final int VERSION = 1;
    private static final int OPTIONAL = 1;
    private static final String ROOT = "rows";
    private static final String WRITER = "eclusa version 0.1.0";

    /** {@code FileMetaData} of {@code parquet.thrift}. */
    ThriftStruct struct() {
        return new ThriftStruct()
                .number(1, VERSION)
                .structs(2, schema())
                .number(3, groups.stream().mapToLong(RowGroup::rows).sum())
                .structs(4, groups.stream().map(RowGroup::struct).toList())
                .text(6, WRITER);
    }

    private List<ThriftStruct> schema() {
        List<ThriftStruct> elements = new ArrayList<>();
        elements.add(new ThriftStruct().text(SchemaField.NAME, ROOT).number(SchemaField.CHILDREN, columns.size()));
        columns.forEach(column -> elements.add(element(column)));
        return elements;
    }

    private static ThriftStruct element(Column<?, ?> column) {
        ThriftStruct element = new ThriftStruct()
                .number(SchemaField.TYPE, column.type().physical().code())
                .number(SchemaField.REPETITION, OPTIONAL)
                .text(SchemaField.NAME, column.name());
        column.type().annotate(element);
        return element;
    }
}
