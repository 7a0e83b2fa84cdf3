"""How people write what they don't want found, and which view sees it: one table of probes, all invented.

A probe that is missed stands in the table too: what no view sees is as much a fact as what one sees.
"""

# ruff: noqa: RUF001 - disguises are what this file is about.
from __future__ import annotations

import pytest

from msgscan.engine.matcher import Matcher
from msgscan.text.views import VIEWS

TERMS = (
    "加微信",
    "兼职日结",
    "刷单返利",
    "扫码领红包",
    "办理贷款",
    "赌博",
    "强奸",
    "加v138",
    "转账到银行卡",
    "天天返现",
)
ALL = (1 << len(VIEWS)) - 1
MATCHER = Matcher(TERMS, [ALL] * len(TERMS))

# text, what is cut out of it, the views that see it; None: missed
PROBES = {
    "as it is": ("请加微信详聊", "加微信", "exact"),
    "full width and case": ("请加Ｖ１３８", "加Ｖ１３８", "exact"),
    "traditional": ("辦理貸款", "辦理貸款", "exact"),
    "circled digits": ("加v①➌⑧", "加v①➌⑧", "exact"),
    "zero-width": ("加\u200b微\u200b信", "加\u200b微\u200b信", "exact"),
    "spaces": ("加 微 信", "加 微 信", "squeeze"),
    "dots": ("兼.职.日.结", "兼.职.日.结", "squeeze"),
    "emoji between": ("加💰微💰信", "加💰微💰信", "squeeze"),
    "commas": ("刷，单，返，利", "刷，单，返，利", "squeeze"),
    "lines": ("加\n微\n信", "加\n微\n信", "squeeze"),
    "every character twice": ("兼兼职职日日结结", "兼职职日日结", "collapse"),
    "one character often": ("刷单单单返利", "刷单单单返利", "collapse"),
    "twice with dots": ("加加.微微.信信", "加.微微.信", "collapse"),
    "a double in the term": ("天天返返现", "天天返返现", "collapse"),
    "letters twice": ("加vv113388", "加vv113388", "collapse"),
    "Chinese numerals": ("加v一三八", "加v一三八", "digits"),
    "bank numerals": ("加V壹叁捌", "加V壹叁捌", "digits"),
    "mixed numerals": ("加v 一③8", "加v 一③8", "digits"),
    "another 薇": ("请加葳信", "加葳信", "homophone"),
    "by sound and by shape": ("请加薇信", "加薇信", "homophone similar"),
    "all characters by sound": ("家威心了", "家威心", "homophone"),
    "four by sound": ("尖直日杰招人", "尖直日杰", "homophone"),
    "by sound, strewn": ("耍*丹*反*力", "耍*丹*反*力", "homophone"),
    "a second reading": ("转账到银航卡", "转账到银航卡", "homophone"),
    "Pinyin in words": ("jia wei xin", "jia wei xin", "pinyin"),
    "Pinyin in one": ("联系jiaweixin", "jiaweixin", "pinyin"),
    "Pinyin and characters": ("加weixin123", "加weixin", "pinyin"),
    "Pinyin with tones": ("jiā wēi xìn", "jiā wēi xìn", "pinyin"),
    "Pinyin in capitals": ("JIAN ZHI 日结", "JIAN ZHI 日结", "pinyin"),
    "one in Pinyin": ("扫码领hong包", "扫码领hong包", "pinyin"),
    "taken apart": ("力口微亻言", "力口微亻言", "split"),
    "one taken apart": ("弓虽奸", "弓虽奸", "split"),
    "both taken apart": ("贝者十尃", "贝者十尃", "split"),
    "taken apart, with spaces": ("力 口 微 信", "力 口 微 信", "split"),
    "traditional, taken apart": ("辦理代貝款", "辦理代貝款", "split"),
    "look-alikes": ("加徽信", "加徽信", "similar"),
    "look-alikes of both": ("堵搏", "堵搏", "homophone similar"),
    "a half of 职": ("兼只日结", "兼只日结", "homophone similar"),
    "letters for digits": ("加vl38", "加vl38", "similar"),
    "plus": ("➕微信", "➕微信", "emoji"),
    "plus and heart": ("＋微❤", "＋微❤", "emoji"),
    "horse": ("扫🐎领红包", "扫🐎领红包", "emoji"),
    "backwards": ("信微加", "信微加", "shuffle"),
    "another order": ("微加信聊", "微加信", "shuffle"),
    "two neighbours changed": ("转账银到行卡", "转账银到行卡", "shuffle"),
    "another order, strewn": ("信.加.微", "信.加.微", "shuffle"),
    "two turned round": ("博赌", "博赌", "shuffle"),
    "two by sound": ("赌伯", "赌伯", "homophone"),
    "two in Pinyin": ("du bo", "du bo", "pinyin"),
    "another order with one more between": ("微请加信", None, None),
    "two views at once": ("➕薇信", None, None),
    "initials": ("jwx", None, None),
    "another word for it": ("加绿泡泡", None, None),
    "Pinyin with a typing error": ("jiawexin", None, None),
    "n for l": ("办尼贷款", None, None),
}


def seen(text: str) -> list[tuple[str, str]]:
    hits = MATCHER.find([text])
    places = zip(hits.start.tolist(), hits.end.tolist(), hits.view.tolist(), strict=True)
    return [(text[start:end], VIEWS[view]) for start, end, view in places]


@pytest.mark.parametrize(("text", "matched", "views"), PROBES.values(), ids=PROBES.keys())
def test_a_disguise_is_seen_by_its_view(text: str, matched: str | None, views: str | None) -> None:
    assert seen(text) == [(matched, view) for view in (views or "").split()]


def test_every_view_has_probes() -> None:
    assert {view for _, _, views in PROBES.values() for view in (views or "").split()} == set(VIEWS)


INNOCENT = {
    "a family": "家里的卫星电视",
    "a count": "努力一下，口味一般，信不信由你",
    "a letter before": "shijiaweixin",
    "a letter after": "jiaweixing",
    "a shorter number": "加v18",
    "two syllables": "薇心",
    "only one comma": "加，微信",
    "two people": "强哥女生干部",
}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT.keys())
def test_innocent_text_is_left_alone(text: str) -> None:
    assert seen(text) == []
