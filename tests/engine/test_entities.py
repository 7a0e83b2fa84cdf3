"""What is recognised by form and check digit, case by case: in whole messages, as rules see them."""

from __future__ import annotations

import pytest

from msgscan.engine.entities import ENTITIES
from msgscan.engine.pattern_folding import fold_pattern
from msgscan.engine.regexes import find
from msgscan.packs.signal import ENTITIES as NAMES
from msgscan.text.folding import fold_texts

# entity, text, what is cut out of the text
CASES = {
    "doc_no, no bracket": ("doc_no", "2022年5号楼集合", []),
    "doc_no, building in brackets": ("doc_no", "我们（2022年）5号楼集合", []),
    "doc_no, room in brackets": ("doc_no", "新生（2022）3号教室集合", []),
    "doc_no, court case": ("doc_no", "见(2021)川0402民初1234号判决", []),
    "doc_no, court case after its court": ("doc_no", "攀枝花东区法院(2021)川0402民初1234号", []),
    "doc_no, standard": ("doc_no", "按 GB/T 9704-2012 排版", []),
    "doc_no, licence of a site": ("doc_no", "川ICP备12345678号", []),
    "doc_no, nobody before": ("doc_no", "[2022]50号", []),
    "doc_no, year of another century": ("doc_no", "职院〔1822〕50号", []),
    "doc_no, tortoise shell": ("doc_no", "按职院〔2022〕50号文件", ["按职院〔2022〕50号"]),
    "doc_no, small tortoise shell": ("doc_no", "职院﹝2022﹞50号", ["职院﹝2022﹞50号"]),
    "doc_no, square": ("doc_no", "川教办[2022]15号", ["川教办[2022]15号"]),
    "doc_no, wide square": ("doc_no", "川教办\uff3b2022\uff3d15号", ["川教办\uff3b2022\uff3d15号"]),
    "doc_no, round": ("doc_no", "国办发(2021) 3号", ["国办发(2021) 3号"]),
    "doc_no, wide round": ("doc_no", "国办发（2021）3号", ["国办发（2021）3号"]),
    "doc_no, black": ("doc_no", "职院【2022】7号", ["职院【2022】7号"]),
    "doc_no, white": ("doc_no", "职院〖2022〗7号", ["职院〖2022〗7号"]),
    "doc_no, year and ordinal": ("doc_no", "职院〔2022年〕第7号", ["职院〔2022年〕第7号"]),
    "doc_no, traditional and wide": (
        "doc_no", "職院〔\uff12\uff10\uff12\uff12〕５號", ["職院〔\uff12\uff10\uff12\uff12〕５號"],
    ),
    "cn_mobile, too long": ("cn_mobile", "订单138123456789", []),
    "cn_mobile, inside a number": ("cn_mobile", "单号202113812345678", []),
    "cn_mobile, inside a word": ("cn_mobile", "文件a13812345678.doc", []),
    "cn_mobile, service number": ("cn_mobile", "拨打12345678901", []),
    "cn_mobile, as it is": ("cn_mobile", "电话13812345678，", ["13812345678"]),
    "cn_mobile, blanks": ("cn_mobile", "138 1234 5678", ["138 1234 5678"]),
    "cn_mobile, hyphens": ("cn_mobile", "138-1234-5678", ["138-1234-5678"]),
    "cn_mobile, country": ("cn_mobile", "+86 138 1234 5678", ["+86 138 1234 5678"]),
    "cn_mobile, country by zeros": ("cn_mobile", "008613812345678", ["008613812345678"]),
    "cn_mobile, wide digits": (
        "cn_mobile", "\uff11\uff13\uff1812345678", ["\uff11\uff13\uff1812345678"],
    ),
    "cn_mobile, as somebody's account": ("cn_mobile", "加vx13812345678", ["13812345678"]),
    "cn_mobile, after tel": ("cn_mobile", "Tel13812345678", ["13812345678"]),
    "cn_mobile, after a lone v": ("cn_mobile", "v13812345678", ["13812345678"]),
    "cn_id, check digit wrong": ("cn_id", "身份证110105194912310021", []),
    "cn_id, thirteenth month": ("cn_id", "110105194913310027", []),
    "cn_id, inside a number": ("cn_id", "111010519491231002X", []),
    "cn_id, right": ("cn_id", "身份证11010519491231002X，", ["11010519491231002X"]),
    "cn_id, small x": ("cn_id", "11010519491231002x", ["11010519491231002x"]),
    "bank_card, check digit wrong": ("bank_card", "6222 0000 0000 0000 001", []),
    "bank_card, all the same": ("bank_card", "4444444444444444", []),
    "bank_card, too long": ("bank_card", "62220000000000000040", []),
    "bank_card, an identity number": ("bank_card", "510402199003070051", []),
    "bank_card, blanks": ("bank_card", "卡号6222 0000 0000 0000 004", ["6222 0000 0000 0000 004"]),
    "bank_card, sixteen digits": ("bank_card", "4111111111111111", ["4111111111111111"]),
    "qq_number, bare": ("qq_number", "123456789", []),
    "qq_number, too short": ("qq_number", "QQ 2022", []),
    "qq_number, leading zero": ("qq_number", "QQ:0123456", []),
    "qq_number, labelled": ("qq_number", "加QQ：123456789", ["QQ：123456789"]),
    "qq_number, nickname": ("qq_number", "扣扣 12345", ["扣扣 12345"]),
    "qq_number, group": ("qq_number", "进Q群12345678", ["Q群12345678"]),
    "wechat_id, bare": ("wechat_id", "abc_12345", []),
    "wechat_id, too short": ("wechat_id", "微信abc12", []),
    "wechat_id, a programme": ("wechat_id", "微信 Android版", []),
    "wechat_id, the company": ("wechat_id", "WeChat official account", []),
    "wechat_id, inside a word": ("wechat_id", "avxabc12345", []),
    "wechat_id, labelled": ("wechat_id", "微信：abc_123", ["微信：abc_123"]),
    "wechat_id, letters only, labelled": ("wechat_id", "微信号 helloyou", ["微信号 helloyou"]),
    "wechat_id, letters only, joined": ("wechat_id", "加微信helloyou", ["微信helloyou"]),
    "wechat_id, vx": ("wechat_id", "加VX abc12345吧", ["VX abc12345"]),
    "wechat_id, look-alike": ("wechat_id", "薇信abc12345", ["薇信abc12345"]),
    "wechat_id, v": ("wechat_id", "v信wxid_0001", ["v信wxid_0001"]),
    "url, no host": ("url", "http://", []),
    "url, whole": ("url", "见https://example.com/a?b=1。", ["https://example.com/a?b=1"]),
    "url, Chinese after it": ("url", "见https://example.com/abc点击领取", ["https://example.com/abc"]),
    "url, www": ("url", "www.example.com", ["www.example.com"]),
    "url, wide": ("url", "https：//example.com", ["https：//example.com"]),
    "short_link, another host": ("short_link", "at.cn/A6xYz", []),
    "short_link, host alone": ("short_link", "t.cn", []),
    "short_link, Chinese before and after": ("short_link", "点击t.cn/A6xYz快来", ["t.cn/A6xYz"]),
    "short_link, in a link": ("short_link", "https://t.cn/A6xYz", ["t.cn/A6xYz"]),
    "tao_code, a word in brackets": ("tao_code", "（homework）", []),
    "tao_code, a date in brackets": ("tao_code", "(20221015)", []),
    "tao_code, a phone in brackets": ("tao_code", "（13812345678）", []),
    "tao_code, an amount": ("tao_code", "￥12345678", []),
    "tao_code, yen": ("tao_code", "复制￥AbCdEfGhIjK￥打开", ["￥AbCdEfGhIjK￥"]),
    "tao_code, in brackets": ("tao_code", "(AbCd1234EfG)", ["(AbCd1234EfG)"]),
    "email, no domain": ("email", "a@b", []),
    "email, Chinese before": ("email", "发到someone@example.com。", ["someone@example.com"]),
    "email, several parts": ("email", "a.b+c@mail.example.edu.cn", ["a.b+c@mail.example.edu.cn"]),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "text", "expected"), CASES.values(), ids=CASES.keys())
def test_recognises(entity: str, text: str, expected: list[str]) -> None:
    spans, unfinished = find(fold_pattern(ENTITIES[entity].pattern), entity, fold_texts([text]), [0])

    assert expected == [text[a:b] for a, b in zip(spans.start.tolist(), spans.end.tolist(), strict=True)]
    assert unfinished == 0


# entity, text, what is cut out of the text: at least one digit is written as a numeral
SPELLED = {
    "cn_mobile, numerals": ("cn_mobile", "电话一三八一二三四五六七八，", ["一三八一二三四五六七八"]),
    "cn_mobile, bank numerals": ("cn_mobile", "壹叁捌壹贰叁肆伍陆柒捌", ["壹叁捌壹贰叁肆伍陆柒捌"]),
    "cn_mobile, said on the phone": ("cn_mobile", "幺三八 零零幺三 二二幺零", ["幺三八 零零幺三 二二幺零"]),
    "cn_mobile, mixed": ("cn_mobile", "加v13八12三4五678", ["13八12三4五678"]),
    "cn_mobile, circled and traditional": ("cn_mobile", "①參八贰贰③三4四五五", ["①參八贰贰③三4四五五"]),
    "cn_mobile, digits only": ("cn_mobile", "13812345678", []),
    "cn_mobile, numerals that count days": ("cn_mobile", "逢一三五七九开门，二四六八十休息", []),
    "cn_mobile, numerals too many": ("cn_mobile", "一三八一二三四五六七八九", []),
    "cn_mobile, inside numerals": ("cn_mobile", "二〇一五一六一七一八一九二〇", []),
    "cn_mobile, a dash of 一 before": ("cn_mobile", "联系电话一13812345678", []),
    "qq_number, numerals": ("qq_number", "扣扣：二三一八四四零", ["扣扣：二三一八四四零"]),
    "qq_number, mixed": ("qq_number", "进Q群23一八44", ["Q群23一八44"]),
    "qq_number, classes": ("qq_number", "QQ群一二三四五班都建好了", []),
    "qq_number, digits only": ("qq_number", "QQ：123456789", []),
}


@pytest.mark.parametrize(("entity", "text", "expected"), SPELLED.values(), ids=SPELLED.keys())
def test_recognises_in_numerals(entity: str, text: str, expected: list[str]) -> None:
    spans, unfinished = find(fold_pattern(ENTITIES[entity].spelled or ""), entity, fold_texts([text]), [0])

    assert expected == [text[a:b] for a, b in zip(spans.start.tolist(), spans.end.tolist(), strict=True)]
    assert unfinished == 0


def test_every_entity_that_can_be_spelled_has_its_cases() -> None:
    spelled = {name for name, entity in ENTITIES.items() if entity.spelled}

    assert spelled == {entity for entity, _, _ in SPELLED.values()}


def test_the_engine_knows_the_entities_of_the_language() -> None:
    assert set(NAMES) == set(ENTITIES)


def test_every_entity_has_its_cases() -> None:
    assert set(ENTITIES) == {entity for entity, _, _ in CASES.values()}
