"""Messages as a Parquet file, written batch by batch. The only file that imports pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from ..errors import UsageError, Wording
from ..schema import CATEGORIES, MESSAGES, Batch, Column


def write(batches: Iterable[Batch], path: Path, zone: ZoneInfo) -> None:
    """Write batches of MESSAGES to one file; memory does not grow with their number.

    Raises
    ------
    UsageError
        pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        wording = Wording('需要 pip install "msgscan[parquet]"', 'this needs pip install "msgscan[parquet]"')
        raise UsageError(wording) from error

    def type_of(column: Column) -> pa.DataType:
        name = column.type.removesuffix("?")
        if name in CATEGORIES:
            return pa.dictionary(pa.int8(), pa.string())
        return {
            "str": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "list": pa.list_(pa.string()),
            "time": pa.timestamp("ms", zone.key),
        }[name]  # fmt: skip

    schema = pa.schema([(column.name, type_of(column)) for column in MESSAGES])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            arrays = [pa.array(_plain(batch, column), schema.field(column.name).type) for column in MESSAGES]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _plain(batch: Batch, column: Column) -> object:
    values = batch.values(column.name)
    return np.asarray(values, "M8[ms]") if column.type == "time?" else values
