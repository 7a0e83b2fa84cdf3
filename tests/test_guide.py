"""What the guide for rule writers shows is right, and does what it says.

Its blocks of YAML are packs, or parts of one: the rest is added here. The overlay is tested where overlays
are (``packs/test_overlays.py``), commands and options with those of the README (``test_door.py``).
"""

# ruff: noqa: RUF001 - disguises are part of the guide.
from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from msgscan.checking import check_packs
from msgscan.frames import from_texts
from msgscan.packs.load import load_pack
from msgscan.packs.model import RulePack
from msgscan.scanning import scan

GUIDE = (Path(__file__).resolve().parents[1] / "rules/README.md").read_text(encoding="utf-8")

PACK = """\
msgscan: 1
pack: {id: guide, version: 0.1.0}
categories: {ad: {title: 广告}}
rules:
  - id: a-rule
    title: 规则
    category: ad
    severity: low
    message: 发现
"""
FOUR_EXAMPLES = "examples: {match: [听说出大事了，速转], no_match: [听说新华社也报了，速转]}\n"
SAID = [f"+{10 * number}s {sender}: 大大的赞" for number, sender in enumerate("甲乙甲甲甲")]
CHATS = f"examples: {{match: [{{chat: {SAID}}}], no_match: [{{chat: {SAID[:2]}}}]}}\n"
# What a block of part of a rule begins with, and what the rule has besides.
REST = {
    "signals": "",
    "score": "signals: {hearsay: [听说], urge: [速转], scare: [出大事], source: [新华社]}\n" + FOUR_EXAMPLES,
    "window": "signals: {like: [赞]}\n" + CHATS,
}
PARTS = ("signals", "score")


def pack(tmp_path: Path, text: str) -> RulePack:
    path = tmp_path / "pack.yaml"
    path.write_text(text, encoding="utf-8")
    return load_pack(path)


def blocks(first_key: str) -> list[str]:
    found = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    return [block for block in found if re.search(r"^\w+", block, re.MULTILINE)[0] == first_key]  # type: ignore[index] # every block has a key


def in_rule(*parts: str) -> str:
    """Return a pack whose only rule has these keys."""
    return PACK + "".join(f"    {line}\n" for part in parts for line in part.splitlines())


def test_the_first_pack_has_no_faults_and_holds_its_examples(tmp_path: Path) -> None:
    whole = blocks("msgscan")[0]

    assert check_packs([pack(tmp_path, whole)]) == ()


@pytest.mark.parametrize(
    ("key", "part"), [(key, part) for key in ("signals", "score") for part in blocks(key)]
)
def test_a_part_of_a_rule_has_no_faults_and_holds_its_examples(key: str, part: str, tmp_path: Path) -> None:
    assert check_packs([pack(tmp_path, in_rule(part, REST[key]))]) == ()


@pytest.mark.parametrize("line", blocks("window")[0].splitlines())
def test_each_window_has_no_faults_and_holds_examples(line: str, tmp_path: Path) -> None:
    signals = REST["window"] if "of:" in line else CHATS

    assert check_packs([pack(tmp_path, in_rule(line, signals))]) == ()


def test_the_head_of_a_pack_by_an_organisation_has_no_faults(tmp_path: Path) -> None:
    [head] = blocks("pack")

    assert pack(tmp_path, f"msgscan: 1\n{head}rules: []\n").defined_by == "organisation"


def test_every_block_is_tested() -> None:
    keys = ("msgscan", "signals", "score", "window", "pack")

    assert sum(len(blocks(key)) for key in keys) == GUIDE.count("```yaml")


# view, text of the guide, the word that is looked for, whether it is found
SHOWN = [
    ("squeeze", "加*微*信", "加微信", True),
    ("squeeze", "加💰微信", "加微信", True),
    ("collapse", "加加微微信信", "加微信", True),
    ("collapse", "1380", "13800", False),
    ("digits", "加v一三八", "加v138", True),
    ("digits", "壹叁捌", "138", True),
    ("digits", "幺三八", "138", True),
    ("homophone", "家薇信", "加微信", True),
    ("pinyin", "jia wei xin", "加微信", True),
    ("pinyin", "加weixin", "加微信", True),
    ("split", "力口微亻言", "加微信", True),
    ("similar", "加徽信", "加微信", True),
    ("similar", "兼只", "兼职", True),
    ("similar", "o", "加0", True),
    ("similar", "l", "加1", True),
    ("emoji", "➕微❤", "加微信", True),
    ("emoji", "扫🐎", "扫码", True),
    ("shuffle", "微加信", "加微信", True),
]


def spans_of(view: str) -> list[str]:
    """Return what the row of a view shows."""
    [row] = re.findall(rf"^\| `{view}`[^|]*\|(.*)\|$", GUIDE, re.MULTILINE)
    return re.findall("`([^`]+)`", row)


def found(tmp_path: Path, text: str, **signal: object) -> list[bool]:
    """Return, for each finding of a rule with one signal, whether it is evasion."""
    written = f"signals: {{a: {json.dumps(signal, ensure_ascii=False)}}}\nwhen: a\n"
    rule = in_rule(written, "examples: {match: [甲], no_match: [乙]}\n")
    evasions: list[bool] = scan(from_texts([text]), [pack(tmp_path, rule)])["evasion"].tolist()
    return evasions


@pytest.mark.parametrize(("view", "shown", "word", "is_found"), SHOWN)
def test_a_view_finds_what_the_guide_says(
    view: str, shown: str, word: str, *, is_found: bool, tmp_path: Path
) -> None:
    text = f"加{shown}" if shown in "ol" else shown

    assert found(tmp_path, text, words=[word], views=[view], boundary="none") == [True] * is_found


@pytest.mark.parametrize("view", dict.fromkeys(view for view, *_ in SHOWN))
def test_all_that_the_guide_shows_of_a_view_is_tested(view: str) -> None:
    tested = {text for of, *texts, _ in SHOWN for text in texts if of == view}

    assert [shown for shown in spans_of(view) if shown not in tested | {"0", "1"}] == []


def test_two_tricks_at_once_are_not_seen(tmp_path: Path) -> None:
    views = ["homophone", "pinyin", "split", "similar", "emoji"]

    assert "`➕薇信`" in GUIDE
    assert found(tmp_path, "➕薇信", words=["加微信"], views=views) == []


BORDERS = [
    ("none", "加v", "加vx123", True),
    ("soft", "机密", "手机密码", False),
    ("soft", "vx", "avx1", False),
    ("soft", "机密", "文件机密", True),
    ("hard", "文件", "看文件", True),
    ("hard", "密文", "机密文件", False),
]
STRANGE = [
    ("弱智", "若志", True),
    ("弱智", "弱 智", True),
    ("弱智", "弱智", False),
    ("弱智", "倘若只有", False),
]


@pytest.mark.parametrize(("boundary", "word", "text", "is_found"), BORDERS)
def test_borders_are_as_the_guide_says(
    boundary: str, word: str, text: str, *, is_found: bool, tmp_path: Path
) -> None:
    assert len(found(tmp_path, text, words=[word], boundary=boundary)) == is_found


@pytest.mark.parametrize(("word", "text", "is_found"), STRANGE)
def test_what_is_strange_is_as_the_guide_says(
    word: str, text: str, *, is_found: bool, tmp_path: Path
) -> None:
    assert f"`{text}`" in GUIDE
    assert found(tmp_path, text, words=[word], views=["homophone"], boundary="strange") == [True] * is_found
