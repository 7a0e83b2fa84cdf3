"""How judgements are told: fingerprints, words for people, snippets, what is masked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.errors import Language
from msgscan.findings import masked
from msgscan.packs.model import Rule
from msgscan.scanning import Scanner
from msgscan.schema import FINDINGS, Batch
from tests.property.strategies import pack_of


def rule(name: str = "mark", **changes: Any) -> Rule:  # noqa: ANN401 - any key of the language
    return Rule.model_validate(
        {
            "id": name,
            "title": "密级标志",
            "category": "secret",
            "severity": "high",
            "message": {"zh": "出现「{mark}」{count} 处", "en": "found {mark} {count} times"},
            "advice": {"zh": "请核对", "en": "please check"},
            "signals": {
                "mark": {"words": ["机密", "绝密"], "views": ["exact", "squeeze"], "boundary": "none"}
            },
            "when": "mark",
            "examples": {"match": ["机密"], "no_match": ["机要"]},
            **changes,
        }
    )


def told(
    columns: dict[str, Any], *rules: Rule, language: Language = "zh", cuts: tuple[int, ...] = ()
) -> list[Any]:
    """Return the findings of the rules in one export as rows; ``cuts`` parts it into batches."""
    size = len(columns["text"])
    batches = [
        Batch(
            end - start,
            {"seq": np.arange(start, end)} | {key: values[start:end] for key, values in columns.items()},
        )
        for start, end in zip((0, *cuts), (*cuts, size), strict=True)
    ]
    scanner = Scanner(compile_packs([pack_of(*(rules or (rule(),)))]), language=language)
    return [
        {column.name: batch.values(column.name)[row] for column in FINDINGS}
        for batch in scanner.scan(batches)
        for row in range(batch.size)
    ]


def ids(columns: dict[str, Any], **options: Any) -> list[str]:  # noqa: ANN401 - as told
    return [finding["finding_id"] for finding in told(columns, **options)]


def test_what_stands_in_the_message_is_carried_over() -> None:
    row = {
        "source": "群.txt", "line": 7, "chat": "甲群", "sender": "张三", "sender_id": "10001",
        "sent_at": np.datetime64("2026-09-01T08:00", "ms"),
    }  # fmt: skip
    columns = {
        key: np.array([value]) if key in {"line", "sent_at"} else [value] for key, value in row.items()
    }
    (found,) = told({**columns, "text": ["这份机密文件"]})

    assert row == {key: found[key] for key in row}
    assert found["pack"] == "made@1.0.0"
    assert [found[key] for key in ("rule", "category", "severity", "status")] == [
        "mark",
        "secret",
        "high",
        "new",
    ]
    assert [found[key] for key in ("matched", "start", "end", "view")] == ["机密", 2, 4, "exact"]
    assert found["evidence"] == [{"signal": "mark", "start": 2, "end": 4, "view": "exact"}]


def test_a_finding_leads_back_to_its_message() -> None:
    texts = ["早", "机密", "好", "绝密"]

    assert [found["seq"] for found in told({"text": texts}, cuts=(1, 2))] == [1, 3]


def test_the_first_place_counts_most() -> None:
    (found,) = told({"text": ["绝密和机密"]})

    assert found["matched"] == "绝密"
    assert [(span["start"], span["end"]) for span in found["evidence"]] == [(0, 2), (3, 5)]


def test_strewn_characters_are_evasion_and_shown_as_they_stand() -> None:
    (found,) = told({"text": ["请看机 密"]})

    assert (found["matched"], found["view"], found["evasion"]) == ("机 密", "squeeze", True)


def test_a_disguise_is_evasion_and_its_view_is_named() -> None:
    heard = rule(signals={"mark": {"words": ["绝密件"], "views": ["homophone", "pinyin"]}})
    columns = {"text": ["这是爵蜜件", "jue密件"]}

    views = [
        (found["matched"], found["view"], found["evasion"], [span["view"] for span in found["evidence"]])
        for found in told(columns, heard)
    ]
    assert views == [("爵蜜件", "homophone", True, ["homophone"]), ("jue密件", "pinyin", True, ["pinyin"])]


def test_of_two_views_of_one_place_the_first_is_named() -> None:
    both = rule(signals={"mark": {"words": ["加微信"], "views": ["similar", "homophone"]}})
    (found,) = told({"text": ["加薇信"]}, both)

    assert [span["view"] for span in found["evidence"]] == ["homophone"]


def test_plain_writing_beside_strewn_is_no_evasion() -> None:
    (found,) = told({"text": ["机 密，机密"]})

    assert not found["evasion"]


# changed columns, whether the finding keeps its id
BASE = {
    "text": ["机密"],
    "chat": ["甲群"],
    "sender": ["张三"],
    "sent_at": np.array(["2026-09-01T08:00:05"], "M8[ms]"),
}
SAME = {
    "another text": ({"text": ["机密！"]}, False),
    "another chat": ({"chat": ["乙群"]}, False),
    "another sender": ({"sender": ["李四"]}, False),
    "another minute": ({"sent_at": np.array(["2026-09-01T08:01:05"], "M8[ms]")}, False),
    "another second": ({"sent_at": np.array(["2026-09-01T08:00:59"], "M8[ms]")}, True),
    "another line": ({"line": np.array([99])}, True),
    "another file": ({"source": ["另一个.txt"]}, True),
    "another spelling": ({"text": ["機密"]}, True),
}


@pytest.mark.parametrize(("changes", "same"), SAME.values(), ids=SAME.keys())
def test_a_fingerprint_tells_the_content_apart(changes: dict[str, Any], *, same: bool) -> None:
    assert same == (ids(BASE) == ids({**BASE, **changes}))


def test_accounts_go_before_names() -> None:
    renamed = {**BASE, "chat": ["改名群"], "sender": ["改名"]}
    accounts = {"chat_id": ["123@chatroom"], "sender_id": ["10001"]}

    assert ids({**BASE, **accounts}) == ids({**renamed, **accounts})


def test_equal_messages_have_ids_of_their_own_however_the_export_is_parted() -> None:
    columns = {"text": ["机密"] * 3}

    assert len({*ids(columns)}) == 3
    assert ids(columns) == ids(columns, cuts=(1, 2))


def test_rules_have_ids_of_their_own_on_one_message() -> None:
    found = told({"text": ["机密"]}, rule("one"), rule("two"))

    assert len({row["finding_id"] for row in found}) == 2


# the rule's message, the text, what people read
MESSAGES = {
    "a signal and a count": ("「{mark}」{count} 处", "机密、绝密", "「机密」2 处"),
    "nothing to fill in": ("密级", "机密", "密级"),
    "a signal that is not there": ("{mark}{quiz}。", "机密", "机密。"),
    "an unknown placeholder": ("{other}{mark}", "机密", "{other}机密"),
    "a message that writes placeholders": ("{mark}", "机{quiz}密 习题{count}", "机{quiz}密"),
}


@pytest.mark.parametrize(("message", "text", "expected"), MESSAGES.values(), ids=MESSAGES.keys())
def test_the_message_says_what_was_found(message: str, text: str, expected: str) -> None:
    signals = {"mark": {"regex": ["机.*?密|绝密"]}, "quiz": {"words": ["习题"]}}
    asked = rule(message=message, signals=signals, when={"any": ["mark", "quiz"]})
    (found,) = told({"text": [text]}, asked)

    assert expected == found["message"]


def test_message_and_advice_come_in_the_language_asked_for() -> None:
    (zh,), (en,) = told({"text": ["机密"]}, language="zh"), told({"text": ["机密"]}, language="en")

    assert (zh["message"], zh["advice"]) == ("出现「机密」1 处", "请核对")
    assert (en["message"], en["advice"]) == ("found 机密 1 times", "please check")


def test_what_a_rule_redacts_is_masked_in_all_words_about_the_message() -> None:
    secret, other = rule("secret", redact=True), rule("other", signals={"mark": {"words": ["文件"]}})
    for found in told({"text": ["这是机密的文件"]}, secret, other):
        assert "机密" not in found["message"] + found["snippet"]
        assert "机*" in found["snippet"]


def test_a_snippet_is_one_line_of_what_stands_around() -> None:
    (short,) = told({"text": ["看\n\n机密  文件"]})
    (long,) = told({"text": ["甲" * 99 + "机密" + "乙" * 99]})

    assert short["snippet"] == "看 机密 文件"
    assert long["snippet"].startswith("…甲")
    assert long["snippet"].endswith("乙…")
    assert "甲机密乙" in long["snippet"]


@pytest.mark.parametrize(("text", "expected"), [("", ""), ("机密★", "机**"), ("机", "机")])
def test_masking_leaves_the_first_character(text: str, expected: str) -> None:
    assert expected == masked(text)
