"""Packs that an organisation defines, from the empty template to the note on an entry that has expired."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.packs.pack_texts import ORGANISATION


@pytest.fixture
def ours(tmp_path: Path) -> str:
    path = tmp_path / "ours.yaml"
    path.write_text(ORGANISATION, encoding="utf-8")
    return str(path)


@pytest.fixture
def office(tmp_path: Path, at_inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (at_inputs / "office.txt").read_text(encoding="utf-8")
    assert "收到" in text
    (tmp_path / "office.txt").write_text(text.replace("收到", "灯会门票，转让饭卡"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_the_template_is_sound_while_it_is_empty(tmp_path: Path, run: Run) -> None:
    path = str(tmp_path / "my-school.yaml")

    assert run("rules", "new", "--organisation", path).out.startswith(f"已写好规则包 my-school：{path}\n")
    assert run("rules", "check", path) == (0, "my-school 0.1.0：0 条规则，没有问题\n", "")
    assert run("rules", "test", path, "--strict").code == 0


def test_the_entry_that_the_template_shows_is_sound(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "my-school.yaml"
    run("rules", "new", "--organisation", str(path))
    before, after = path.read_text(encoding="utf-8").split("rules: []\n")
    shown = re.sub("^#", "", after.partition("\n")[2], flags=re.MULTILINE)
    path.write_text(f"{before}rules:\n{shown}", encoding="utf-8")

    assert run("rules", "check", str(path), "--today", "2026-03-20") == (
        0,
        "my-school 0.1.0：1 条规则，没有问题\n",
        "",
    )
    assert run("rules", "test", str(path), "--strict").code == 0


@pytest.mark.usefixtures("at_inputs")
def test_the_template_brings_no_words_and_finds_nothing(tmp_path: Path, run: Run) -> None:
    path = str(tmp_path / "my-school.yaml")
    run("rules", "new", "--organisation", path)
    told = run("scan", "office.txt", "--rules", path)

    assert told.code == 0
    assert told.out.endswith("没有发现\n")


# options of check, exit code
CHECKS = {
    "in force": (["--today", "2026-03-20"], 0),
    "one has expired": (["--today", "2026-04-01"], 2),
    "today, long after": ([], 2),
    "no day": (["--today", "tomorrow"], 2),
}


@pytest.mark.parametrize(("options", "code"), CHECKS.values(), ids=CHECKS)
def test_check_refuses_what_has_expired(options: list[str], code: int, ours: str, run: Run) -> None:
    assert run("rules", "check", ours, *options).code == code


def scanned(run: Run, ours: str, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    told = run("scan", "office.txt", "--rules", ours, "--format", "jsonl", "--min-severity", "info", *options)
    return told.code, [json.loads(line) for line in told.out.splitlines()], told.err


@pytest.mark.usefixtures("office")
def test_findings_are_for_review_and_never_set_the_exit_code(ours: str, run: Run) -> None:
    code, found, _ = scanned(run, ours, "--today", "2026-03-20", "--fail-on", "info")

    assert code == 0
    assert {row["rule"] for row in found} == {"ours-tickets", "ours-meals"}
    assert all(row["category"] == "org" and row["experimental"] for row in found)
    assert all(row["message"].endswith("（供人工复核）") for row in found)


@pytest.mark.usefixtures("office")
def test_a_rule_that_has_expired_is_not_run_and_the_report_says_so(ours: str, run: Run) -> None:
    code, found, told = scanned(run, ours, "--today", "2026-04-01")

    assert (code, {row["rule"] for row in found}) == (0, {"ours-tickets"})
    assert "规则 ours-meals 已于 2026-03-31 过期，未检查\n" in told


@pytest.mark.usefixtures("office")
def test_without_a_day_it_is_this_day(ours: str, run: Run) -> None:
    _, found, told = scanned(run, ours, "--lang", "en")

    assert found == []
    assert told.count("expired on 2026-") == 2
    assert "rule packs: no rule to run, nothing was checked\n" in told


@pytest.mark.usefixtures("office")
def test_the_table_says_that_a_finding_is_for_review(ours: str, run: Run) -> None:
    told = run("scan", "office.txt", "--rules", ours, "--today", "2026-03-20")

    assert "供人工复核，不影响退出码" in told.out
    assert "试用规则" not in told.out


def test_show_tells_who_approved_a_rule_and_for_how_long(ours: str, run: Run) -> None:
    told = run("rules", "show", "ours-tickets", "--rules", ours).out.splitlines()

    assert "  理由：有人高价倒票" in told
    assert "  批准：学生处〔2026〕12号 2026-03-01 … 2026-05-15" in told
