"""What an overlay says: changes of rules and lexicons of other packs, and what is not to be judged.

Lists change by ``add`` and ``remove`` only; a single value is replaced by the one that is written. Nothing is
merged in silence, and everything has its reason.
"""

from __future__ import annotations

from typing import Annotated

from ..text.views import View
from ._shape import (
    Count,
    Day,
    Duration,
    Id,
    Name,
    Names,
    Never,
    Phrase,
    Shape,
    Text,
    Texts,
    Whole,
    Words,
    YesNo,
    empty,
    key,
)
from .model import ExampleForm, Severity, Status
from .signal import Boundary, Context

_EITHER = {"anyOf": [{"required": ["add"]}, {"required": ["remove"]}]}
_REASON = "理由：为什么要改，给以后看的人"


class WordChange(Shape, json_schema_extra=_EITHER):
    """Words that come in addition, and words that go."""

    add: Annotated[Words, key("加上这些词")] = ()
    remove: Annotated[Words, key("去掉这些词：必须是原来有的")] = ()


class PatternChange(Shape, json_schema_extra=_EITHER):
    """Patterns that come in addition, and patterns that go."""

    add: Annotated[Texts, key("加上这些正则表达式；请用单引号")] = ()
    remove: Annotated[Texts, key("去掉这些正则表达式：照原样写")] = ()


class LexiconChange(Shape, json_schema_extra=_EITHER):
    """Lexicons of the same pack that come in addition, and lexicons that go."""

    add: Annotated[Names, key("加上这些词库：原来的规则包里的")] = ()
    remove: Annotated[Names, key("去掉这些词库")] = ()


class ExceptChange(Shape, json_schema_extra={"minProperties": 1}):
    """Changes of exceptions."""

    words: Annotated[WordChange | None, key("例外的词")] = None
    lexicon: Annotated[LexiconChange | None, key("例外的词库")] = None
    regex: Annotated[PatternChange | None, key("例外的正则表达式")] = None


class SignalChange(Shape, json_schema_extra={"minProperties": 1}):
    """Changes of a signal."""

    words: Annotated[WordChange | None, key("词")] = None
    lexicon: Annotated[LexiconChange | None, key("用到的词库")] = None
    regex: Annotated[PatternChange | None, key("正则表达式")] = None
    views: Annotated[tuple[View, ...] | None, key("改用这些视图", least=1)] = None
    boundary: Annotated[Boundary | None, key("改用这种边界")] = None
    context: Annotated[Context | None, key("改成前后这么多条消息里有也算")] = None
    except_: Annotated[ExceptChange | None, key("例外：与命中重叠时取消命中", written="except")] = None


class CaseChange(Shape, json_schema_extra=_EITHER):
    """Examples that come in addition, and examples that no longer hold."""

    add: Annotated[tuple[ExampleForm, ...], key("加上这些例句")] = ()
    remove: Annotated[tuple[ExampleForm, ...], key("不再成立的例句：照原样写")] = ()


class ExamplesChange(Shape, json_schema_extra={"minProperties": 1}):
    """Changes of the tests that a rule carries."""

    match: Annotated[CaseChange | None, key("必须命中的消息")] = None
    no_match: Annotated[CaseChange | None, key("不许命中的消息")] = None


class ScoreChange(Shape):
    """Points that other severities need."""

    levels: Annotated[dict[Severity, Whole], key("严重程度: 改成达到多少分", least=1)]


class WindowChange(Shape, json_schema_extra={"minProperties": 1}):
    """Other numbers of a window."""

    span: Annotated[Duration | None, key("滑动窗口：改成多长时间以内")] = None
    gap: Annotated[Duration | None, key("会话：改成相邻两条最多隔多久")] = None
    at_least: Annotated[Count | None, key("改成至少几条")] = None
    senders: Annotated[Count | None, key("改成至少来自几个人")] = None
    shortest: Annotated[Count | None, key("改成只数至少这么多字的消息")] = None
    longest: Annotated[Count | None, key("改成只数至多这么多字的消息")] = None


class Override(Shape, json_schema_extra={"oneOf": [{"required": ["rule"]}, {"required": ["lexicon"]}]}):
    """Changes of one rule, or of one lexicon."""

    rule: Annotated[Id | None, key("改哪条规则：编号")] = None
    lexicon: Annotated[Name | None, key("改哪个词库：名字；与 rule 二选一")] = None
    pack: Annotated[Id | None, key("词库在哪个规则包里；几个包都有这个名字时才要写")] = None
    reason: Annotated[Text, key(_REASON)]
    enabled: Annotated[Never | None, key("false：停用这条规则")] = None
    severity: Annotated[Severity | None, key("改成这个严重程度")] = None
    status: Annotated[Status | None, key("改成这个成熟程度")] = None
    title: Annotated[Phrase | None, key("改成这个标题")] = None
    clause: Annotated[Text | None, key("改成这个条款，例如本单位的规定")] = None
    message: Annotated[Phrase | None, key("改成这个说明")] = None
    advice: Annotated[Phrase | None, key("改成这个建议")] = None
    redact: Annotated[YesNo | None, key("是否在报告里遮住命中的原文")] = None
    join: Annotated[Duration | None, key("改成相隔不超过这么久的短消息连起来再看一遍")] = None
    signals: Annotated[dict[Name, SignalChange], key("信号: 怎样改", least=1)] = empty()
    score: Annotated[ScoreChange | None, key("计分的级别")] = None
    window: Annotated[WindowChange | None, key("窗口的数字")] = None
    words: Annotated[WordChange | None, key("词库里的词；只和 lexicon 一起写")] = None
    examples: Annotated[ExamplesChange | None, key("改了以后不再成立的例句，和新的例句")] = None


class Allow(Shape):
    """What rules do not find: hits that overlap these words, or all messages of these senders or chats."""

    rules: Annotated[Texts, key("对哪些规则：编号，或 ad-* 这样的一类；全部写 '*'", least=1)]
    words: Annotated[Words, key("与这些词重叠的命中不算，要写完整的说法")] = ()
    regex: Annotated[Texts, key("与它们重叠的命中不算；请用单引号")] = ()
    senders: Annotated[Words, key("这些人的消息不判断：账号，或一字不差的名字")] = ()
    chats: Annotated[Words, key("这些群的消息不判断：群号，或一字不差的群名")] = ()
    reason: Annotated[Text, key("理由：为什么可以不算，给以后看的人")]
    expires: Annotated[Day | None, key("最后一天，例如 2027-06-30：过了就不再起作用，并会提醒")] = None
