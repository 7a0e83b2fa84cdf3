"""Findings of frames held against a baseline, and baselines read and written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from msgscan import from_texts, read_baseline, scan, stale_entries, write_baseline
from msgscan.errors import BaselineError, PackError, UsageError
from msgscan.packs.load import load_pack
from tests.packs.pack_texts import SMALL

TODAY = date(2026, 11, 22)
MESSAGES = from_texts(["代写", "你好", "代写作业"]).assign(
    chat="年级群", sender="甲", sent_at=pd.to_datetime(["2026-09-01", "2026-09-02", "2026-09-03"], utc=True)
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path / "small.yaml"


@pytest.fixture
def baseline(pack: Path) -> Path:
    path = pack.with_name("seen.txt")
    write_baseline(path, scan(MESSAGES, pack).iloc[:1], reason="核实过", today=TODAY)
    return path


def test_what_is_written_is_left_out(pack: Path, baseline: Path) -> None:
    left = read_baseline(baseline).without(scan(MESSAGES, pack), today=TODAY)

    assert left["seq"].tolist() == [2]


def test_nothing_of_what_was_said_is_written(baseline: Path) -> None:
    text = baseline.read_text(encoding="utf-8")

    assert text.endswith("2026-09-01T08:00:00+08:00 on=2026-11-22 核实过\n")
    assert "代写" not in text


def test_only_new_findings_are_added(pack: Path, baseline: Path) -> None:
    findings = scan(MESSAGES, pack)
    added = [write_baseline(baseline, findings, reason="也核实过", today=TODAY) for _ in range(2)]

    assert added == [1, 0]
    assert [each.reason for each in read_baseline(baseline).entries] == ["核实过", "也核实过"]


def test_a_finding_without_a_time_is_written_too(pack: Path) -> None:
    path = pack.with_name("no-time.txt")
    write_baseline(path, scan(from_texts(["代写"]), pack), reason="好", today=TODAY)

    assert [each.sent_at for each in read_baseline(path).entries] == [None]


def test_an_entry_that_is_not_found_again_is_stale(pack: Path, baseline: Path) -> None:
    changed = MESSAGES.assign(text=["代写", "你好", "你好"], sender=["乙", "甲", "甲"])
    known = read_baseline(baseline)

    assert stale_entries(known, scan(MESSAGES, pack), MESSAGES, pack, today=TODAY) == ()
    assert stale_entries(known, scan(changed, pack), changed, pack, today=TODAY) == known.entries


def test_a_rule_may_be_renamed(pack: Path, baseline: Path) -> None:
    renamed = SMALL.replace("- id: small-ads", "- id: ghost-writing\n    formerly: small-ads")
    pack.write_text(renamed, encoding="utf-8")
    findings = scan(MESSAGES, load_pack(pack))

    assert findings["rule"].unique().tolist() == ["ghost-writing"]
    assert read_baseline(baseline).without(findings, today=TODAY)["seq"].tolist() == [2]


@pytest.mark.parametrize("reason", ["", "  \n", "by=王老师 核实过"])
def test_a_reason_is_asked_for(reason: str, pack: Path) -> None:
    with pytest.raises(UsageError, match="要写一句理由"):
        write_baseline(pack.with_name("seen.txt"), scan(MESSAGES, pack), reason=reason)

    assert not pack.with_name("seen.txt").exists()


def test_a_file_with_faults_is_not_written_to(pack: Path) -> None:
    with pytest.raises(BaselineError):
        write_baseline(pack, scan(MESSAGES, pack), reason="好")

    assert pack.read_text(encoding="utf-8") == SMALL


def test_a_baseline_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="找不到这个文件"):
        read_baseline(tmp_path / "none.txt")
