from __future__ import annotations

import pickle
from importlib import metadata
from pathlib import Path

import pytest

from msgscan.errors import PackError, UsageError, Wording
from msgscan.packs.load import load_pack, load_packs
from msgscan.packs.model import Example, Expect, Group, RulePack
from msgscan.packs.signal import Signal
from tests.packs.pack_texts import FULL, SMALL, VERBS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "verbs.txt").write_bytes(VERBS.encode())
    (tmp_path / "full.yaml").write_text(FULL, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


@pytest.fixture
def full(folder: Path) -> RulePack:
    return load_pack(folder / "full.yaml")


def signal(pack: RulePack, name: str) -> Signal:
    return pack.rules[0].signals[name]


def test_a_list_of_words_is_a_signal(full: RulePack) -> None:
    assert signal(full, "job").words == ("兼职", "刷单")


def test_one_string_stands_for_a_list_of_one(full: RulePack) -> None:
    warning = signal(full, "warning")

    assert (warning.words, warning.regex) == (("警惕",), ("谨防.{0,6}刷单",))
    assert warning.except_ is not None
    assert (warning.except_.words, warning.except_.lexicon) == (("警惕性",), ("odd",))


def test_a_text_is_an_example(full: RulePack) -> None:
    assert full.rules[0].examples.match == (
        Example(text="兼职加我"),
        Example(text="刷单加我 警惕", expect=Expect(severity="low")),
    )
    assert full.rules[0].examples.no_match[0].text == "12345"


def test_a_text_in_one_language_stands_for_both(full: RulePack) -> None:
    assert full.rules[0].title == Wording("兼职广告", "兼职广告")
    assert full.categories["rumour"].title == Wording("谣言", "谣言")
    assert full.rules[0].message == Wording("出现「{job}」{count} 次", "found {job}")


def test_a_condition_is_a_name_or_a_group(full: RulePack) -> None:
    when = full.rules[0].when

    assert isinstance(when, Group)
    assert when.all is not None
    assert when.all[0] == "job"
    assert isinstance(when.all[1], Group)


SETTINGS = [
    pytest.param("job", (), ("exact", "squeeze"), "none", id="from-the-pack"),
    pytest.param("warning", (), ("exact",), "hard", id="its-own"),
    pytest.param("contact", (0,), ("exact", "squeeze"), "soft", id="part-takes-after-its-signal"),
    pytest.param("contact", (1,), ("exact",), "soft", id="part-has-its-own-views"),
]


@pytest.mark.parametrize(("name", "path", "views", "boundary"), SETTINGS)
def test_a_signal_has_its_own_settings_or_takes_them_over(
    full: RulePack, name: str, path: tuple[int, ...], views: tuple[str, ...], boundary: str
) -> None:
    found = signal(full, name)
    for step in path:
        found = found.any[step]

    assert (found.views, found.boundary) == (views, boundary)


def test_without_any_setting_a_signal_is_exact_and_soft(folder: Path) -> None:
    found = load_pack(folder / "small.yaml").rules[0].signals["ad"]

    assert (found.views, found.boundary) == (("exact",), "soft")


def test_a_lexicon_file_has_one_word_a_line_and_comments(full: RulePack) -> None:
    assert full.lexicons["verbs"] == ("加我", "加微信")


def test_words_that_look_like_numbers_stay_text(full: RulePack) -> None:
    assert full.lexicons["odd"] == ("no", "0123", "22:30", "1.10", "520", "true")


def test_a_pack_without_title_is_called_by_its_id(folder: Path) -> None:
    assert load_pack(folder / "small.yaml").title == Wording("small", "small")


def test_a_pack_survives_pickling(full: RulePack) -> None:
    assert pickle.loads(pickle.dumps(full)) == full  # noqa: S301 - our own bytes


def test_a_pack_with_a_byte_order_mark_loads(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())

    assert load_pack(str(path)).id == "small"


# What is changed in the full pack, whether its digest changes
DIGESTS = [
    pytest.param("full.yaml", "请核对", "请核实", True, id="advice"),
    pytest.param("lexicons/verbs.txt", "加微信", "加微", True, id="word-of-a-lexicon"),
    pytest.param("full.yaml", "rules:\n", "# 注释\nrules:\n", False, id="comment"),
    pytest.param("full.yaml", "    advice: 请核对\n", "    advice: '请核对'\n", False, id="quotes"),
    pytest.param("lexicons/verbs.txt", "# 一行一词\n", "\n\n", False, id="comment-of-a-lexicon"),
]


@pytest.mark.parametrize(("file", "old", "new", "changes"), DIGESTS)
def test_the_digest_is_of_what_a_pack_says(
    folder: Path, full: RulePack, file: str, old: str, new: str, *, changes: bool
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    assert (load_pack(folder / "full.yaml").digest != full.digest) is changes


def test_the_digest_does_not_know_where_the_pack_lies(folder: Path, full: RulePack) -> None:
    moved = folder.rename(folder.with_name("elsewhere"))

    assert load_pack(moved / "full.yaml").digest == full.digest


def test_a_pack_for_a_later_msgscan_is_refused_and_nothing_else_in_it_judged(folder: Path) -> None:
    later = SMALL.replace("version: 1.0.0", "version: 1.0.0, min_engine: 999.0.0").replace("title", "tilte")
    (folder / "small.yaml").write_text(later, encoding="utf-8")

    with pytest.raises(PackError, match=f"要 msgscan '999.0.0' .*现在是 {metadata.version('msgscan')}$"):
        load_pack(folder / "small.yaml")


def test_a_folder_stands_for_its_packs_by_name(folder: Path) -> None:
    assert [pack.id for pack in load_packs([folder])] == ["try-out", "small"]


def test_packs_come_in_the_order_given_and_once(folder: Path) -> None:
    packs = load_packs([folder / "small.yaml", folder, str(folder / "lexicons" / ".." / "full.yaml")])

    assert [pack.id for pack in packs] == ["small", "try-out"]


def test_ids_must_be_unique_over_packs(folder: Path) -> None:
    (folder / "twin.yaml").write_text(SMALL, encoding="utf-8")

    with pytest.raises(PackError) as caught:
        load_packs([folder])

    assert [str(fault.place.line) + fault.wording.zh.split("：")[0] for fault in caught.value.faults] == [
        "2编号 'small' 重复了",
        "5编号 'small-ads' 重复了",
    ]


def test_the_faults_of_all_packs_are_told_at_once(folder: Path) -> None:
    for name in ("full.yaml", "small.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("message", "massage"), encoding="utf-8")

    with pytest.raises(PackError) as caught:
        load_packs([folder])

    assert len(caught.value.faults) == 5


def test_a_name_that_is_neither_shipped_nor_a_file_is_an_error_of_usage() -> None:
    with pytest.raises(UsageError, match="未知的规则包 'nonesuch'"):
        load_packs(["nonesuch"])


MISSING = [
    pytest.param("nowhere.yaml", "找不到这个文件", id="no-file"),
    pytest.param("lexicons", "没有 .yaml 文件", id="folder-without-packs"),
]


@pytest.mark.parametrize(("name", "told"), MISSING)
def test_a_path_without_packs_is_told(folder: Path, name: str, told: str) -> None:
    with pytest.raises(PackError, match=told):
        load_packs([folder / name])
