"""Parquet: the types of MESSAGES, written batch by batch."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from pyarrow import parquet

from msgscan.errors import UsageError
from msgscan.report.parquet import write
from msgscan.schema import MESSAGES, Batch

CHINA = ZoneInfo("Asia/Shanghai")


def test_every_column_has_the_type_of_the_schema(tmp_path: Path) -> None:
    write([Batch(1, {"text": ["收到"]})], tmp_path / "a.parquet", CHINA)
    schema = parquet.read_schema(tmp_path / "a.parquet")
    types = {name: str(type_) for name, type_ in zip(schema.names, schema.types, strict=True)}

    assert list(types) == [column.name for column in MESSAGES]
    assert types["seq"] == "int64"
    assert types["recalled"] == "bool"
    assert types["sent_at"] == "timestamp[ms, tz=Asia/Shanghai]"
    assert types["event_targets"] == "list<element: string>"
    assert pa.types.is_dictionary(schema.field("kind").type)


def test_each_batch_is_written_as_it_comes(tmp_path: Path) -> None:
    write((Batch(2, {"text": [text] * 2}) for text in "甲乙"), tmp_path / "a.parquet", CHINA)
    file = parquet.ParquetFile(tmp_path / "a.parquet")

    assert file.num_row_groups == 2
    assert file.read(["text"]).column("text").to_pylist() == ["甲", "甲", "乙", "乙"]


def test_no_batch_is_a_file_without_rows(tmp_path: Path) -> None:
    write([], tmp_path / "a.parquet", CHINA)

    assert parquet.read_table(tmp_path / "a.parquet").num_rows == 0


def test_without_pyarrow_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"msgscan\[parquet\]"):
        write([], tmp_path / "a.parquet", CHINA)
