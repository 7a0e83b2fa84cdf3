"""``msgscan rules stats``: what is read, and the numbers in each form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import INPUTS, Run

PACK = str(INPUTS / "pack.yaml")


@pytest.fixture
def texts(tmp_path: Path) -> str:
    path = tmp_path / "texts.tsv"
    path.write_text(
        "text\tlabel\n日结兼职\tspam\n辛苦了，日结兼职\tspam\n青鸾计划\tham\n辛苦了\tham\n收到\tham\n",
        encoding="utf-8",
    )
    return str(path)


def test_the_table_has_the_noisiest_rule_on_top_and_masks_what_is_redacted(texts: str, run: Run) -> None:
    told = run("rules", "stats", texts, "--rules", PACK)
    cells = [
        [cell.strip() for cell in line.split("│")[1:-1]] for line in told.out.splitlines() if "│" in line
    ]

    assert told.code == 0
    assert told.err == f"{texts}：按表格读取，5 条消息\n"
    assert cells == [
        ["job-ads", "2", "4000.0", "50%", "—", "日结兼职"],
        ["", "", "", "", "", "辛苦了，日结兼职"],
        ["polite", "2", "4000.0", "50%", "—", "辛苦了，日结兼职"],
        ["", "", "", "", "", "辛苦了"],
        ["leak-code", "1", "2000.0", "0%", "—", "青***"],
        ["on-trial", "0", "0.0", "0%", "—", ""],
    ]
    assert told.out.splitlines()[-2:] == ["5 条消息，4 条被命中", "消息太少，没有测耗时"]


def test_hits_are_told_by_label(texts: str, run: Run) -> None:
    told = run(
        "rules", "stats", texts, "-r", PACK, "--label-column", "label", "--examples", "0", "--lang", "en"
    )

    assert "spam 2/2" in told.out
    assert "ham 1/3" in told.out
    assert told.out.splitlines()[-1] == "too few messages to take times"


def test_times_are_told_where_there_are_enough_messages(tmp_path: Path, run: Run) -> None:
    (tmp_path / "many.txt").write_text("收到\n" * 1_000, encoding="utf-8")
    told = run("rules", "stats", str(tmp_path / "many.txt"), "-r", PACK)

    assert told.out.splitlines()[-1].startswith("耗时：每条规则单独运行前 1000 条，三次取最快；")


def test_json_lines_hold_numbers_labels_and_examples(texts: str, run: Run) -> None:
    told = run(
        "rules", "stats", texts, "-r", PACK, "--label-column", "label", "-f", "jsonl", "--examples", "1"
    )
    first = json.loads(told.out.splitlines()[0])

    assert first == {
        "rule": "job-ads", "pack": "try-out@1.0.0", "severity": "medium", "hits": 2, "rate": 4000.0,
        "shared": 0.5, "milliseconds": None, "labels": {"spam": 2}, "examples": ["日结兼职"],
    }  # fmt: skip


def test_the_form_follows_the_ending_of_the_output(texts: str, tmp_path: Path, run: Run) -> None:
    told = run("rules", "stats", texts, "-r", PACK, "-o", str(tmp_path / "out.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))

    assert told.out == ""
    assert [(row["rule"], row["hits"], row["milliseconds"]) for row in rows] == [
        ("job-ads", "2", ""), ("polite", "2", ""), ("leak-code", "1", ""), ("on-trial", "0", ""),
    ]  # fmt: skip


def test_exports_folders_and_pipes_add_up(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("日结兼职\n收到\n", encoding="utf-8")
    told = run(
        "rules", "stats", str(INPUTS / "class.txt"), str(tmp_path), "-", "-r", PACK, "-f", "jsonl",
        stdin="加微信\n".encode(),
    )  # fmt: skip
    how = [line.rpartition("：")[2].split("，") for line in told.err.splitlines()]

    assert [shape for shape, _ in how] == ["按聊天记录读取", "按一行一条读取", "按一行一条读取"]
    assert [messages for _, messages in how][1:] == ["2 条消息", "1 条消息"]


def test_a_column_that_is_not_there_is_an_error_that_names_those_that_are(texts: str, run: Run) -> None:
    told = run("rules", "stats", texts, "-r", PACK, "--text-column", "said")

    assert (told.code, told.out) == (2, "")
    assert f"{texts}:2: 这一行没有 said 列；现有的列：text、label" in told.err


def test_a_pack_with_faults_is_told_before_texts_are_read(texts: str, run: Run) -> None:
    told = run("rules", "stats", texts, "-r", "./no-such-pack.yaml")

    assert told.code == 2
    assert "按" not in told.err


def test_a_folder_without_texts_is_an_error(tmp_path: Path, run: Run) -> None:
    assert run("rules", "stats", str(tmp_path), "-r", PACK).code == 2


def test_a_pattern_that_takes_too_long_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "texts.txt").write_text("a" * 60 + "!\n", encoding="utf-8")
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        Path(PACK)
        .read_text(encoding="utf-8")
        .replace("{polite: [辛苦了]}", "{polite: {regex: '(?:a|aa)+$'}}"),
        encoding="utf-8",
    )

    told = run("rules", "stats", str(tmp_path / "texts.txt"), "-r", str(pack))

    assert "规则 polite 在至少 1 条消息上超时，对它们的判断可能不对" in told.out
