"""What a rule redacts is shown nowhere: a report must not become another copy of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import INPUTS, Run

# (what is written in place of 别外传, by which another rule finds the same message)
OTHERS = [
    pytest.param("别外传", id="no other rule"),
    pytest.param("加微信", id="another rule beside it"),
    pytest.param("青鸾计划，加微信，青鸾计划", id="several times around it"),
]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_what_a_rule_redacts_stands_in_no_finding(form: str, other: str, tmp_path: Path, run: Run) -> None:
    chat = tmp_path / "chat.txt"
    text = (INPUTS / "class.txt").read_text(encoding="utf-8").replace("别外传", other)
    chat.write_text(text, encoding="utf-8")
    told = run("scan", str(chat), "--rules", str(INPUTS / "pack.yaml"), "-f", form)

    assert "青鸾计划" not in told.out + told.err
    assert "青***" in told.out


def test_a_finding_that_overlaps_what_another_rule_redacts_is_redacted(tmp_path: Path, run: Run) -> None:
    pack = tmp_path / "pack.yaml"
    text = (
        (INPUTS / "pack.yaml")
        .read_text(encoding="utf-8")
        .replace("日结兼职, 加微信", "青鸾计划的名单, 加微信")
    )
    pack.write_text(text.replace("match: [日结兼职]", "match: [加微信]"), encoding="utf-8")
    told = run("scan", str(INPUTS / "class.txt"), "--rules", str(pack), "-f", "jsonl")

    assert told.out.count('"rule": ') == 3
    assert "青鸾" not in told.out
