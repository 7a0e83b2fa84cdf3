"""The shape of the rule language: what a pack may say, key by key. The only file that imports pydantic.

The models hold shape only (keys, types, closed lists, patterns); what needs more than one key to judge is in
``_lint``. Text that people read is an :class:`~msgscan.errors.Wording`; a pack may write it in one language.
The Chinese descriptions are what an editor shows over a key, and part of the message when a key is missing.

Short forms, taken at the place where they may stand: a list of words is a signal, a text is an example, one
string may stand for a list of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetPydanticSchema,
    StringConstraints,
    Tag,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from ..errors import Wording
from ..schema import CATEGORIES

# The version of the language. It changes only when a pack would come to mean something else.
LANGUAGE = 1

Severity = Literal["info", "low", "medium", "high", "critical"]
Boundary = Literal["none", "soft", "hard"]
View = Literal["exact", "squeeze"]
Status = Literal["experimental", "test", "stable", "deprecated"]

VIEWS: tuple[View, ...] = get_args(View)
# Planned, so not a slip of the pen: they get their own message instead of "did you mean".
LATER_VIEWS = ("collapse", "digits", "homophone", "pinyin", "split", "similar", "emoji")
LATER_KEYS = ("window", "overrides", "extends", "allow", "context", "chat", "entities")

# What names look like; ``_wording`` says it in words.
ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME = r"^[a-z_\u4e00-\u9fff][a-z0-9_\u4e00-\u9fff]*$"
RELEASE = r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}$"
# lexicons/hearsay.txt: no drive, no backslash, nothing that Windows forbids in a name.
WORD_FILE = r'^[^\x00-\x1f\\:*?"<>|/][^\x00-\x1f\\:*?"<>|]*\.txt$'

# What the engine can recognise by form and check digit.
ENTITIES: tuple[str, ...] = (
    "doc_no", "cn_mobile", "cn_id", "bank_card", "qq_number", "wechat_id", "url", "short_link", "tao_code",
    "email",
)  # fmt: skip


def _one_of(values: tuple[str, ...]) -> GetPydanticSchema:
    return GetPydanticSchema(lambda _source, _handler: core_schema.literal_schema(list(values)))


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def maybe_whole(text: str) -> int | None:
    """Return the number that a text is, if it is written as a whole number: ``3``, ``-4``, not ``03``."""
    # Nine digits are more than any count here needs.
    return int(text) if re.fullmatch(r"-?(?:0|[1-9][0-9]{0,8})", text) else None


def _whole(value: object) -> object:
    number = maybe_whole(value) if isinstance(value, str) else value
    if isinstance(number, int):
        return number
    raise PydanticCustomError("not_a_whole", "not a whole number")


def _yes_or_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    raise PydanticCustomError("not_a_bool", "not true or false")


def _in_both_languages(value: object) -> object:
    if value == "" or (isinstance(value, Mapping) and "" in value.values()):
        raise PydanticCustomError("string_too_short", "empty")
    if isinstance(value, str):
        return {"zh": value, "en": value}
    if isinstance(value, Mapping):
        return {"en": value["zh"], **value} if "zh" in value else value
    if isinstance(value, Wording):
        return value
    raise PydanticCustomError("not_a_wording", "not a text")


def _words_or_signal(value: object) -> object:
    return {"words": value} if isinstance(value, list | tuple) else value


def _text_or_example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _name_or_group(value: object) -> str:
    return "<group>" if isinstance(value, dict | Group) else "<name>"


class _Shape(BaseModel):
    """What all parts of the language have in common: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(_Shape):
    """A text for people in two languages."""

    zh: Annotated[str, Field(min_length=1, description="中文")]
    en: Annotated[str, Field(min_length=1, description="英文；不写就用中文")] = ""


Text = Annotated[str, StringConstraints(min_length=1)]
# In editors 110 and 1.10 are numbers; here every scalar is the text that was written.
Word = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
Phrase = Annotated[Wording, BeforeValidator(_in_both_languages, json_schema_input_type=Text | Both)]
Whole = Annotated[int, BeforeValidator(_whole)]
Count = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Id = Annotated[str, StringConstraints(pattern=ID, max_length=64)]
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=64)]
Release = Annotated[str, StringConstraints(pattern=RELEASE)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_several, json_schema_input_type=Word | tuple[Word, ...])]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_several, json_schema_input_type=Text | tuple[Text, ...])]
Names = Annotated[tuple[Name, ...], BeforeValidator(_several, json_schema_input_type=Name | tuple[Name, ...])]
_Entity = Annotated[str, _one_of(ENTITIES)]
Entities = Annotated[
    tuple[_Entity, ...], BeforeValidator(_several, json_schema_input_type=_Entity | tuple[_Entity, ...])
]
Kind = Annotated[str, _one_of(CATEGORIES["kind"])]

SignalForm = Annotated[
    "Signal", BeforeValidator(_words_or_signal, json_schema_input_type="tuple[Word, ...] | Signal")
]
ExampleForm = Annotated["Example", BeforeValidator(_text_or_example, json_schema_input_type="Word | Example")]
Condition = Annotated[
    Annotated[Name, Tag("<name>")] | Annotated["Group", Tag("<group>")], Discriminator(_name_or_group)
]


class Except(_Shape):
    """Cancels a hit that it overlaps: 路口交通 cancels 口交."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    words: Annotated[Words, Field(description="遇到这些词时不算：与命中重叠才取消，要写完整的词")] = ()
    lexicon: Annotated[Names, Field(description="词库名：库里的词同样用来取消命中")] = ()
    regex: Annotated[Texts, Field(description="正则表达式：与命中重叠时取消命中；请用单引号")] = ()


_MATCHERS = ("words", "lexicon", "regex", "entity", "any")


class Signal(_Shape):
    """A named matcher inside a rule: it hits where any of its words, patterns or parts hits."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": [key]} for key in _MATCHERS]})

    words: Annotated[Words, Field(description="词：一个词或一列词；号码、时间照原样写")] = ()
    lexicon: Annotated[Names, Field(description="词库名，词库写在文件顶层的 lexicons 里")] = ()
    regex: Annotated[Texts, Field(description="正则表达式；请用单引号，双引号里的反斜杠是转义")] = ()
    entity: Annotated[
        Entities, Field(description="按样式和校验位识别的内容，例如手机号、身份证号、文号")
    ] = ()
    any: Annotated[tuple[SignalForm, ...], Field(description="几种写法，任何一种命中就算命中")] = ()
    views: Annotated[
        tuple[View, ...],
        Field(min_length=1, description="在哪些样子的文本里找：exact 原文，squeeze 去掉夹在中间的符号和空格"),
    ] = ("exact",)
    boundary: Annotated[
        Boundary,
        Field(description="词的边界：none 不管；soft 字母数字两边不能紧接字母数字；hard 还要是分词得到的词"),
    ] = "soft"
    except_: Annotated[Except | None, Field(alias="except", description="例外：与命中重叠时取消命中")] = None


class AtLeast(_Shape):
    """True where at least n of the signals hit."""

    n: Annotated[Count, Field(description="至少几个")]
    of: Annotated[tuple[Name, ...], Field(min_length=1, description="信号名")]


class Near(_Shape):
    """True where hits of all the signals lie within so many characters."""

    of: Annotated[tuple[Name, ...], Field(min_length=2, description="信号名，至少两个")]
    within: Annotated[Count, Field(description="几个字以内，按原文的字数")]


class Group(_Shape):
    """A condition made of conditions; all of its keys must hold."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    all: Annotated[tuple[Condition, ...] | None, Field(min_length=1, description="全部成立")] = None
    any: Annotated[tuple[Condition, ...] | None, Field(min_length=1, description="至少一个成立")] = None
    none: Annotated[tuple[Condition, ...] | None, Field(min_length=1, description="一个都不成立")] = None
    at_least: Annotated[AtLeast | None, Field(description="至少 n 个信号命中")] = None
    near: Annotated[Near | None, Field(description="几个信号相隔不远")] = None


class Score(_Shape):
    """Points of the signals that hit are added up; a negative signal mitigates."""

    add: Annotated[dict[Name, Whole], Field(min_length=1, description="信号: 分数；负数表示减轻")]
    levels: Annotated[
        dict[Severity, Whole], Field(min_length=1, description="严重程度: 达到多少分；取达到的最高一级")
    ]


class Downgrade(_Shape):
    """Where the condition holds, the finding has this severity instead."""

    when: Annotated[Condition, Field(description="成立时降级的条件")]
    to: Annotated[Severity, Field(description="降到哪一级")]


class Expect(_Shape):
    """What an example must give besides a finding."""

    severity: Annotated[Severity | None, Field(description="应得的严重程度")] = None


class Example(_Shape):
    """A text that the rule must find, or must leave alone."""

    text: Annotated[Word, Field(description="一条消息")]
    expect: Annotated[Expect | None, Field(description="除了命中，还要得到什么")] = None


class Examples(_Shape):
    """The tests that a rule carries."""

    match: Annotated[tuple[ExampleForm, ...], Field(min_length=1, description="必须命中的消息，至少一条")]
    no_match: Annotated[
        tuple[ExampleForm, ...], Field(min_length=1, description="不许命中的消息，至少一条：写最容易误报的")
    ]


class AppliesTo(_Shape):
    """Which messages a rule looks at."""

    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, description="只看这些种类的消息")]


class Rule(_Shape):
    """One thing to look for, with the reason, the advice and the examples."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["when"]}, {"required": ["score"]}]})

    id: Annotated[Id, Field(description="编号：小写字母、数字和连字符，全部规则包里唯一，定了不要改")]
    title: Annotated[Phrase, Field(description="标题，给人看")]
    category: Annotated[Id, Field(description="类别，写在文件顶层的 categories 里")]
    severity: Annotated[Severity, Field(description="严重程度：info、low、medium、high、critical")]
    status: Annotated[
        Status, Field(description="成熟程度：experimental 试用（不影响退出码）、test、stable、deprecated")
    ] = "experimental"
    clause: Annotated[Text | None, Field(description="依据的条款；不写就用类别的")] = None
    message: Annotated[Phrase, Field(description="发现了什么；可以写 {信号名}、{count}、{span}")]
    advice: Annotated[Phrase, Field(description="建议怎么做")] = Wording("", "")
    redact: Annotated[YesNo, Field(description="true：报告里遮住命中的原文")] = False
    source: Annotated[Text | None, Field(description="规则的出处")] = None
    applies_to: Annotated[AppliesTo | None, Field(description="只对哪些消息有效")] = None
    signals: Annotated[dict[Name, SignalForm], Field(min_length=1, description="信号：名字和要找的内容")]
    when: Annotated[
        Condition | None, Field(description="条件：一个信号名，或 all/any/none/at_least/near")
    ] = None
    score: Annotated[Score | None, Field(description="计分：与 when 二选一")] = None
    downgrade: Annotated[Downgrade | None, Field(description="什么情况下降低严重程度")] = None
    examples: Annotated[Examples, Field(description="例句：规则自带的测试，match 和 no_match 都要有")]


class Category(_Shape):
    """What rules are about, and the clause that they serve."""

    title: Annotated[Phrase, Field(description="类别的名称")]
    clause: Annotated[Text | None, Field(description="依据的条款")] = None


class LexiconForm(_Shape):
    """Where a lexicon's words stand: here, or in a file beside the pack."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["file"]}, {"required": ["words"]}]})

    file: Annotated[
        str | None,
        Field(
            pattern=WORD_FILE,
            description="词库文件，相对于规则包的路径，例如 lexicons/a.txt；UTF-8，一行一词，# 开头是注释",
        ),
    ] = None
    words: Annotated[tuple[Word, ...] | None, Field(description="词")] = None


class Head(_Shape):
    """Who a pack is."""

    id: Annotated[Id, Field(description="规则包的编号：小写字母、数字和连字符")]
    version: Annotated[Release, Field(description="版本号，三段数字，例如 1.0.0")]
    locale: Annotated[Text, Field(description="语言，例如 zh-CN")] = "zh-CN"
    title: Annotated[Phrase | None, Field(description="名称，给人看")] = None
    license: Annotated[Text | None, Field(description="许可证，例如 CC-BY-4.0")] = None
    min_engine: Annotated[Release | None, Field(description="至少要哪个版本的 msgscan，例如 0.1.0")] = None


class Defaults(_Shape):
    """What signals mean that do not say it themselves."""

    views: Annotated[tuple[View, ...] | None, Field(min_length=1, description="没写 views 的信号用这个")] = (
        None
    )
    boundary: Annotated[Boundary | None, Field(description="没写 boundary 的信号用这个")] = None


class PackForm(_Shape):
    """A pack as it is written."""

    model_config = ConfigDict(title="msgscan 规则包")

    msgscan: Annotated[Whole, WithJsonSchema({"const": LANGUAGE}), Field(description="规则语言的版本，写 1")]
    pack: Annotated[Head, Field(description="规则包的编号、版本等")]
    categories: Annotated[dict[Id, Category], Field(description="类别")] = Field(default_factory=dict)
    defaults: Annotated[Defaults, Field(description="信号的默认设置")] = Defaults()
    lexicons: Annotated[dict[Name, LexiconForm], Field(description="词库")] = Field(default_factory=dict)
    rules: Annotated[tuple[Rule, ...], Field(description="规则")]


class RulePack(_Shape):
    """A pack, checked and frozen: defaults are filled in, lexicons are read."""

    id: str
    version: str
    locale: str
    title: Wording
    license: str | None
    categories: dict[str, Category]
    rules: tuple[Rule, ...]
    lexicons: dict[str, tuple[str, ...]]
    # sha256 of all that the pack says, lexicons included: comments, layout and the path don't count.
    digest: str
    # For messages only.
    path: str


class Misfit(NamedTuple):
    """One value that does not have the shape it should have."""

    # Keys and indices from the root; short forms make steps that the file does not have.
    steps: tuple[str | int, ...]
    type: str
    found: Any
    expected: Mapping[str, Any]


def fit(plain: object) -> PackForm | tuple[Misfit, ...]:
    """Return the pack that this plain tree describes, or every place where it has another shape."""
    try:
        return PackForm.model_validate(plain)
    except ValidationError as error:
        return tuple(
            Misfit(fault["loc"], fault["type"], fault["input"], fault.get("ctx") or {})
            for fault in error.errors(include_url=False)
        )


def with_defaults(signal: Signal, defaults: Mapping[str, object]) -> Signal:
    """Return the signal with what it does not say itself; its parts take after it, then after the pack."""
    said = signal.model_fields_set & {"views", "boundary"}
    settled = {**defaults, **{key: getattr(signal, key) for key in said}}
    parts = tuple(with_defaults(part, settled) for part in signal.any)
    return signal.model_copy(update={**settled, "any": parts})
