"""Overlays on the command line: checked, tested, shown, and scanned with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import INPUTS, Run

OVERLAY = """\
msgscan: 1
pack: {id: mine, version: 0.2.0}
extends: [pack.yaml]
overrides:
  - rule: job-ads
    reason: 本班家长常问
    severity: high
    signals: {job: {words: {add: [招临时工], remove: [日结兼职]}}}
    examples: {match: {remove: [日结兼职], add: [招临时工]}}
  - {rule: polite, enabled: false, reason: 客套话不管}
allow:
  - {rules: leak-code, words: [青鸾计划的名单], reason: 已经公开, expires: 2099-01-31}
  - {rules: '*', senders: ['4200000002'], reason: 老师, expires: 2020-01-31}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(INPUTS / "pack.yaml", tmp_path)
    shutil.copy(INPUTS / "class.txt", tmp_path)
    (tmp_path / "mine.yaml").write_text(OVERLAY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


EXPIRED = "mine.yaml:13:64: 这一项 2020-01-31 到期，已经不起作用：删掉，或者重新核实后改日期"


@pytest.mark.usefixtures("folder")
def test_check_tells_of_all_packs_and_what_has_expired(run: Run) -> None:
    told = run("rules", "check", "mine.yaml")

    assert told.code == 0
    assert told.out.splitlines() == [
        "try-out 1.0.0+mine.0.2.0：4 条规则，没有问题",
        "mine 0.2.0：0 条规则，没有问题",
        f"提醒：{EXPIRED}",
    ]


@pytest.mark.usefixtures("folder")
def test_check_tells_programs_that_it_is_no_fault(run: Run) -> None:
    as_json = run("rules", "check", "mine.yaml", "--format", "json")
    as_annotation = run("rules", "check", "mine.yaml", "--format", "github").out

    assert (as_json.code, as_json.out, as_json.err) == (0, "", f"提醒：{EXPIRED}\n")
    assert as_annotation.startswith("::warning file=mine.yaml,line=13,col=64::这一项 2020-01-31")


@pytest.mark.usefixtures("folder")
def test_test_runs_the_examples_of_the_packs_as_they_are_changed(run: Run) -> None:
    assert run("rules", "test", "mine.yaml").out == "4 条规则、8 个例句：全部符合\n"


def test_test_tells_an_inherited_example_that_a_change_makes_fail(folder: Path, run: Run) -> None:
    text = OVERLAY.replace("    examples: {match: {remove: [日结兼职], add: [招临时工]}}\n", "")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    told = run("rules", "test", "mine.yaml")

    assert (told.code, told.out.splitlines()[0]) == (1, "job-ads: 应当命中，却没有命中: 日结兼职")


EFFECTIVE = """\
job-ads  兼职广告
  try-out@1.0.0+mine.0.2.0
  id: job-ads  # pack.yaml:20
  title: 兼职广告  # pack.yaml:21
  category: ad  # pack.yaml:22
  severity: high  # mine.yaml:7
  status: stable  # pack.yaml:24
  message.zh: 出现「{job}」  # pack.yaml:25
  message.en: found {job}  # pack.yaml:25
  advice.zh: 请核对  # pack.yaml:26
  advice.en: please check  # pack.yaml:26
  signals.job.words: 加微信  # pack.yaml:27
  signals.job.words: 招临时工  # mine.yaml:8
  when: job  # pack.yaml:28
  examples.match: 招临时工  # mine.yaml:9
  examples.no_match: 作业  # pack.yaml:29
改掉或去掉的
  severity: medium  # pack.yaml:23
  signals.job: 日结兼职  # pack.yaml:27
  examples.match: 日结兼职  # pack.yaml:29
理由
  mine.yaml:5:5 severity signals examples：本班家长常问
"""


@pytest.mark.usefixtures("folder")
def test_show_tells_where_each_value_comes_from(run: Run) -> None:
    assert run("rules", "show", "job-ads", "--effective", "-r", "mine.yaml") == (0, EFFECTIVE, "")


@pytest.mark.usefixtures("folder")
def test_show_lists_all_changes(run: Run) -> None:
    assert run("rules", "show", "--effective", "-r", "mine.yaml").out.splitlines() == [
        "mine.yaml:5:5 severity signals examples：本班家长常问",
        "  job-ads",
        "mine.yaml:10:5 enabled：客套话不管",
        "  polite",
        "mine.yaml:12:5 words：已经公开（到 2099-01-31 为止）",
        "  leak-code",
    ]


def test_a_change_of_many_rules_is_listed_once(folder: Path, run: Run) -> None:
    text = OVERLAY.partition("overrides")[0]
    change = "allow:\n  - {rules: '*', chats: [甲群], reason: 老师群, expires: 2099-01-31}\n"
    (folder / "mine.yaml").write_text(text + change, encoding="utf-8")

    assert run("rules", "show", "--effective", "-r", "mine.yaml", "--lang", "en").out.splitlines() == [
        "mine.yaml:5:5 chats: 老师群 (until 2099-01-31)",
        "  job-ads, leak-code, on-trial, polite",
    ]


@pytest.mark.usefixtures("folder")
def test_show_tells_that_nothing_is_changed(run: Run) -> None:
    assert run("rules", "show", "--effective", "-r", "pack.yaml", "--lang", "en").out == "no changes\n"


def test_show_tells_what_became_of_a_lexicon(folder: Path, run: Run) -> None:
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    text = text.replace("{job: [日结兼职, 加微信]}", "{job: {words: [日结兼职], lexicon: contact}}")
    (folder / "pack.yaml").write_text(
        f"{text}lexicons: {{contact: {{words: [加微信, 加我]}}}}\n", encoding="utf-8"
    )
    change = "overrides:\n  - {lexicon: contact, words: {add: [扣我], remove: [加我]}, reason: 理由}\n"
    (folder / "mine.yaml").write_text(OVERLAY.partition("overrides")[0] + change, encoding="utf-8")
    told = run("rules", "show", "job-ads", "--effective", "-r", "mine.yaml").out

    assert "  lexicons.contact: 扣我  # mine.yaml:5\n" in told
    assert "改掉或去掉的\n  lexicons.contact: 加我  # pack.yaml:48\n" in told
    assert "  mine.yaml:5:5 words：理由\n" in told


@pytest.mark.usefixtures("folder")
def test_a_scan_goes_by_the_overlay_and_tells_what_has_expired(run: Run) -> None:
    told = run("scan", "class.txt", "-r", "mine.yaml", "-f", "jsonl", "--min-severity", "info")
    found = [json.loads(line) for line in told.out.splitlines()]

    assert [(row["rule"], row["severity"], row["pack"]) for row in found] == [
        ("job-ads", "high", "try-out@1.0.0+mine.0.2.0")
    ]
    assert EXPIRED in told.err


def test_a_sender_who_is_allowed_is_not_judged(folder: Path, run: Run) -> None:
    text = OVERLAY.replace("['4200000002']", "['4200000004']").replace("2020-01-31", "2099-01-31")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")

    assert run("scan", "class.txt", "-r", "mine.yaml").code == 0


@pytest.mark.usefixtures("folder")
def test_a_name_that_leads_nowhere_is_an_error_with_its_place(run: Run) -> None:
    Path("mine.yaml").write_text(OVERLAY.replace("rule: job-ads", "rule: job-add"), encoding="utf-8")
    told = run("scan", "class.txt", "-r", "mine.yaml", "--lang", "en")

    assert (told.code, told.err) == (2, "mine.yaml:5:11: unknown rule 'job-add', did you mean 'job-ads'?\n")


def test_an_overlay_is_laid_out_like_any_pack(folder: Path, run: Run) -> None:
    head, _, rest = OVERLAY.partition("extends: [pack.yaml]\n")
    (folder / "mine.yaml").write_text(f"{head}{rest}extends: [pack.yaml]\n", encoding="utf-8")
    told = run("rules", "fmt", "mine.yaml")

    assert (told.code, told.out) == (0, "mine.yaml\n")
    assert "\nextends: [pack.yaml]\noverrides:\n" in (folder / "mine.yaml").read_text(encoding="utf-8")
    assert run("rules", "test", "mine.yaml").code == 0


@pytest.mark.usefixtures("folder")
def test_entries_expire_by_the_day_that_is_asked_for(run: Run) -> None:
    early = run("scan", "class.txt", "-r", "mine.yaml", "--today", "2020-01-31")
    late = run("scan", "class.txt", "-r", "mine.yaml", "--today", "2099-02-01")

    assert "到期" not in early.out
    assert ["mine.yaml:12" in late.out, "mine.yaml:13" in late.out] == [True, True]
