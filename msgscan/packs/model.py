"""The rule language: what a pack may say, key by key.

The models hold shape only (keys, types, closed lists, patterns); what needs more than one key to judge is in
``_lint``. Text that people read is a :class:`~msgscan.errors.Wording`; a pack may write it in one language.
The Chinese sentence of a key is what an editor shows over it, and part of the message when it is missing.

Short forms, taken at the place where they may stand: a list of words is a signal, a text is an example, one
string may stand for a list of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from ..errors import Fault, Wording
from ..schema import CATEGORIES
from ._head import DefinedBy
from ._shape import (
    KEYS,
    TEXT,
    TEXT_OR_KEYS,
    ChatLine,
    Count,
    Day,
    Duration,
    Id,
    Ids,
    Name,
    Phrase,
    Shape,
    Text,
    Whole,
    Word,
    YesNo,
    empty,
    key,
    one_of,
    short_form,
)  # fmt: skip
from .signal import Role, Signal, SignalForm, Standing

# The version of the language. It changes only when a pack would come to mean something else.
LANGUAGE = 1

Severity = Literal["info", "low", "medium", "high", "critical"]
Status = Literal["experimental", "test", "stable", "deprecated"]

# What each rule of a pack that an organisation defines must say, besides what every rule says.
APPROVAL = ("clause", "reason", "approved_by", "approved_on", "expires_on")

# Planned, so not a slip of the pen: they get their own message instead of "did you mean".
LATER_KEYS = ("entities",)


def _example_of_text(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Kind = Annotated[str, one_of(CATEGORIES["kind"])]
Condition = Annotated[Annotated[Name, TEXT] | Annotated["Group", KEYS], TEXT_OR_KEYS]


class AtLeast(Shape):
    """True where at least n of the signals hit."""

    n: Annotated[Count, key("至少几个")]
    of: Annotated[tuple[Name, ...], key("信号名", least=1)]


class Near(Shape):
    """True where hits of all the signals lie within so many characters."""

    of: Annotated[tuple[Name, ...], key("信号名，至少两个", least=2)]
    within: Annotated[Count, key("几个字以内，按原文的字数")]


class Group(Shape, json_schema_extra={"minProperties": 1}):
    """A condition made of conditions; all of its keys must hold."""

    all: Annotated[tuple[Condition, ...] | None, key("全部成立", least=1)] = None
    any: Annotated[tuple[Condition, ...] | None, key("至少一个成立", least=1)] = None
    at_least: Annotated[AtLeast | None, key("至少 n 个信号命中")] = None
    near: Annotated[Near | None, key("几个信号相隔不远")] = None
    none: Annotated[tuple[Condition, ...] | None, key("一个都不成立", least=1)] = None


class Score(Shape):
    """Points of the signals that hit are added up; a negative signal mitigates."""

    add: Annotated[dict[Name, Whole], key("信号: 分数；负数表示减轻", least=1)]
    levels: Annotated[dict[Severity, Whole], key("严重程度: 达到多少分；取达到的最高一级", least=1)]


class Unless(Shape):
    """What spares the messages that come after it in the same chat, for some time."""

    when: Annotated[Condition, key("哪些消息之后不算，例如要求回复的通知")]
    within: Annotated[Duration, key("之后多久以内，例如 24h")]


class Window(Shape, json_schema_extra={"oneOf": [{"required": ["span"]}, {"required": ["gap"]}]}):
    """Counts messages of a chat that lie close together in time; a run of them is one finding."""

    of: Annotated[Condition | None, key("数哪些消息：信号名或条件；不写就数全部")] = None
    by: Annotated[Literal["chat", "sender"], key("chat 整个群一起数，sender 每个人分开数")] = "chat"
    span: Annotated[Duration | None, key("滑动窗口：多长时间以内，例如 2m；与 gap 二选一")] = None
    gap: Annotated[Duration | None, key("会话：相邻两条最多隔多久，例如 60s；与 span 二选一")] = None
    at_least: Annotated[Count, key("至少几条，2 以上")]
    senders: Annotated[Count | None, key("至少来自几个人")] = None
    same: Annotated[
        Literal["text", "match"] | None,
        key("text 只数内容相同的，match 只数命中文字相同的（例如 @ 同一个人）"),
    ] = None
    shortest: Annotated[Count | None, key("只数至少这么多字的消息")] = None
    longest: Annotated[Count | None, key("只数至多这么多字的消息")] = None
    unless_after: Annotated[Unless | None, key("某种消息之后一段时间里的不算")] = None


class Downgrade(Shape):
    """Where the condition holds, the finding has this severity instead."""

    when: Annotated[Condition, key("成立时降级的条件")]
    to: Annotated[Severity, key("降到哪一级")]


class Expect(Shape):
    """What an example must give besides a finding."""

    severity: Annotated[Severity | None, key("应得的严重程度")] = None


class Example(Shape, json_schema_extra={"oneOf": [{"required": ["text"]}, {"required": ["chat"]}]}):
    """A message, or a chat, that the rule must find, or must leave alone."""

    text: Annotated[Word, key("一条消息")] = ""
    role: Annotated[Role, key("发送人的身份")] = "unknown"
    standing: Annotated[Standing, key("发送人在名册里是谁")] = "unknown"
    chat: Annotated[tuple[ChatLine, ...], key("一段聊天，一行一条：+3s 乙: 收到", least=1)] = ()
    expect: Annotated[Expect | None, key("除了命中，还要得到什么")] = None


ExampleForm = Annotated[Example, short_form(_example_of_text, Word | Example)]


class Examples(Shape):
    """The tests that a rule carries."""

    match: Annotated[tuple[ExampleForm, ...], key("必须命中的消息，至少一条", least=1)]
    no_match: Annotated[tuple[ExampleForm, ...], key("不许命中的消息，至少一条：写最容易误报的", least=1)]


class AppliesTo(Shape):
    """Which messages a rule looks at."""

    kinds: Annotated[tuple[Kind, ...], key("只看这些种类的消息", least=1)]


_DECISIONS = [{"required": ["when", "signals"]}, {"required": ["score", "signals"]}, {"required": ["window"]}]


class Rule(Shape, json_schema_extra={"oneOf": _DECISIONS}):
    """One thing to look for, with the reason, the advice and the examples."""

    id: Annotated[Id, key("编号：小写字母、数字和连字符，全部规则包里唯一，定了不要改")]
    title: Annotated[Phrase, key("标题，给人看")]
    category: Annotated[Id, key("类别，写在文件顶层的 categories 里")]
    severity: Annotated[Severity, key("严重程度：info、low、medium、high、critical")]
    status: Annotated[
        Status, key("成熟程度：experimental 试用（不影响退出码）、test、stable、deprecated")
    ] = "experimental"
    clause: Annotated[Text | None, key("依据的条款；不写就用类别的（本单位规则必须写）")] = None
    message: Annotated[Phrase, key("发现了什么；可以写 {信号名}、{count}、{span}")]
    advice: Annotated[Phrase, key("建议怎么做")] = Wording("", "")
    redact: Annotated[YesNo, key("true：报告里遮住命中的原文")] = False
    source: Annotated[Text | None, key("规则的出处")] = None
    reason: Annotated[Text | None, key("为什么要找这个（本单位规则）")] = None
    approved_by: Annotated[Text | None, key("谁批准的：部门和文号（本单位规则）")] = None
    approved_on: Annotated[Day | None, key("批准日期，例如 '2026-03-01'（本单位规则）")] = None
    expires_on: Annotated[Day | None, key("最后一天，批准之后至多 90 天；过后不再运行（本单位规则）")] = None
    formerly: Annotated[Ids, key("改名前的编号，最早的写在最前：别处写的旧编号、已经看过的发现继续有效")] = ()
    applies_to: Annotated[AppliesTo | None, key("只对哪些消息有效")] = None
    signals: Annotated[dict[Name, SignalForm], key("信号：名字和要找的内容", least=1)] = empty()
    when: Annotated[Condition | None, key("条件：一个信号名，或 all/any/none/at_least/near")] = None
    score: Annotated[Score | None, key("计分：与 when、window 三选一")] = None
    window: Annotated[Window | None, key("窗口：一段时间里有几条；与 when、score 三选一")] = None
    downgrade: Annotated[Downgrade | None, key("什么情况下降低严重程度")] = None
    join: Annotated[
        Duration | None,
        key("同一个人接连发的短消息，相隔不超过这么久的连起来再看一遍，例如 60s：专治拆成几条发的广告"),
    ] = None
    examples: Annotated[Examples, key("例句：规则自带的测试，match 和 no_match 都要有")]


class Category(Shape):
    """What rules are about, and the clause that they serve."""

    title: Annotated[Phrase, key("类别的名称")]
    clause: Annotated[Text | None, key("依据的条款")] = None


class Exemption(Shape):
    """Messages that some rules do not judge: those of these senders, in these chats; empty = any."""

    rules: tuple[str, ...]
    senders: tuple[str, ...]
    chats: tuple[str, ...]


class RulePack(Shape):
    """A pack, checked and frozen: defaults are filled in, lexicons are read, overlays are laid over it."""

    id: str
    version: str
    locale: str
    title: Wording
    license: str | None
    categories: dict[str, Category]
    rules: tuple[Rule, ...]
    lexicons: dict[str, tuple[str, ...]]
    exemptions: tuple[Exemption, ...] = ()
    # What is no fault, and yet to be told: an entry that has expired, a rule called by its old id.
    notes: tuple[Fault, ...] = ()
    # sha256 of all that the pack says, lexicons included: comments, layout, the order of keys and of the
    # words of a lexicon, and the path don't count.
    digest: str
    # For messages only.
    path: str
    defined_by: DefinedBy | None = None


def with_defaults(signal: Signal, defaults: Mapping[str, object]) -> Signal:
    """Return the signal with what it does not say itself; its parts take after it, then after the pack."""
    said = signal.model_fields_set & {"views", "boundary"}
    settled = {**defaults, **{key: getattr(signal, key) for key in said}}
    parts = tuple(with_defaults(part, settled) for part in signal.any)
    return signal.model_copy(update={**settled, "any": parts})
