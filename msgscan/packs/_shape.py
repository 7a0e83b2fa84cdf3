"""How the model of the rule language uses pydantic. The only file that imports it.

Every scalar of a pack arrives as the text that was written; what is a number or a yes is decided here. The
errors of pydantic leave as :class:`Misfit`, to be put into words by ``_wording``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple, TypeVar

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

_MILLISECONDS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
# What names look like; ``_wording`` says it in words.
ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME = r"^[a-z_\u4e00-\u9fff][a-z0-9_\u4e00-\u9fff]*$"
RELEASE = r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}$"
# lexicons/hearsay.txt: no drive, no backslash, nothing that Windows forbids in a name.
# 90s, 2m, 1h, 3d
DURATION = r"^[1-9][0-9]{0,4}[smhd]$"
# 2026-03-01
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# +3s 乙: 👍
CHAT_LINE = r"^\+(?:0|[1-9][0-9]{0,4})[smhd] [^:：]{1,30}: [\s\S]+$"
WORD_FILE = r'^[^\x00-\x1f\\:*?"<>|/][^\x00-\x1f\\:*?"<>|]*\.txt$'


class Shape(BaseModel):
    """What all parts of the language have in common: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Misfit(NamedTuple):
    """One value that does not have the shape it should have."""

    # Keys and indices from the root; short forms make steps that the file does not have.
    steps: tuple[str | int, ...]
    type: str
    found: Any
    expected: Mapping[str, Any]


AnyShape = TypeVar("AnyShape", bound=Shape)


def fit(shape: type[AnyShape], plain: object) -> AnyShape | tuple[Misfit, ...]:
    """Return the plain tree in this shape, or every place where it has another."""
    try:
        return shape.model_validate(plain)
    except ValidationError as error:
        return tuple(
            Misfit(fault["loc"], fault["type"], fault["input"], fault.get("ctx") or {})
            for fault in error.errors(include_url=False)
        )


def maybe_whole(text: str) -> int | None:
    """Return the number that a text is, if it is written as a whole number: ``3``, ``-4``, not ``03``."""
    # Nine digits are more than any count here needs.
    return int(text) if re.fullmatch(r"-?(?:0|[1-9][0-9]{0,8})", text) else None


def maybe_day(text: str) -> date | None:
    """Return the day that a text is, if it is written as one of the calendar.

    Examples
    --------
    >>> maybe_day("2026-03-01"), maybe_day("2026-02-30"), maybe_day("20260301")
    (datetime.date(2026, 3, 1), None, None)
    """
    if not re.fullmatch(DAY, text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def key(description: str, *, least: int | None = None, written: str | None = None) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return the mark of a key: the sentence for editors, how many it needs at least, how it is written."""
    return Field(description=description, min_length=least, alias=written)


def empty() -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return the default of keys and values that may be left out."""
    return Field(default_factory=dict)


def fixed(value: int) -> WithJsonSchema:
    """Return the mark of a key that has but one value; other values are refused before the model is made."""
    return WithJsonSchema({"const": value})


def one_of(values: tuple[str, ...]) -> GetPydanticSchema:
    """Return the mark of a text from a list that is kept elsewhere."""
    return GetPydanticSchema(lambda _source, _handler: core_schema.literal_schema(list(values)))


def short_form(expand: Callable[[object], object], written: object) -> BeforeValidator:
    """Return the mark of a value with a short form: what makes it long, and the types of both."""
    return BeforeValidator(expand, json_schema_input_type=written)


def as_list(value: object) -> object:
    """Return a list of one for a text."""
    return (value,) if isinstance(value, str) else value


def _form(value: object) -> str:
    return "<keys>" if isinstance(value, dict | Shape) else "<text>"


# The marks of a text or a shape, where either may stand; no key can be called like them.
TEXT, KEYS, TEXT_OR_KEYS = Tag("<text>"), Tag("<keys>"), Discriminator(_form)


def _whole(value: object) -> object:
    number = maybe_whole(value) if isinstance(value, str) else value
    if isinstance(number, int):
        return number
    raise PydanticCustomError("not_a_whole", "not a whole number")


def milliseconds(text: str) -> int:
    """Return how long a duration is.

    Examples
    --------
    >>> milliseconds("90s"), milliseconds("2m")
    (90000, 120000)
    """
    return int(text[:-1]) * _MILLISECONDS[text[-1]]


def _duration(value: object) -> object:
    if isinstance(value, str) and re.match(DURATION, value):
        return milliseconds(value)
    raise PydanticCustomError("not_a_duration", "not a duration")


def _day(value: object) -> object:
    day = maybe_day(value) if isinstance(value, str) else value
    if isinstance(day, date):
        return day
    raise PydanticCustomError("not_a_day", "not a day")


def _yes_or_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    raise PydanticCustomError("not_a_bool", "not true or false")


def _never(value: object) -> object:
    if value is False or value == "false":
        return False
    raise PydanticCustomError("not_a_never", "not false")


def _in_both_languages(value: object) -> object:
    if value == "" or (isinstance(value, Mapping) and "" in value.values()):
        raise PydanticCustomError("string_too_short", "empty")
    if isinstance(value, str):
        return {"zh": value, "en": value}
    if isinstance(value, Mapping):
        zh = value.get("zh", "")
        return {"en": zh if isinstance(zh, str) else "", **value}
    if isinstance(value, Wording):
        return value
    raise PydanticCustomError("not_a_wording", "not a text")


class Both(Shape):
    """A text for people in two languages, as it is written."""

    zh: Annotated[str, key("中文", least=1)]
    en: Annotated[str, key("英文；不写就用中文", least=1)] = ""


Text = Annotated[str, StringConstraints(min_length=1)]
# In editors 110 and 1.10 are numbers; here every scalar is the text that was written.
Word = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
Phrase = Annotated[Wording, short_form(_in_both_languages, Text | Both)]
Whole = Annotated[int, BeforeValidator(_whole)]
Count = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Id = Annotated[str, StringConstraints(pattern=ID, max_length=64)]
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=64)]
# Milliseconds, written as 90s, 2m, 1h.
Duration = Annotated[int, BeforeValidator(_duration), WithJsonSchema({"type": "string", "pattern": DURATION})]
# Where an editor's YAML has dates, it is no string.
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"format": "date", "pattern": DAY})]
ChatLine = Annotated[str, StringConstraints(pattern=CHAT_LINE)]
Release = Annotated[str, StringConstraints(pattern=RELEASE)]
WordFile = Annotated[str, StringConstraints(pattern=WORD_FILE)]
Words = Annotated[tuple[Word, ...], short_form(as_list, Word | tuple[Word, ...])]
Texts = Annotated[tuple[Text, ...], short_form(as_list, Text | tuple[Text, ...])]
Names = Annotated[tuple[Name, ...], short_form(as_list, Name | tuple[Name, ...])]
Ids = Annotated[tuple[Id, ...], short_form(as_list, Id | tuple[Id, ...])]
Never = Annotated[bool, BeforeValidator(_never), WithJsonSchema({"const": False})]
