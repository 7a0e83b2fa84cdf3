"""Entities: things recognised by their form and, where they have one, their check digits.

Each is a pattern over folded text and a test of what it matched. Digits may be parted by blanks or hyphens
where people write them so. Numbers by which people can be reached are also written in numerals, so that
checks overlook them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..text.views import numerals


class Entity(NamedTuple):
    """A form and the test of what it matched; ``valid`` sees the matched, folded text.

    ``spelled`` is the form where at least one digit is written as a numeral: found in the view ``digits``.
    """

    pattern: str
    valid: Callable[[str], bool]
    spelled: str | None = None


def cn_id_is_valid(text: str) -> bool:
    """Return whether the check digit of an 18-digit Chinese ID number is right.

    Source: GB 11643-1999, ISO 7064 MOD 11-2.

    Examples
    --------
    >>> cn_id_is_valid("11010519491231002X"), cn_id_is_valid("110105194912310021")
    (True, False)
    """
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, text[:17], strict=True))
    return "10x98765432"[total % 11] == text[17].lower()


def bank_card_is_valid(text: str) -> bool:
    """Return whether the check digit of a card number is right, and it is no ID number.

    Source: ISO/IEC 7812-1, the Luhn sum. One ID number in ten passes it too.

    Examples
    --------
    >>> bank_card_is_valid("6222 0000 0000 0000 001"), bank_card_is_valid("6222 0000 0000 0000 004")
    (False, True)
    """
    digits = [int(digit) for digit in re.sub(r"\D", "", text)]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]  # noqa: PLR2004 - two digits
    luhn = (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
    joined = "".join(map(str, digits))
    return luhn and len(set(digits)) > 1 and not (re.fullmatch(_CN_ID, joined) and cn_id_is_valid(joined))


def wechat_id_is_valid(text: str) -> bool:
    """Return whether what stands behind a label is meant as an account.

    Letters alone, behind nothing but a blank, are a product more often: 微信 android, wechat official.

    Examples
    --------
    >>> wechat_id_is_valid("微信 android"), wechat_id_is_valid("微信:android")
    (False, True)
    """
    return not re.fullmatch(r"(?:微信|wechat|weixin)\s+[a-z]+", text)


def tao_code_is_valid(text: str) -> bool:
    """Return whether a code can be one: between brackets it must have both letters and digits.

    Examples
    --------
    >>> tao_code_is_valid("(homework)"), tao_code_is_valid("(abcd1234efg)")
    (False, True)
    """
    return not text.startswith("(") or bool(re.search("[a-z]", text) and re.search("[0-9]", text))


def _any(_text: str) -> bool:
    return True


_DIGIT = numerals("0123456789")
_NUMERAL = re.sub("[0-9]", "", _DIGIT)

# Behind a closing bracket, 年 may stand, and 第 before the number, though the standard forbids both.
# 攀西职院〔2022〕50号 · 川教办[2022]15号 · 国办发(2021) 3号, not (2022年)5号楼
_DOC_NO = (
    r"[\u4e00-\u9fff]{1,12}[〔﹝\[(【〖{]\s*(?:19|20)\d{2}\s*年?[〕﹞\])】〗}]\s*第?\d{1,4}\s*号"
    r"(?![楼馆门厅线车]|教学?[楼室])"
)
# A mobile number of the mainland, +86 before it or not: 138 1234 5678 · 加vx13812345678
_MOBILE = (
    r"(?:(?<![\da-z])|(?<=vx|wx|qq)|(?<=tel)|(?<![\da-z]v)(?<=v))"
    r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
)
# 一三八1234五六七八, not 二〇一三八一二三四五六七
_MOBILE_SPELLED = (
    rf"(?<![{_DIGIT}])(?=[0-9 -]{{0,12}}[{_NUMERAL}])[{numerals('1')}][{numerals('3456789')}][{_DIGIT}]"
    rf"[- ]?[{_DIGIT}]{{4}}[- ]?[{_DIGIT}]{{4}}(?![{_DIGIT}])"
)
# Region, birthday, order, check digit: 11010519491231002X
_CN_ID = r"(?<![\da-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![\da-z])"
# 16 to 19 digits that begin like a card of a Chinese bank: 6222 0212 3456 7890 123
_BANK_CARD = r"(?<!\d)[3-6]\d{3}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}(?:[- ]?\d{1,3})?(?!\d)"
# Named as one, for a bare number can be anything: qq:123456 · 扣扣 12345 · q群 12345678
_QQ_LABEL = r"(?:qq群?|q群|扣扣群?|企鹅号?|球球)\s*(?:号码?|是)?\s*[:=]?\s*"
_QQ = _QQ_LABEL + r"[1-9]\d{4,10}(?!\d)"
# Six at least, for five are counted: 扣扣:二三一八4四, not q群一二三四五班
_QQ_SPELLED = (
    rf"{_QQ_LABEL}(?=[0-9]{{0,10}}[{_NUMERAL}])[{numerals('123456789')}][{_DIGIT}]{{5,10}}(?![{_DIGIT}])"
)
# Named as one: 微信:abc_123 · vx abc123 · v信号 wxid_0001
_WECHAT = (
    r"(?:微信号?|[薇威徽溦]信号?|v信号?|(?<![a-z])(?:vx|wx|weixin|wechat))\s*(?:号码?|是|id)?\s*[:=]?\s*"
    r"[a-z][a-z0-9_-]{5,19}(?![a-z0-9_-])"
)
# https://example.com/x · www.example.com/x
_URL = r"(?:https?://|www\.)[a-z0-9][-a-z0-9.]*\.[a-z]{2,}(?::\d+)?(?:/[-a-z0-9_.~%/?#=&+!*'();:@,$\[\]]*)?"
# Services that hide where a link leads, and shops' links that open an app: t.cn/A6xYz
_SHORT_LINK = (
    r"(?<![-a-z0-9_.])(?:t\.cn|dwz\.cn|url\.cn|suo\.im|u\.jd\.com|m\.tb\.cn|s\.click\.taobao\.com|p\.pinduoduo\.com|"
    r"mobile\.yangkeduo\.com|v\.douyin\.com|v\.kuaishou\.com|bit\.ly|tinyurl\.com)/[a-z0-9_?=&%-]+"
)
# Copied into the shop's app it opens an offer: ￥AbCd1234EfG￥, here folded
_TAO_CODE = r"[¥€£$(]\s*[a-z0-9]{8,14}\s*[¥€£$)]"
# someone@example.com
_EMAIL = r"(?<![a-z0-9_.+-])[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"

ENTITIES: Mapping[str, Entity] = MappingProxyType(
    {
        "doc_no": Entity(_DOC_NO, _any),
        "cn_mobile": Entity(_MOBILE, _any, _MOBILE_SPELLED),
        "cn_id": Entity(_CN_ID, cn_id_is_valid),
        "bank_card": Entity(_BANK_CARD, bank_card_is_valid),
        "qq_number": Entity(_QQ, _any, _QQ_SPELLED),
        "wechat_id": Entity(_WECHAT, wechat_id_is_valid),
        "url": Entity(_URL, _any),
        "short_link": Entity(_SHORT_LINK, _any),
        "tao_code": Entity(_TAO_CODE, tao_code_is_valid),
        "email": Entity(_EMAIL, _any),
    }
)
