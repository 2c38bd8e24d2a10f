"""Writes Tests/ImportTests/ParquetFiles.swift: small Parquet files in base64, as pyarrow writes them.

    python3 -m venv .venv && .venv/bin/pip install pyarrow && .venv/bin/python Tests/Parquet/files.py
"""

import base64
import datetime
import decimal
import io
import textwrap

import pyarrow
import pyarrow.parquet

D = decimal.Decimal
DAY = datetime.date


def column(name, values, kind, nullable=True):
    return name, pyarrow.array(values, kind), nullable


TYPES = [
    column("id", [1, 2, 3], pyarrow.int64(), nullable=False),
    column("name", ["Ada", None, "Zoë 🎉"], pyarrow.string()),
    column("yes", [True, False, None], pyarrow.bool_()),
    column("small", [-5, None, 127], pyarrow.int8()),
    column("large", [2**64 - 1, 0, None], pyarrow.uint64()),
    column("unsigned", [2**32 - 1, 7, None], pyarrow.uint32()),
    column("half", [1.5, None, -0.25], pyarrow.float16()),
    column("single", [0.1, float("inf"), 16777216.0], pyarrow.float32()),
    column("double", [0.1 + 0.2, float("nan"), -1e300], pyarrow.float64()),
    column("day", [DAY(2025, 3, 1), DAY(1899, 12, 31), None], pyarrow.date32()),
    column("time", [34_200_250, None, 0], pyarrow.time32("ms")),
    column("utc", [1740816300250000, None, -1], pyarrow.timestamp("us", "UTC")),
    column("local", [1740816300000000001, None, 0], pyarrow.timestamp("ns")),
    column("cents", [D("12.50"), D("-0.05"), None], pyarrow.decimal128(9, 2)),
    column("long", [D("-12345678901234567890123.4500"), D("0.0001"), None], pyarrow.decimal128(38, 4)),
    column("bytes", [b"ok", b"\xff", b""], pyarrow.binary()),
    column("fixed", [b"\x00\xab", None, b"\xff\x01"], pyarrow.binary(2)),
]
TEXTS = [
    column("id", list(range(40)), pyarrow.int32()),
    column("word", [None if i % 7 == 0 else f"word {i // 3}" for i in range(40)], pyarrow.string()),
    column("label", [f"{i % 3}" for i in range(40)], pyarrow.string()),
    column("share", [i / 8 for i in range(40)], pyarrow.float64()),
    column("flag", [None if i % 5 == 0 else i % 2 == 0 for i in range(40)], pyarrow.bool_()),
]
GROUPS = [
    column("id", ["a", "b"], pyarrow.string()),
    column("tags", [["x", "y"], None], pyarrow.list_(pyarrow.string())),
    column(
        "user",
        [{"plan": "pro", "home": {"city": "Oslo"}}, {"plan": None, "home": None}],
        pyarrow.struct([("plan", pyarrow.string()), ("home", pyarrow.struct([("city", pyarrow.string())]))]),
    ),
]
DIFFERENCES = {
    "id": "DELTA_BINARY_PACKED",
    "word": "DELTA_BYTE_ARRAY",
    "label": "DELTA_LENGTH_BYTE_ARRAY",
    "share": "BYTE_STREAM_SPLIT",
    "flag": "RLE",
}


def written(columns, **options):
    schema = pyarrow.schema([pyarrow.field(name, array.type, nullable) for name, array, nullable in columns])
    table = pyarrow.Table.from_arrays([array for _, array, _ in columns], schema=schema)
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, store_schema=False, write_statistics=False, **options)
    return out.getvalue()


FILES = {
    "types": written(TYPES, compression="snappy", write_page_checksum=True),
    "plainTypes": written(TYPES, compression="none", use_dictionary=False, data_page_version="2.0"),
    "oldTimes": written(TYPES[11:13], compression="none", use_deprecated_int96_timestamps=True),
    "snappy": written(TEXTS, compression="snappy", row_group_size=16),
    "gzip": written(TEXTS, compression="gzip"),
    "zstandard": written(TEXTS, compression="zstd", data_page_version="2.0", data_page_size=32),
    "differences": written(
        TEXTS, compression="none", use_dictionary=False, data_page_version="2.0", column_encoding=DIFFERENCES
    ),
    "lz4": written(TEXTS[:1], compression="lz4"),
    "groups": written(GROUPS, compression="snappy"),
    "lists": written(GROUPS[1:2], compression="snappy"),
    "noRows": written([(name, array[:0], nullable) for name, array, nullable in TEXTS], compression="none"),
}

with open("Tests/ImportTests/ParquetFiles.swift", "w") as file:
    file.write("import Foundation\n\n")
    file.write("/// Parquet files, as Tests/Parquet/files.py makes them.\n")
    file.write("enum ParquetFiles {\n")
    for name, content in FILES.items():
        lines = textwrap.wrap(base64.b64encode(content).decode(), 96)
        text = '"\n      + "'.join(lines)
        file.write(f'  static let {name} = bytes(\n    "{text}")\n')
    file.write(
        "\n  private static func bytes(_ base64: String) -> [UInt8] { "
        "[UInt8](Data(base64Encoded: base64) ?? Data()) }\n}\n"
    )
