"""What overlays allow: words that cancel hits, people and groups that are not judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.frames import from_texts
from msgscan.packs.load import load_pack
from msgscan.packs.model import Exemption
from msgscan.packs.signal import Except
from msgscan.scanning import ScanWarning, scan
from tests.packs.overlaying import overlaid, rule_of

ALLOWED = (
    "allow: [{rules: [job-ads], words: [勤工兼职], regex: '校内.{0,2}兼职', reason: 理由, expires: %s}]\n"
)


def test_words_are_exceptions_of_the_signals_that_speak(bases: Path) -> None:
    rule = rule_of(overlaid(bases, ALLOWED % "2027-01-31"), "job-ads")
    exceptions = Except(words=("勤工兼职",), regex=("校内.{0,2}兼职",))

    assert {name: signal.except_ for name, signal in rule.signals.items()} == {
        "job": exceptions,
        "contact": exceptions,
        "warning": None,
    }


def test_an_entry_does_nothing_after_its_last_day(bases: Path) -> None:
    packs = overlaid(bases, ALLOWED % "2027-01-30")

    assert packs["school"] == load_pack(bases / "school.yaml")
    assert [(note.place.line, note.wording.zh[:19]) for note in packs["try-out"].notes] == [
        (4, "这一项 2027-01-30 到期，已")
    ]


def test_senders_and_chats_are_exempt_from_the_rules_that_are_named(bases: Path) -> None:
    packs = overlaid(bases, "allow: [{rules: ['*-*'], senders: 甲, chats: [教务群], reason: 理由}]\n")

    assert packs["school"].exemptions == (
        Exemption(rules=("job-ads", "same-again"), senders=("甲",), chats=("教务群",)),
    )


def test_a_pack_that_extends_nothing_may_allow_for_its_own_rules(bases: Path) -> None:
    path = bases / "other.yaml"
    text = (
        path.read_text(encoding="utf-8") + "allow: [{rules: other-ads, words: [代写作业网], reason: 理由}]\n"
    )
    path.write_text(text, encoding="utf-8")
    pack = load_pack(path)

    assert pack.rules[0].signals["ad"].except_ == Except(words=("代写作业网",))
    assert pack.version == "1.0.0"


def test_a_signal_that_reads_nothing_has_no_exceptions(bases: Path) -> None:
    path = bases / "other.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("{ad: [代写],", "{ad: [代写], by: {role: member},"),
        ("{all: [ad]", "{all: [ad, by]"),
        ("{match: [代写]", "{match: [{text: 代写, role: member}]"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(f"{text}allow: [{{rules: other-ads, words: 代写网, reason: 理由}}]\n", encoding="utf-8")

    assert load_pack(path).rules[0].signals["by"].except_ is None


def test_a_scan_warns_of_what_has_expired(bases: Path) -> None:
    overlaid(bases, ALLOWED % "2020-01-31")
    with pytest.warns(ScanWarning, match=r"overlay\.yaml:4:\d+: 这一项 2020-01-31 到期"):
        found = scan(from_texts(["勤工兼职 加微信"]), bases / "overlay.yaml")

    assert found["rule"].tolist() == ["job-ads"]


def test_a_scan_does_not_find_what_is_allowed(bases: Path) -> None:
    overlaid(bases, ALLOWED % "2999-01-31")
    found = scan(from_texts(["勤工兼职 加微信", "校内的兼职 加微信", "兼职 加微信"]), bases / "overlay.yaml")

    assert found["seq"].tolist() == [2]
