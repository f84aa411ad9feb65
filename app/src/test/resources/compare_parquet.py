"""Compares every value of a Parquet export with the .jsonl export of the same rows: compare_parquet.py A.parquet A.jsonl"""
import datetime
import decimal
import json
import sys

import pyarrow
import pyarrow.parquet

TYPES = {
    "string": ["call_id", "request_id", "call_type", "api_key", "user", "team_id", "organization_id", "model_group",
               "custom_llm_provider", "model", "status", "cache_hit"],
    "timestamp[ms, tz=UTC]": ["startTime", "endTime"],
    "int32": ["tier", "http_status"],
    "int64": ["prompt_tokens", "completion_tokens", "cached_tokens", "reasoning_tokens", "total_tokens", "latency_ms",
              "time_to_first_token_ms"],
    "bool": ["stream", "usage_estimated"],
    "decimal128(18, 9)": ["spend"],
}

parquet = pyarrow.parquet.ParquetFile(sys.argv[1])
table = parquet.read()
with open(sys.argv[2], encoding="utf-8") as lines:
    rows = [json.loads(line, parse_float=decimal.Decimal) for line in lines.read().split("\n") if line]

for expected, names in TYPES.items():
    for name in names:
        assert str(table.schema.field(name).type) == expected, (name, table.schema.field(name).type)
assert len(table.column_names) == sum(len(names) for names in TYPES.values()), table.column_names
assert table.num_rows == len(rows), (table.num_rows, len(rows))

for name in table.column_names:
    column = table.column(name)
    assert column.null_count == sum(1 for row in rows if row[name] is None), name
    for index, (found, row) in enumerate(zip(column.to_pylist(), rows)):
        wanted = row[name]
        if name in ("startTime", "endTime"):
            wanted = datetime.datetime.fromisoformat(wanted.replace("Z", "+00:00"))
        elif name == "spend" and wanted is not None:
            wanted = decimal.Decimal(wanted)
        assert type(found) is type(wanted) and found == wanted, (name, index, found, wanted)

for group in range(parquet.num_row_groups):
    for column in range(len(table.column_names)):
        chunk = parquet.metadata.row_group(group).column(column)
        assert chunk.statistics.null_count == sum(
            1 for value in parquet.read_row_group(group).column(column).to_pylist() if value is None)
print(f"equal: {len(rows)} rows, {len(table.column_names)} columns, {parquet.num_row_groups} row groups,"
      f" pyarrow {pyarrow.__version__}")
