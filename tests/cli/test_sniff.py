"""``msgscan sniff``: what a file is, what it lacks, what to export instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msgscan.formats import formats
from tests.cli.conftest import Run

OFFICE = "fixtures/qq-pc-txt/office.txt"


def test_an_export_is_told_with_encoding_and_chat_and_what_it_lacks(run: Run) -> None:
    told = run("sniff", OFFICE)

    assert told.code == 0
    assert told.out.splitlines()[:3] == [
        f"{OFFICE}：QQ 电脑版消息管理器导出的文本（qq-pc-txt）",
        "  · 编码：utf-8",
        "  · 聊天：教务工作群",
    ]
    assert all(lack.zh in told.out for lack in formats()["qq-pc-txt"].lacks)


def test_what_an_audit_misses_is_told_with_a_better_export(run: Run) -> None:
    told = run("sniff", OFFICE).out

    assert "要用、而这种导出里没见过的：群号\n" in told
    assert (
        f"请改用：{formats()['qce-json'].title.zh}（qce-json）。{formats()['qce-json'].how_to_make.zh}"
        in told
    )


def test_an_export_that_misses_nothing_is_not_to_be_made_anew(run: Run) -> None:
    assert "请改用" not in run("sniff", "fixtures/qce-json/version-5.json").out


def test_the_notes_of_a_file_are_told_when_it_is_read_whole(run: Run) -> None:
    damaged = "fixtures/chatlab-jsonl/damaged.jsonl"

    assert "结构与这种导出不同" not in run("sniff", damaged).out
    assert "5 条记录的结构与这种导出不同" in run("sniff", damaged, "--notes").out


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("王老师：\n您好", "不认识这种文件", id="unknown"),
        pytest.param("SQLite format 3\0", "数据库", id="refused"),
    ],
)
def test_what_is_no_export_is_told_with_advice_and_exit_code_2(
    text: str, why: str, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "信.txt"
    file.write_text(text, encoding="utf-8")
    told = run("sniff", str(file), OFFICE)

    assert told.code == 2
    assert why in told.out.splitlines()[0]
    assert "qq-pc-txt" in told.out


def test_an_export_that_breaks_off_is_told_with_what_it_is(run: Run) -> None:
    told = run("sniff", "fixtures/_refused/cut-short.json", "--notes")

    assert told.code == 2
    assert "JSON 不完整或已损坏" in told.out


def test_json_holds_an_object_a_file(tmp_path: Path, run: Run) -> None:
    told = run("sniff", OFFICE, str(tmp_path / "没有.txt"), "--notes", "--format", "json", "--lang", "en")
    known, missing = json.loads(told.out)

    assert told.code == 2
    assert {name: known[name] for name in ("path", "format", "encoding", "chats", "missed", "messages")} == {
        "path": OFFICE,
        "format": "qq-pc-txt",
        "encoding": "utf-8",
        "chats": ["教务工作群"],
        "missed": ["chat_number"],
        "messages": 9,
    }
    assert known["lacks"] == [lack.en for lack in formats()["qq-pc-txt"].lacks]
    assert "qce-json" in known["instead"]
    assert missing == {"path": str(tmp_path / "没有.txt"), "error": "there is no such file"}


def test_every_export_in_a_folder_is_told(tmp_path: Path, run: Run) -> None:
    for name in ("一.txt", "二.txt"):
        (tmp_path / name).write_bytes(Path(OFFICE).read_bytes())

    assert run("sniff", str(tmp_path)).out.count("（qq-pc-txt）") == 2
