"""Texts to measure rules on: what a file is taken for, and what is read from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.corpora import corpus
from msgscan.errors import ReadError, Refused, UnknownFormat, UsageError
from tests.cli.conftest import INPUTS

Rows = list[tuple[str, str]]  # text, label

# name, content, options, what it is taken for, rows
FILES: dict[str, tuple[str, str, dict[str, str], str, Rows]] = {
    "lines": ("a.txt", "收到\n\n 好的\r\n  \n谢谢", {}, "lines", [("收到", ""), (" 好的", ""), ("谢谢", "")]),
    "csv": (
        "a.csv", 'id,text\n1,收到\n2,"甲\n乙"\n\n3\n', {}, "table",
        [("收到", ""), ("甲\n乙", ""), ("", "")],
    ),
    "csv, another column": ("a.csv", "内容,备注\n收到,x\n", {}, "table", [("收到", "")]),
    "csv, the column that is named": (
        "a.csv", "text,said\nx,收到\n", {"text_column": "said"}, "table", [("收到", "")],
    ),
    "csv with labels": (
        "a.csv", "text,label\n收到,ham\n兼职,spam\n", {"label_column": "label"}, "table",
        [("收到", "ham"), ("兼职", "spam")],
    ),
    "csv with a byte order mark": ("a.csv", "\ufefftext\n收到\n", {}, "table", [("收到", "")]),
    "tsv: quotes are text": (
        "a.tsv", 'text\tlabel\n"收到\tham\n', {"label_column": "label"}, "table", [('"收到', "ham")],
    ),
    "jsonl": (
        "a.jsonl", '{"text": "收到"}\n\n{"text": 5}\n{"text": null}\n', {}, "table",
        [("收到", ""), ("5", ""), ("", "")],
    ),
    "jsonl that a scan refuses": (
        "a.jsonl", '{"messages": [{"role": "user", "content": "收到"}], "text": "收到"}\n', {}, "table",
        [("收到", "")],
    ),
    "labels that are numbers": (
        "a.jsonl", '{"content": "收到", "y": 0}\n', {"label_column": "y"}, "table", [("收到", "0")],
    ),
    "a table read as lines": (
        "a.csv", "text\n收到\n", {"shape": "lines"}, "lines", [("text", ""), ("收到", "")],
    ),
    "a table whatever its ending": (
        "a.dat", "text\n收到\n", {"shape": "table"}, "table", [("收到", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "options", "shape", "rows"), FILES.values(), ids=FILES)
def test_what_a_file_is_taken_for_and_its_rows(
    name: str, content: str, options: dict[str, str], shape: str, rows: Rows, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    read = corpus(path, **options)  # type: ignore[arg-type]  # the table's options are texts

    assert (read.shape, rows) == (
        shape,
        [
            pair
            for batch in read.batches
            for pair in zip(batch.texts("text"), batch.texts("label"), strict=True)
        ],
    )


def test_an_export_is_read_as_one_with_its_kinds() -> None:
    read = corpus(INPUTS / "class.txt")
    batches = list(read.batches)

    assert read.shape == "export"
    assert any("日结兼职" in text for batch in batches for text in batch.texts("text"))
    assert {kind for batch in batches for kind in batch.texts("kind")} >= {"text"}
    assert {label for batch in batches for label in batch.texts("label")} == {""}


def test_an_export_can_be_read_as_lines() -> None:
    assert corpus(INPUTS / "class.txt", shape="lines").shape == "lines"


def test_long_files_come_in_batches(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("收到\n" * 20_001, encoding="utf-8")

    assert [batch.size for batch in corpus(path).batches] == [10_000, 10_000, 1]


# name, content, options, what is told
WRONG: dict[str, tuple[str, str, dict[str, str], str]] = {
    "no column of texts": (
        "a.csv",
        "id,note\n1,x\n",
        {},
        r"a\.csv:2: 这一行没有 text 列；现有的列：id、note",
    ),
    "no such column": ("a.csv", "text\n收到\n", {"label_column": "y"}, "没有 y 列；现有的列：text"),
    "a line that is no JSON": ("a.jsonl", '{"text": "收到"}\noops\n', {}, r"a\.jsonl:2: .*现有的列：没有"),
    "a table without rows": ("a.csv", "兼职，加我\n", {}, "a.csv: 表格里没有数据：第一行要写列名"),
    "a line that is no object": ("a.jsonl", "[1]\n", {}, "没有 text 列"),
}


@pytest.mark.parametrize(("name", "content", "options", "told"), WRONG.values(), ids=WRONG)
def test_a_row_without_the_column_is_an_error_that_names_its_line(
    name: str, content: str, options: dict[str, str], told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    with pytest.raises(ReadError, match=told):
        list(corpus(path, **options).batches)  # type: ignore[arg-type]  # the table's options are texts


def test_what_must_be_an_export_and_is_none_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("收到\n", encoding="utf-8")

    with pytest.raises(UnknownFormat):
        corpus(path, shape="export")


def test_a_format_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("收到\n", encoding="utf-8")

    with pytest.raises(UsageError, match="没有名为 nope 的格式"):
        corpus(path, format="nope")


@pytest.mark.parametrize("content", [b"", b"PNG\x00\x00\x00\x01" * 9], ids=["empty", "no text"])
def test_a_file_that_holds_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    with pytest.raises(Refused):
        corpus(path)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到这个文件"):
        corpus(tmp_path / "a.txt", shape="lines")
