"""What the shipped packs make of disguised writing: in each view, and what only looks like it.

Each probe fills the gap of a sentence that no rule finds without it, or with what only looks like it. How
the matcher sees a single word is told in ``engine/test_evasions.py``.
"""

# ruff: noqa: RUF001 - disguises are what this file is about.
from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, NamedTuple

import pytest

from msgscan.frames import from_texts
from msgscan.scanning import scan
from msgscan.text.views import VIEWS

CONTACT = "淘宝刷单，{}"  # who fakes orders must be reached
PHONE = "低息贷款秒到账，{}"
GAME = "{}，加我"  # contacts alone are no advertisement
ABUSE = "说的就是{}啊"


class _Probe(NamedTuple):
    gap: str
    plain: str
    disguised: str
    view: str


PROBES = {
    "zero-width": _Probe(CONTACT, "私聊我", "私\u200b聊\u200b我", "exact"),
    "struck through": _Probe(CONTACT, "私聊我", "私\u0336聊\u0336我\u0336", "exact"),
    "soft hyphens": _Probe(GAME, "老虎机", "老\u00ad虎\u00ad机", "exact"),
    "as an entity of HTML": _Probe(CONTACT, "联系客服", "联&#31995;客服", "exact"),
    "spaces": _Probe(CONTACT, "加好友", "加 好 友", "squeeze"),
    "stars": _Probe(GAME, "六合彩", "六*合*彩", "squeeze"),
    "emoji between": _Probe(CONTACT, "联系客服", "联🌸系🌸客🌸服", "squeeze"),
    "commas": _Probe(CONTACT, "扫码加", "扫，码，加", "squeeze"),
    "lines": _Probe(GAME, "时时彩", "时\n时\n彩", "squeeze"),
    "every character twice": _Probe(CONTACT, "联系客服", "联联系系客客服服", "collapse"),
    "twice with dots": _Probe(CONTACT, "私聊我", "私私.聊聊.我我", "collapse"),
    "one character often": _Probe(GAME, "百家乐", "百家家家乐", "collapse"),
    "numerals": _Probe(PHONE, "15900002222", "一五九零零零零二二二二", "digits"),
    "bank numerals": _Probe(PHONE, "15900002222", "壹伍玖零零零零贰贰贰贰", "digits"),
    "numerals as on the phone": _Probe(PHONE, "17100001111", "幺柒幺 零零零零 幺幺幺幺", "digits"),
    "digits of all kinds": _Probe(PHONE, "15900002222", "①五9〇零00贰二22", "digits"),
    "all by sound": _Probe(CONTACT, "联系客服", "链戏课浮", "homophone"),
    "one by sound": _Probe(GAME, "真人荷官", "真人何官", "homophone"),
    "by sound, strewn": _Probe(CONTACT, "私信我", "思*心*窝", "homophone"),
    "first and last by sound": _Probe(GAME, "注册送彩金", "住册送彩斤", "homophone"),
    "pinyin": _Probe(CONTACT, "联系客服", "lian xi ke fu", "pinyin"),
    "pinyin with tones": _Probe(CONTACT, "私聊我", "sī liáo wǒ", "pinyin"),
    "pinyin in capitals, half": _Probe(CONTACT, "联系客服", "联系KEFU", "pinyin"),
    "one in pinyin": _Probe(GAME, "注册送彩金", "注册送cai金", "pinyin"),
    "taken apart": _Probe(CONTACT, "加好友", "力口女子友", "split"),
    "one taken apart": _Probe(CONTACT, "联系客服", "耳关系客服", "split"),
    "two of a kind taken apart": _Probe(GAME, "时时彩", "日寸日寸彩", "split"),
    "taken apart, with spaces": _Probe(GAME, "炸金花", "火 乍 金 花", "split"),
    "a stroke less": _Probe(CONTACT, "联系客服", "联糸客服", "similar"),
    "another half": _Probe(CONTACT, "扫码加", "妇码加", "similar"),
    "a machine": _Probe(GAME, "老虎机", "老虎朷", "similar"),
    "a willow": _Probe(CONTACT, "私聊我", "私柳我", "similar"),
    "a horse": _Probe(CONTACT, "扫码加", "扫🐴加", "emoji"),
    "a flower": _Probe(GAME, "炸金花", "炸金🌸", "emoji"),
    "a tiger": _Probe(GAME, "老虎机", "老🐯机", "emoji"),
    "two turned round": _Probe(ABUSE, "脑残", "残脑", "shuffle"),
    "three in another order": _Probe(ABUSE, "死肥猪", "猪肥死", "shuffle"),
    "turned round, strewn": _Probe(ABUSE, "人渣", "渣.人", "shuffle"),
    "two by sound": _Probe(ABUSE, "弱智", "弱志", "homophone"),
    "two in pinyin": _Probe(ABUSE, "人渣", "ren zha", "pinyin"),
    "a thunderstorm": _Probe(GAME, "红包扫雷", "红包扫🌩", "emoji"),
}

# gap, what fills it: as like a probe as innocent text can be
INNOCENT = {
    "nothing": (CONTACT, ""),
    "no number": (PHONE, "谢谢"),
    "no game": (GAME, "班长"),
    "a flag of two letters": (CONTACT, "🇨🇳 加油"),
    "a family": (CONTACT, "家里的卫星电视"),
    "one mark only": (CONTACT, "太自私、聊我也不去"),
    "a comma in between": (CONTACT, "没有客服，务必当心"),
    "the border of two words": (CONTACT, "关联系统客户服务"),
    "two sentences": (CONTACT, "菜加好。友情提示"),
    "a line's end": (CONTACT, "不要加\n好友都说是骗人的"),
    "a double that is a word": (GAME, "星星时时闪"),
    "laughing": (GAME, "百家哈哈哈乐队"),
    "a year in numerals": (PHONE, "二〇一五年六月二十日"),
    "two years in numerals": (PHONE, "二〇一五至二〇一六学年"),
    "weekdays": (PHONE, "周一三五上课，周二四六自习"),
    "an amount": (PHONE, "壹万伍仟玖佰元整"),
    "a number too long": (PHONE, "订单号159000022223333"),
    "a landline's numerals": (PHONE, "零八一二三四五六七八九"),
    "classes": (CONTACT, "QQ群一二三四五班"),
    "a drama by sound": (CONTACT, "连续剧可否"),
    "a person by sound": (GAME, "真人秀和观众"),
    "the same without its tone": (CONTACT, "思想窝工"),
    "a longer Latin word": (CONTACT, "lianxikefuzhe"),
    "a name in pinyin": (CONTACT, "Li An xi ke"),
    "a word of another language": (CONTACT, "silicon wood"),
    "half of it in pinyin": (CONTACT, "ke fu"),
    "a woman's friend": (CONTACT, "女子足球友谊赛"),
    "strength": (CONTACT, "力气大口味重，好朋友"),
    "sun and inch": (GAME, "日子和寸草"),
    "one half only": (GAME, "乍暖还寒金花菜"),
    "women": (CONTACT, "妇女节福利码上加"),
    "a traffic jam": (GAME, "路上堵车，博物馆见"),
    "an eggplant": (CONTACT, "茄子和好友"),
    "a horse that runs": (CONTACT, "扫墓看🐴"),
    "flowers": (GAME, "祝老师节日快乐🌸🌸"),
    "what remains in a brain": (ABUSE, "大脑残留的印象"),
    "scraps turned round": (ABUSE, "把残渣人工清理"),
    "two names and a class": (ABUSE, "脑科一班、残联"),
    "if only by sound": (ABUSE, "倘若只有一人"),
    "a person's name": (ABUSE, "Ren Zhang"),
    "the weather": (GAME, "今晚有雷阵雨🌩"),
}


@cache
def _found() -> dict[str, list[dict[Hashable, Any]]]:
    """Return what is found in each text of this file above ``info``, each in a chat of its own."""
    gaps = [(probe.gap, text) for probe in PROBES.values() for text in (probe.plain, probe.disguised)]
    texts = [gap.format(text) for gap, text in (*gaps, *INNOCENT.values())]
    findings = scan(from_texts(texts, chat_id=[str(number) for number in range(len(texts))]))
    found: dict[str, list[dict[Hashable, Any]]] = {text: [] for text in texts}
    for finding in findings[findings["severity"] > "info"].to_dict("records"):
        found[texts[finding["seq"]]].append(finding)
    return found


every_probe = pytest.mark.parametrize("probe", PROBES.values(), ids=PROBES.keys())


@every_probe
def test_the_plain_form_is_found_and_is_no_evasion(probe: _Probe) -> None:
    assert {finding["evasion"] for finding in _found()[probe.gap.format(probe.plain)]} == {False}


@every_probe
def test_a_disguise_is_found_as_evasion(probe: _Probe) -> None:
    assert any(finding["evasion"] for finding in _found()[probe.gap.format(probe.disguised)])


@every_probe
def test_a_disguise_is_seen_by_its_view_with_all_of_its_characters(probe: _Probe) -> None:
    text = probe.gap.format(probe.disguised)
    start = text.index(probe.disguised)
    # What is said again at either end is no part of the word.
    inner = range(start + 1, start + len(probe.disguised) - 1)
    spans = [span for finding in _found()[text] for span in finding["evidence"]]

    assert any(
        span["view"] == probe.view and span["start"] <= inner.start and inner.stop <= span["end"]
        for span in spans
    )


def test_every_view_has_its_probes() -> None:
    assert {probe.view for probe in PROBES.values()} == set(VIEWS)


@pytest.mark.parametrize(("gap", "text"), INNOCENT.values(), ids=INNOCENT.keys())
def test_what_only_looks_like_a_disguise_is_not_found(gap: str, text: str) -> None:
    assert [finding["rule"] for finding in _found()[gap.format(text)]] == []


def test_there_are_as_many_innocent_texts_as_probes() -> None:
    assert len(INNOCENT) >= len(PROBES)
