"""What may stand in the cells of a roster: sorts of people, accounts, days.

Each function takes a text and gives its value, or the sentence that says what would be right. Sentences show
no account and no long number: whoever reads them has the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from .errors import Wording
from .packs._wording import shown, unknown
from .text.names import bared

CATEGORIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "教职工": "staff", "教师": "staff", "老师": "staff", "职工": "staff", "staff": "staff",
        "学生": "student", "student": "student",
        "其他": "other", "其它": "other", "家长": "other", "other": "other",
    }
)  # fmt: skip
_MANY_DIGITS = 11  # a number so long is no day and no sort of people, but may be of a person

_BETWEEN_ACCOUNTS = re.compile(r"[、;,|/\s]+")
_BETWEEN_ALIASES = re.compile("[、;；\n]")
# 4200000001 · wxid_abc123 · wangwei88 · 25680000@openim
_ACCOUNT = re.compile(r"[A-Za-z][\w.@-]{1,63}|[1-9][0-9]{4,16}(?:@[\w.]{1,40})?", re.ASCII)
# 510400199001011234 · 510400900101123
_ID_NUMBER = re.compile(r"[1-9][0-9]{14}(?:[0-9]{2}[0-9Xx])?")
# 13900000000
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# 4.2E+09: what Excel makes of long numbers
_ROUNDED = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}")
# 2026-03-01 · 2026/3/1 · 2026.3.1 · 2026年3月1日 · 2026-03-01 00:00:00
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?")
_STILL = frozenset({"至今", "-", "—", "/", "无"})


def category_of(text: str) -> str | Wording:
    """Return staff, student or other.

    Examples
    --------
    >>> category_of("教 师"), category_of("教职公").zh
    ('staff', "未知的类别 '教职公'，是不是想写 '教职工'？")
    """
    if not text:
        return Wording("缺少类别：写教职工、学生或其他", "the category is missing: staff, student or other")
    [bare] = bared([text])
    return CATEGORIES.get(bare.text) or unknown(Wording("类别", "category"), _covered(text), CATEGORIES)


def accounts_of(text: str) -> tuple[str, ...] | Wording:
    """Return the accounts in a cell.

    Examples
    --------
    >>> accounts_of("4200000001、wxid_abc123"), accounts_of("13900000000").zh
    (('4200000001', 'wxid_abc123'), '这里像是手机号：账号写 QQ 号、微信号或 wxid，名册不要手机号')
    """
    written = unicodedata.normalize("NFKC", text)
    found = tuple(filter(None, _BETWEEN_ACCOUNTS.split(written)))
    for account in found:
        if _ROUNDED.fullmatch(account):
            return Wording(
                "账号被表格软件改成了 4.2E+09 这样：请把这一列设为文本，再填一遍",
                "a number was rounded by the spreadsheet: format the column as text and type it again",
            )
        if _ID_NUMBER.fullmatch(account) or _MOBILE.fullmatch(account):
            what = (
                ("手机号", "mobile number") if _MOBILE.fullmatch(account) else ("身份证号", "identity number")
            )
            return Wording(
                f"这里像是{what[0]}：账号写 QQ 号、微信号或 wxid，名册不要{what[0]}",
                f"this looks like an {what[1]}: QQ numbers and WeChat ids are wanted, nothing else",
            )
        if not _ACCOUNT.fullmatch(account):
            return Wording(
                f"这里有 {len(account)} 个字不是账号：写 QQ 号、微信号或 wxid，几个之间用、或 ; 隔开",
                f"{len(account)} characters here are no account: write QQ numbers or WeChat ids, parted by ;",
            )
    return found


def aliases_of(text: str) -> tuple[str, ...] | Wording:
    """Return the other nicknames in a cell."""
    found = tuple(alias for each in _BETWEEN_ALIASES.split(text) if (alias := each.strip()))
    if all(bare.text for bare in bared(found)):
        return found
    return Wording(
        "别名里要有文字：只有符号或表情的认不出来",
        "an alias needs letters: signs and emoji are not told apart",
    )


def day_of(text: str) -> date | Wording | None:
    """Return a day; None where there is none.

    Examples
    --------
    >>> day_of("2026年3月1日"), day_of("至今"), day_of("去年").zh
    (datetime.date(2026, 3, 1), None, "看不懂的日期 '去年'：要写成 2026-03-01")
    """
    if not text or text in _STILL:
        return None
    found = _DAY.fullmatch(text)
    if found:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    what = shown(_covered(text))
    return Wording(f"看不懂的日期 {what}：要写成 2026-03-01", f"{what} is not a day such as 2026-03-01")


def _covered(text: str) -> str:
    """Return a text without its digits if it has many: columns may have been swapped."""
    return re.sub(r"\d", "*", text) if sum(map(str.isdigit, text)) >= _MANY_DIGITS else text
