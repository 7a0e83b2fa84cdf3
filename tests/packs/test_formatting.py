"""Packs in the one layout; what they say, and their comments, stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.errors import PackError
from msgscan.packs.formatting import formatted, formatted_pack, formatted_words
from msgscan.packs.load import load_pack
from msgscan.packs.starter import ORGANISATION, STARTER
from tests.packs.pack_texts import FULL, SMALL, VERBS

RULES = Path(__file__).parents[2] / "rules"

# What a pack says in some of its lines; how these are laid out.
PIECES = {
    "keys in the order of the model": ("rules:\n- when: a\n  id: x\n", "rules:\n  - id: x\n    when: a\n"),
    "names in the order of the author": ("lexicons:\n  b: {}\n  a: {}\n", "lexicons:\n  b: {}\n  a: {}\n"),
    "two columns a level": ("pack:\n     id: x\n", "pack:\n  id: x\n"),
    "lists too": ("rules:\n-   id: x\n", "rules:\n  - id: x\n"),
    "a list in a list": ("rules:\n-\n  - - a\n    - b\n", "rules:\n  - - - a\n      - b\n"),
    "one space behind a colon": ("msgscan:    1\n", "msgscan: 1\n"),
    "a comment keeps its distance": ("msgscan:   1    # one\n", "msgscan: 1    # one\n"),
    "a comment behind a key": ("pack:   # one\n    id: x\n", "pack:   # one\n  id: x\n"),
    "a comment moves with its key": (
        "# head\n\nrules: []\n# who\npack: {}\n",
        "# head\n\n# who\npack: {}\nrules: []\n",
    ),
    "a comment behind a dash": ("rules:\n-  # one\n  id: x\n", "rules:\n  # one\n  - id: x\n"),
    "a comment above a value": ("pack:\n  # who\n  {id: x}\n", "# who\npack:\n  {id: x}\n"),
    "a comment at the end of a block": (
        "pack:\n    id: x\n    # version: 2\nrules: []\n",
        "pack:\n  id: x\n  # version: 2\nrules: []\n",
    ),
    "a comment at the end of two": (
        "rules:\n- id: x\n  when:\n    all: [a]\n    # deep\n  # less\n# least\n",
        "rules:\n  - id: x\n    when:\n      all: [a]\n      # deep\n    # less\n# least\n",
    ),
    "a blank line between rules": ("rules:\n- id: x\n- id: y\n", "rules:\n  - id: x\n\n  - id: y\n"),
    "not between comment and rule": (
        "rules:\n\n- id: x\n\n\n# two\n- id: y\n",
        "rules:\n  - id: x\n\n  # two\n  - id: y\n",
    ),
    "blank lines of the author": ("pack:\n\n  id: x\n\n\n\n  title: y\n", "pack:\n  id: x\n\n  title: y\n"),
    "no blank lines at the ends": ("\n\nmsgscan: 1\n\n\n", "msgscan: 1\n"),
    "a newline at the end": ("msgscan: 1", "msgscan: 1\n"),
    "quotes where they are needed": (
        "no_match: [no, 0123, 22:30, ~, 2026-03-01, 加微信]\n",
        "no_match: ['no', '0123', '22:30', '~', '2026-03-01', 加微信]\n",
    ),
    "none where a number is due": ("msgscan: 1\n", "msgscan: 1\n"),
    "a name that others take for a no": ("signals: {no: [甲乙]}\n", "signals: {'no': [甲乙]}\n"),
    "quotes of the author": ("pack: {id: \"x\", title: 'y'}\n", "pack: {id: \"x\", title: 'y'}\n"),
    "signs as they stand": ("pack: { title: y,id: x }\n", "pack: { title: y,id: x }\n"),
    "lines of signs move along": (
        "pack:\n    title: {zh: a,\n            en: b}\n",
        "pack:\n  title: {zh: a,\n          en: b}\n",
    ),
    "never further out than their key": ("pack:\n    title: {\nzh: a}\n", "pack:\n  title: {\n    zh: a}\n"),
    "lines of a text move along": (
        "pack:\n    title: |\n       one\n\n         two\n    id: x\n",
        "pack:\n  id: x\n  title: |\n     one\n\n       two\n",
    ),
    "a folded text": (
        "pack:\n    title: >-  # why\n        one\n        two\n",
        "pack:\n  title: >-  # why\n      one\n      two\n",
    ),
    "a plain text on two lines": ("pack:\n    title: one\n      two\n", "pack:\n  title: one\n    two\n"),
    "a key with a question mark": ("? msgscan\n: 1\n", "msgscan:\n  1\n"),
    "the beginning of a document": ("%YAML 1.1\n--- # one\nmsgscan: 1\n...\n", "# one\nmsgscan: 1\n"),
    "no value": ("pack:\n  title:  # none\n  id: x\n", "pack:\n  id: x\n  title:  # none\n"),
    "all in signs": ('{"msgscan": 1}', '{"msgscan": 1}\n'),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PIECES.values(), ids=PIECES)
def test_a_piece_of_a_pack_is_laid_out(text: str, expected: str) -> None:
    assert formatted_pack(text, "a.yaml") == expected


@pytest.mark.parametrize(("text", "expected"), PIECES.values(), ids=PIECES)
def test_what_is_laid_out_stays_so(text: str, expected: str) -> None:
    assert formatted_pack(expected, "a.yaml") == expected, text


# A new layout would add the blank line between rules to the text, end it by a newline, or be no YAML.
STRANGE = {
    "a text that keeps its blank lines": "rules:\n- |+\n  one\n- id: y\n",
    "a key on lines of its own": "rules: []\n? |\n  pack\n: {}\n",
    "a text that ends with the file": "pack:\n  title: |\n    one",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_what_would_come_to_say_something_else_is_refused(text: str) -> None:
    with pytest.raises(PackError, match=r"^a\.yaml: 这个文件的写法太特别"):
        formatted_pack(text, "a.yaml")


# A lexicon file, sorted or not, and its layout
WORDS = {
    "in the order of the author": ("乙\n甲\n", False, "乙\n甲\n"),
    "sorted": ("丁\n甲\n", True, "丁\n甲\n"),
    "sorted by code": ("vx\n甲\n1\n", True, "1\nvx\n甲\n"),
    "sorted between comments": (
        "# 一\n乙\n丁\n\n甲\n丙\n# 二\nb\na",
        True,
        "# 一\n丁\n乙\n\n丙\n甲\n# 二\na\nb\n",
    ),
    "blank lines": ("\n\n甲\n\n\n乙\n\n", False, "甲\n\n乙\n"),
    "space": ("  甲  \n\t# 一 \n乙 丙", False, "甲\n# 一\n乙 丙\n"),
    "nothing": ("\n \n", False, ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sort_words", "expected"), WORDS.values(), ids=WORDS)
def test_a_lexicon_file_is_laid_out(text: str, expected: str, *, sort_words: bool) -> None:
    assert formatted_words(text, sort_words=sort_words) == expected
    assert formatted_words(expected, sort_words=sort_words) == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "verbs.txt").write_bytes(VERBS.encode())
    (tmp_path / "full.yaml").write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_the_files_of_a_folder_are_its_packs_and_their_lexicons(folder: Path) -> None:
    found = formatted([folder, folder / "small.yaml"])

    assert [(file.path.name, file.changes) for file in found] == [
        ("full.yaml", True),
        ("verbs.txt", True),
        ("small.yaml", False),
    ]


@pytest.mark.parametrize("sort_words", [False, True])
def test_the_digest_stays(folder: Path, *, sort_words: bool) -> None:
    before = load_pack(folder / "full.yaml")
    for file in formatted([folder], sort_words=sort_words):
        file.path.write_bytes(file.content)
    after = load_pack(folder / "full.yaml")

    assert after.digest == before.digest
    assert after.rules == before.rules
    assert [file for file in formatted([folder], sort_words=sort_words) if file.changes] == []


def test_faults_of_all_packs_are_told_and_no_file_is_given(folder: Path) -> None:
    for name in ("full.yaml", "small.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("message:", "massage:"), encoding="utf-8")

    with pytest.raises(PackError) as caught:
        formatted([folder])

    assert {Path(fault.place.path).name for fault in caught.value.faults} == {"full.yaml", "small.yaml"}


def test_the_shipped_packs_and_the_templates_are_laid_out() -> None:
    changed = [str(file.path) for file in formatted([RULES, STARTER, ORGANISATION]) if file.changes]

    assert changed == [], "run msgscan rules fmt rules"
