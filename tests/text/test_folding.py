"""What folds to what, and where it came from."""

from __future__ import annotations

import pytest

from msgscan.text.folding import fold, fold_all, fold_with_offsets, squeeze

FOLDS = {
    "nothing": ("", ""),
    "simplified Chinese stays": ("加微信领红包。", "加微信领红包。"),
    "newline stays": ("甲\n乙", "甲\n乙"),
    "CR LF is one newline": ("甲\r\n乙\u2028丙", "甲\n乙\n丙"),
    "tab and odd spaces are spaces": ("甲\t乙\u3000丙\u2005丁\xa0", "甲 乙 丙 丁 "),
    "case": ("VX Straße Ўў", "vx strasse yy"),
    "width": ("\uff36\uff38\uff11\uff12！", "vx12!"),
    "half-width kana": ("ｶﾞｷﾞ", "カキ"),
    "traditional": ("機密★５年 裏面", "机密★5年 里面"),
    "traditional that depends on the word": ("藉揹甯", "借背宁"),
    "a character that is both is left alone": ("著名", "著名"),
    "zero-width": ("加\u200b微\u200d信\ufeff\u2060", "加微信"),
    "bidirectional marks": ("\u202e信微\u202c", "信微"),
    "soft hyphen": ("vi\u00adrus", "virus"),
    "Hangul filler": ("加\u3164微", "加微"),
    "combining marks": ("ve\u0301x̷ é", "vex e"),
    "variation selector and keycap": ("1\ufe0f\u20e32", "12"),
    "emoji modifier stays, joiner goes": ("👩🏽\u200d🎓", "👩🏽🎓"),
    "circled": ("①②❸㊙Ⓥ🅥🆇", "123秘vvx"),
    "in brackets": ("㈠⑴⒈", "一11"),
    "digits of other scripts": ("٣४௫", "345"),
    "ten in a circle expands": ("⑩❿", "1010"),
    "units expand": ("5㎏ ½ №", "5kg 1/2 no"),
    "one letter among signs": ("37℃", "37c"),
    "signs stay one sign": ("…‥", "…‥"),
    "styled Latin": ("\U0001d414\U0001d4fd\u1d20\ua730", "utvf"),
    "Cyrillic look-alikes": ("\u0445\u0440 \u0412\u041d", "xp bh"),
    "Greek look-alikes": ("\u039d\u03bd \u03bf", "nv o"),
    "radicals": ("⻓⻄⻅⻢ ⼀", "长西见马 一"),
    "stars": ("☆⭐✩✭★", "★★★★★"),
    "curly quotes": ("“a”‘b’", "\"a\"'b'"),
    "middle dots": ("加•微・信·", "加·微·信·"),
    "entities": ("&#24494;&#x5FAE;&nbsp;&amp;&lt;", "微微 &<"),
    "an entity is decoded once": ("&amp;lt;", "&lt;"),
    "no entity without semicolon": ("?a=1&lt=2&copy", "?a=1&lt=2&copy"),
    "no entity longer than ten": ("&#000024494;", "&#000024494;"),
    "no entity that is no character": ("&#xd800;&#1114112;&#0;", "&#xd800;&#1114112;&#0;"),
    "no entity without a name": ("&weixin;", "&weixin;"),
    "lone surrogate": ("a\ud83d", "a\ud83d"),
    "noncharacter": ("\uffff", "\uffff"),
    "Korean syllables stay whole": ("가각", "가각"),
}


@pytest.mark.parametrize(("text", "expected"), FOLDS.values(), ids=FOLDS.keys())
def test_folds_to(text: str, expected: str) -> None:
    assert expected == fold(text)


def test_many_fold_as_each_alone() -> None:
    texts = [text for text, _ in FOLDS.values()]

    assert [fold(text) for text in texts] == fold_all(texts)


def test_no_texts_fold_to_none() -> None:
    assert fold_all([]) == []


SQUEEZES = {
    "spaces and newlines": ("加 微\n信", "加微信"),
    "punctuation": ("加。微，信！(vx)【a】“b”", "加微信vxab"),
    "symbols": ("加*微+信~v_x|￥$", "加微信vx"),
    "emoji": ("加👍微👨\u200d👩\u200d👧信🇨🇳❤️", "加微信"),
    "emoji newer than this Python": ("加\U0001fae9微", "加微"),
    "private use and broken emoji": ("加\ue412微\ud83d信", "加微信"),
    "nothing is left": ("+1 👍", "1"),
}


@pytest.mark.parametrize(("text", "expected"), SQUEEZES.values(), ids=SQUEEZES.keys())
def test_squeezes_to(text: str, expected: str) -> None:
    assert expected == squeeze(text)


OFFSETS = {
    "as it is": ("加v", [(0, 1), (1, 2)]),
    "dropped characters belong to nobody": ("\u200b加\u200bv", [(1, 2), (3, 4)]),
    "an expansion shares its range": ("5㎏", [(0, 1), (1, 2), (1, 2)]),
    "an entity is one character": ("a&#24494;b", [(0, 1), (1, 9), (9, 10)]),
    "an entity that expands": ("&#13199;", [(0, 8), (0, 8)]),
    "an entity that is dropped": ("a&#8203;b", [(0, 1), (8, 9)]),
}


@pytest.mark.parametrize(("text", "ranges"), OFFSETS.values(), ids=OFFSETS.keys())
def test_every_folded_character_knows_its_place(text: str, ranges: list[tuple[int, int]]) -> None:
    folded = fold_with_offsets(text)

    assert ranges == list(zip(folded.starts.tolist(), folded.ends.tolist(), strict=True))
