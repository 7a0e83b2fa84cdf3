"""Overlays: what each kind of change makes of the pack that it extends."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from msgscan.checking import check_packs
from msgscan.errors import PackError
from msgscan.packs.load import load_pack, load_packs
from msgscan.packs.model import Rule
from msgscan.packs.shipped import shipped_names
from msgscan.packs.signal import Except
from tests.packs.overlaying import HEAD, TODAY, overlaid, rule_of
from tests.packs.pack_texts import FULL, OVERLAY, VERBS

GUIDE = (Path(__file__).parents[2] / "rules/README.md").read_text(encoding="utf-8")


# --- rules -----------------------------------------------------------------------------------------------

CHAT = "{chat: ['+0s 甲: 好', '+1s 甲: 好', '+2s 甲: 好']}"

# override, what to look at, what is there then
CHANGES: dict[str, tuple[str, Callable[[Rule], object], object]] = {
    "severity": ("{rule: job-ads, severity: critical", lambda rule: rule.severity, "critical"),
    "switched off": ("{rule: job-ads, enabled: false", lambda rule: rule.status, "deprecated"),
    "by its old id": ("{rule: parttime-ads, status: stable", lambda rule: rule.status, "stable"),
    "text in one language": ("{rule: job-ads, advice: 找老师", lambda rule: rule.advice.en, "找老师"),
    "words of the short form": (
        "{rule: job-ads, signals: {job: {words: {add: 招工, remove: [刷單]}}}",
        lambda rule: rule.signals["job"].words,
        ("兼职", "招工"),
    ),
    "words beside parts": (
        "{rule: job-ads, signals: {contact: {words: {add: [扣我]}}}",
        lambda rule: (rule.signals["contact"].words, len(rule.signals["contact"].any)),
        (("扣我",), 2),
    ),
    "the last word of a part": (
        "{rule: job-ads, signals: {contact: {words: {remove: [扫码]}}}",
        lambda rule: [part.lexicon for part in rule.signals["contact"].any],
        [("contact",)],
    ),
    "a lexicon of a part": (
        "{rule: job-ads, signals: {contact: {lexicon: {remove: contact, add: warning}}}",
        lambda rule: (rule.signals["contact"].lexicon, [part.words for part in rule.signals["contact"].any]),
        (("warning",), [("扫码",)]),
    ),
    "a pattern": (
        "{rule: job-ads, signals: {job: {regex: {add: '招.{0,2}工'}}}",
        lambda rule: rule.signals["job"].regex,
        ("招.{0,2}工",),
    ),
    "an exception": (
        "{rule: job-ads, signals: {job: {except: {words: {add: [兼职辅导员]}}}}",
        lambda rule: rule.signals["job"].except_,
        Except(words=("兼职辅导员",)),
    ),
    "settings": (
        "{rule: job-ads, signals: {job: {boundary: none, views: [exact, squeeze]}}",
        lambda rule: (rule.signals["job"].boundary, rule.signals["job"].views),
        ("none", ("exact", "squeeze")),
    ),
    "a window": (
        "{rule: same-again, window: {at_least: 8}",
        lambda rule: rule.window and (rule.window.at_least, rule.window.span),
        (8, 600_000),
    ),
    "levels": (
        "{rule: hearsay, score: {levels: {high: 3}}",
        lambda rule: rule.score and rule.score.levels,
        {"medium": 2, "high": 3},
    ),
    "examples": (
        "{rule: hearsay, examples: {match: {remove: [听说要速转], add: [据说要速转]}}",
        lambda rule: [example.text for example in rule.examples.match],
        ["据说要速转"],
    ),
    "an example that is a chat": (
        f"{{rule: same-again, examples: {{match: {{remove: [{CHAT}], add: [{CHAT.replace('好', '嗯')}]}}}}",
        lambda rule: [example.chat[0] for example in rule.examples.match],
        ["+0s 甲: 嗯"],
    ),
}


@pytest.mark.parametrize(("override", "look", "expected"), CHANGES.values(), ids=CHANGES)
def test_an_override_changes_what_it_says(
    override: str, look: Callable[[Rule], object], expected: object, bases: Path
) -> None:
    [name] = re.findall(r"rule: ([a-z-]+)", override)
    packs = overlaid(bases, f"overrides:\n  - {override}, reason: 理由}}\n")

    assert look(rule_of(packs, name)) == expected


@pytest.mark.parametrize("override", [change[0] for change in CHANGES.values()], ids=CHANGES)
def test_an_override_leaves_the_other_rules_alone(override: str, bases: Path) -> None:
    [name] = re.findall(r"rule: ([a-z-]+)", override)
    packs = overlaid(bases, f"overrides:\n  - {override}, reason: 理由}}\n")
    before = load_pack(bases / "school.yaml")
    changed = rule_of(packs, name).id

    assert [rule for rule in packs["school"].rules if rule.id != changed] == [
        rule for rule in before.rules if rule.id != changed
    ]


def test_a_lexicon_changes_for_all_rules_of_its_pack(bases: Path) -> None:
    packs = overlaid(
        bases, "overrides: [{lexicon: contact, words: {add: [扣我], remove: [加微信]}, reason: 理由}]\n"
    )

    assert packs["school"].lexicons["contact"] == ("私聊我", "扣我")


def test_an_overlay_of_an_overlay_has_the_last_word(bases: Path) -> None:
    text = HEAD.replace("school.yaml", "harder.yaml")
    text += "overrides: [{rule: job-ads, title: 招人, reason: 理由}]\n"
    (bases / "overlay.yaml").write_text(text, encoding="utf-8")
    packs = {pack.id: pack for pack in load_packs([bases / "overlay.yaml"])}
    rule = rule_of(packs, "job-ads")

    assert (rule.severity, rule.title.zh) == ("critical", "招人")
    assert packs["school"].version == "1.0.0+harder.1.0.0.try-out.0.2.0"


def test_own_rules_may_use_the_categories_of_the_packs_that_are_extended(bases: Path) -> None:
    own = """\
rules:
  - id: own
    title: 自己的
    category: ad
    severity: low
    message: 自己的
    signals: {own: [自己的]}
    when: own
    examples: {match: [自己的], no_match: [别人的]}
"""
    packs = overlaid(bases, own)

    assert packs["try-out"].categories["ad"].title.zh == "广告"
    assert check_packs(packs.values()) == ()


def test_all_that_an_overlay_can_say_works_together(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    for name, text in (("lexicons/verbs.txt", VERBS), ("full.yaml", FULL), ("on-top.yaml", OVERLAY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    packs = load_packs([tmp_path / "on-top.yaml"], today=TODAY)
    rule = packs[0].rules[0]

    assert check_packs(packs) == ()
    assert (rule.severity, rule.clause, rule.redact) == ("medium", "第六条", False)
    assert [part.entity for part in rule.signals["contact"].any] == [("cn_mobile", "url")]
    assert rule.signals["warning"].except_ == Except(
        words=("警惕高",), lexicon=("verbs",), regex=("警惕.高",)
    )


# --- packs -----------------------------------------------------------------------------------------------


def test_the_packs_that_are_extended_come_first_and_once(bases: Path) -> None:
    packs = load_packs([bases / "harder.yaml", bases / "school.yaml"])

    assert [pack.id for pack in packs] == ["school", "harder"]


def test_a_folder_may_hold_a_pack_and_its_overlays(bases: Path) -> None:
    assert [pack.id for pack in load_packs([bases])] == ["school", "harder", "other"]


def test_the_version_of_a_pack_tells_which_overlay_has_changed_it(bases: Path) -> None:
    packs = overlaid(bases, "overrides: [{rule: job-ads, clause: 第九条, reason: 理由}]\n")

    assert packs["school"].version == "1.0.0+try-out.0.2.0"


def test_a_change_changes_the_digest(bases: Path) -> None:
    packs = overlaid(bases, "allow: [{rules: '*', senders: [甲], reason: 理由}]\n")

    assert packs["school"].digest != load_pack(bases / "school.yaml").digest


def test_one_pack_is_asked_for_and_several_are_there(bases: Path) -> None:
    with pytest.raises(PackError, match=r"harder\.yaml:3:10: .*load_packs"):
        load_pack(bases / "harder.yaml")


def test_shipped_packs_are_extended_by_name(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        HEAD.replace("school.yaml", ", ".join(shipped_names())), encoding="utf-8"
    )

    assert [pack.id for pack in load_packs([tmp_path / "mine.yaml"])] == [*shipped_names(), "try-out"]


# --- examples --------------------------------------------------------------------------------------------


def test_an_inherited_example_that_fails_after_a_change_is_reported(bases: Path) -> None:
    override = "{rule: job-ads, reason: 理由, signals: {job: {words: {remove: [兼职]}}}}"
    problems = check_packs(overlaid(bases, f"overrides: [{override}]\n").values())

    assert [(problem.rule, problem.text) for problem in problems] == [("job-ads", "兼职 加微信")]


def test_an_inherited_example_that_is_taken_away_is_not(bases: Path) -> None:
    override = (
        "{rule: job-ads, reason: 理由, signals: {job: {words: {remove: [兼职]}}},"
        " examples: {match: {remove: [兼职 加微信], add: [刷单 加微信]}, no_match: {add: [兼职 加微信]}}}"
    )

    assert check_packs(overlaid(bases, f"overrides: [{override}]\n").values()) == ()


# --- former ids ------------------------------------------------------------------------------------------


def test_a_rule_is_found_by_a_former_id_and_the_overlay_is_told_the_new_one(bases: Path) -> None:
    packs = overlaid(bases, "overrides: [{rule: parttime-ads, severity: critical, reason: 理由}]\n")

    assert rule_of(packs, "parttime-ads").id == "job-ads"
    assert [note.wording.zh for note in packs["try-out"].notes] == ["规则 parttime-ads 现在叫 job-ads"]


# --- the guide -------------------------------------------------------------------------------------------


def test_the_overlay_of_the_guide_holds_all_examples(tmp_path: Path) -> None:
    [text] = re.findall(r"<!-- overlay -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
    (tmp_path / "cs-dept.yaml").write_text(text, encoding="utf-8")
    packs = load_packs([tmp_path / "cs-dept.yaml"], today=TODAY)

    assert [pack.id for pack in packs] == ["ads", "flooding", "cs-dept"]
    assert packs[-1].notes == ()
    assert check_packs(packs) == ()
