"""Signals of the rule language: what is looked for, in which guise, and where."""

from __future__ import annotations

from typing import Annotated, Literal

from ..schema import CATEGORIES
from ..text.views import View
from ._shape import (
    Count,
    Duration,
    Names,
    Shape,
    Texts,
    Word,  # noqa: F401 - of the short form, which names it in a text
    Words,
    as_list,
    key,
    one_of,
    short_form,
)

Boundary = Literal["none", "soft", "hard", "strange"]

# What the engine can recognise by form and check digit.
ENTITIES: tuple[str, ...] = (
    "doc_no", "cn_mobile", "cn_id", "bank_card", "qq_number", "wechat_id", "url", "short_link", "tao_code",
    "email",
)  # fmt: skip


def _signal_of_words(value: object) -> object:
    return {"words": value} if isinstance(value, list | tuple) else value


Role = Annotated[str, one_of(CATEGORIES["role"])]
Roles = Annotated[tuple[Role, ...], short_form(as_list, Role | tuple[Role, ...])]
Standing = Annotated[str, one_of(CATEGORIES["standing"])]
Standings = Annotated[tuple[Standing, ...], short_form(as_list, Standing | tuple[Standing, ...])]
Entity = Annotated[str, one_of(ENTITIES)]
Entities = Annotated[tuple[Entity, ...], short_form(as_list, Entity | tuple[Entity, ...])]
SignalForm = Annotated["Signal", short_form(_signal_of_words, "tuple[Word, ...] | Signal")]


class Except(Shape, json_schema_extra={"minProperties": 1}):
    """Cancels a hit that it overlaps: 路口交通 cancels 口交."""

    words: Annotated[Words, key("遇到这些词时不算：与命中重叠才取消，要写完整的词")] = ()
    lexicon: Annotated[Names, key("词库名：库里的词同样用来取消命中")] = ()
    regex: Annotated[Texts, key("正则表达式：与命中重叠时取消命中；请用单引号")] = ()


class Context(Shape):
    """A signal hits a message if it stands in this message, or in one close to it in the same chat."""

    messages: Annotated[Count, key("前后各看几条，最多 20 条")]
    within: Annotated[Duration | None, key("前后多久以内，例如 10m；没有时间的消息只按条数")] = None
    from_: Annotated[
        Literal["same_sender", "any"],
        key("same_sender 只看同一个人的（条数也只数他的），any 看所有人的", written="from"),
    ] = "same_sender"


# The keys that say what a signal looks for.
MATCHERS = ("words", "lexicon", "regex", "entity", "role", "standing", "any")


class Signal(Shape, json_schema_extra={"anyOf": [{"required": [key]} for key in MATCHERS]}):
    """A named matcher inside a rule: it hits where any of its words, patterns or parts hits."""

    words: Annotated[Words, key("词：一个词或一列词；号码、时间照原样写")] = ()
    lexicon: Annotated[Names, key("词库名，词库写在文件顶层的 lexicons 里")] = ()
    regex: Annotated[Texts, key("正则表达式；请用单引号，双引号里的反斜杠是转义")] = ()
    entity: Annotated[Entities, key("按样式和校验位识别的内容，例如手机号、身份证号、文号")] = ()
    role: Annotated[
        Roles,
        key("发送人的身份：owner 群主、admin 管理员、member 成员；文件里没有写的是 unknown"),
    ] = ()
    standing: Annotated[
        Standings,
        key(
            "发送人在名册里是谁：staff 教职工、student 学生、other 其他人、stranger 不在名册里、"
            "namesake 与教职工同名而账号不同、ambiguous 分不清；没有给名册时都是 unknown"
        ),
    ] = ()
    any: Annotated[tuple[SignalForm, ...], key("几种写法，任何一种命中就算命中")] = ()
    context: Annotated[
        Context | None, key("前后几条消息里有也算，例如 {messages: 2, within: 10m}；不能写在 any 里面")
    ] = None
    views: Annotated[
        tuple[View, ...],
        key(
            "在哪些样子的文本里找：exact 原文，squeeze 去掉夹在中间的符号和空格，collapse 叠字，"
            "digits 数字的别的写法，homophone 同音字，pinyin 拼音，split 拆字，similar 形近字，"
            "emoji 表情代字，shuffle 字的次序换了",
            least=1,
        ),
    ] = ("exact",)
    boundary: Annotated[
        Boundary,
        key(
            "词的边界：none 不管；soft 不切开别的词（“手机密码”里没有“机密”）；hard 要正好是分词得到的词；"
            "strange 像 soft，但只算改写过的，而且照原文读不成词才算，两个字的词也找同音、拼音、换序"
        ),
    ] = "soft"
    except_: Annotated[Except | None, key("例外：与命中重叠时取消命中", written="except")] = None
