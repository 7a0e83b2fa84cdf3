"""Every shipped rule finds its own examples, leaves its counter-examples alone, and says why it is there.

Rules are found by themselves: a new pack in ``rules/`` needs no line here. ``domain/*.tsv`` holds further
invented messages (text, rule that must find it or ``-``, severity); newlines are written ``\\n``.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.engine.program import Program
from msgscan.frames import from_texts
from msgscan.packs.chats import Spoken, shown_example, spoken
from msgscan.packs.load import load_pack
from msgscan.packs.model import Rule, RulePack
from msgscan.packs.shipped import shipped_names, shipped_path
from msgscan.roster_table import read_roster
from msgscan.scanning import scan

FEWEST_MATCH, FEWEST_NO_MATCH = 2, 3
# Words that would make a suspicion a verdict; who reads a finding has not judged it yet.
VERDICTS = ("违法", "造谣", "犯罪", "违规者", "嫌疑人")


_Chat = tuple[Spoken, ...]
_ROSTER = read_roster(Path(__file__).parents[1] / "fixtures" / "_roster" / "roster.csv")
# A sender of each standing: name and account.
_SENDERS: dict[str, tuple[str, str | None]] = {
    "unknown": ("", None),
    "staff": ("王伟", "4200000001"),
    "student": ("阿西子呷", "4200000011"),
    "other": ("刘敏", "wxid_fixture0021"),
    "stranger": ("小雨", "4200000098"),
    "namesake": ("王伟", "4200000099"),
    "ambiguous": ("陈静", None),
}


class _Case(NamedTuple):
    """A message and what the shipped packs must say of it; rule ``-`` = nothing above ``info``."""

    pack: str
    text: str
    rule: str
    severity: str


@cache
def _packs() -> dict[str, RulePack]:
    return {name: load_pack(shipped_path(name)) for name in shipped_names()}


@cache
def _program(name: str) -> Program:
    return compile_packs([_packs()[name]])


@cache
def _found(name: str, chats: tuple[_Chat, ...]) -> list[dict[str, str]]:
    """Return, for each chat, the severity of each rule of a pack that finds something in it."""
    said = [(number, message) for number, chat in enumerate(chats) for message in chat]
    frame = from_texts(
        [message.text for _, message in said],
        chat_id=[str(number) for number, _ in said],
        sender=[_SENDERS.get(message.sender, (message.sender,))[0] for _, message in said],
        sender_id=[_SENDERS.get(message.sender, ("", None))[1] for _, message in said],
        sent_at=pd.to_datetime([message.after for _, message in said], unit="ms", utc=True),
    )
    findings = scan(frame, _program(name), roster=_ROSTER)
    found: list[dict[str, str]] = [{} for _ in chats]
    for seq, rule, severity in zip(findings["seq"], findings["rule"], findings["severity"], strict=True):
        found[said[int(seq)][0]][str(rule)] = str(severity)
    return found


def _alone(text: str, standing: str = "unknown") -> _Chat:
    """Return a chat of one message, by a sender of this standing."""
    return (Spoken(0, standing, text),)


def _rules() -> list[tuple[str, Rule]]:
    return [(name, rule) for name, pack in _packs().items() for rule in pack.rules]


def _cases() -> list[_Case]:
    cases = []
    for file in sorted((Path(__file__).parent / "domain").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                text, rule, severity = line.split("\t")
                cases.append(_Case(file.stem, text.replace("\\n", "\n"), rule, severity))
    return cases


def _chats(rule: Rule) -> tuple[_Chat, ...]:
    return tuple(
        tuple(spoken(example.chat)) or _alone(example.text, example.standing)
        for example in (*rule.examples.match, *rule.examples.no_match)
    )


every_rule = pytest.mark.parametrize(("name", "rule"), _rules(), ids=lambda value: getattr(value, "id", None))


@every_rule
def test_a_rule_finds_its_examples_with_the_severity_they_ask_for(name: str, rule: Rule) -> None:
    found = _found(name, _chats(rule))[: len(rule.examples.match)]

    missed = [
        (shown_example(example), severities.get(rule.id, "not found"))
        for example, severities in zip(rule.examples.match, found, strict=True)
        if rule.id not in severities
        or (example.expect and example.expect.severity not in {None, severities[rule.id]})
    ]
    assert missed == []


@every_rule
def test_a_rule_leaves_its_counter_examples_alone(name: str, rule: Rule) -> None:
    found = _found(name, _chats(rule))[len(rule.examples.match) :]

    hit = [
        shown_example(example)
        for example, severities in zip(rule.examples.no_match, found, strict=True)
        if rule.id in severities
    ]
    assert hit == []


@every_rule
def test_a_rule_has_enough_examples(name: str, rule: Rule) -> None:
    assert len(rule.examples.match) >= FEWEST_MATCH, name
    assert len(rule.examples.no_match) >= FEWEST_NO_MATCH, name


@every_rule
def test_a_rule_says_by_which_clause_from_which_source_and_what_to_do(name: str, rule: Rule) -> None:
    clause = rule.clause or _packs()[name].categories[rule.category].clause

    assert clause
    assert rule.source
    assert rule.advice.zh


@every_rule
def test_a_rule_speaks_of_a_suspicion_and_accuses_nobody(name: str, rule: Rule) -> None:
    said = f"{rule.title.zh} {rule.message.zh} {rule.advice.zh}"

    assert [word for word in VERDICTS if word in said] == [], name


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.pack}: {case.text[:24]!r}")
def test_a_message_of_the_domain_is_judged_as_the_table_says(case: _Case) -> None:
    mates = tuple(_alone(other.text) for other in _cases() if other.pack == case.pack)
    found = _found(case.pack, mates)[mates.index(_alone(case.text))]

    if case.rule == "-":
        assert {rule: severity for rule, severity in found.items() if severity != "info"} == {}
    else:
        assert found.get(case.rule) == case.severity


def test_ids_are_unique_over_all_packs() -> None:
    counts = Counter(rule.id for _, rule in _rules())

    assert [rule for rule, count in counts.items() if count > 1] == []
