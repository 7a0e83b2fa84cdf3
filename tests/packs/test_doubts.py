"""Words that look like several: told with their places, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.packs.doubts import run_together
from msgscan.packs.load import load_sources
from msgscan.packs.shipped import shipped_names

PACK = """\
msgscan: 1
pack: {id: p, version: 1.0.0}
categories: {ad: {title: 广告}}
lexicons: {contact: {file: contact.txt}}
rules:
  - id: a-rule
    title: 规
    category: ad
    severity: low
    message: 规
    signals: {a: %s, b: {lexicon: contact}}
    when: {any: [a, b]}
    examples: {match: [甲], no_match: [乙]}
"""

SIGNALS = {
    "Chinese commas": ("[代写，代考, 替课]", ["11:19 '代写，代考'"]),
    "enumeration commas": ("{words: [代写、代考]}", ["11:27 '代写、代考'"]),
    "no brackets": ("{words: '代写, 代考'}", ["11:26 '代写, 代考'"]),
    "within any": ("{any: [{words: [代写；代考]}]}", ["11:34 '代写；代考'"]),
    "an exception": ("{words: [代写], except: {words: [代写家书，代写信]}}", ["11:49 '代写家书，代写信'"]),
    "a sign at the end": ("[代写，]", []),
    "a sentence": ("['don, t']", []),
    "signs of other kinds": ("[代写·代考, 代写/代考]", []),
    "a pattern": ("{regex: '代写，代考'}", []),
}


def told(folder: Path, signal: str, words: str = "加我\n") -> list[str]:
    (folder / "pack.yaml").write_text(PACK % signal, encoding="utf-8")
    (folder / "contact.txt").write_text(words, encoding="utf-8")
    [source] = load_sources([folder / "pack.yaml"]).sources
    found = run_together(source)
    return [f"{note.place.line}:{note.place.column} {note.wording.zh.partition(' 是')[0]}" for note in found]


@pytest.mark.parametrize(("signal", "expected"), SIGNALS.values(), ids=SIGNALS)
def test_a_word_that_looks_like_several_is_told(signal: str, expected: list[str], tmp_path: Path) -> None:
    assert expected == told(tmp_path, signal)


def test_a_line_of_a_lexicon_that_looks_like_several_words_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "[代写]", "# 联系，方式\n加我\n私聊我，找我\n") == ["3:1 '私聊我，找我'"]


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_packs_give_no_doubts(name: str) -> None:
    assert [str(note) for source in load_sources([name]).sources for note in run_together(source)] == []
