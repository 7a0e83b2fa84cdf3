"""What is wrong with the shape of a pack, in the words of the person who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from ..errors import Fault, Wording
from ._schema import keys_at
from ._shape import CHAT_LINE, ID, NAME, RELEASE, WORD_FILE, Misfit
from ._yaml import Node
from .model import LATER_KEYS

# As much of a wrong value as helps to find it again.
_SHOWN = 40
# As many names as a person looks through.
_LISTED = 24


def shape_faults(misfits: Iterable[Misfit], root: Node) -> Iterator[Fault]:
    """Yield a fault for each misfit, at its place in the file.

    What follows from another fault is not told: a key is missing because it is misspelt, a list is short of a
    member because that one is wrong.
    """
    listed = list(misfits)
    extra = [misfit.steps for misfit in listed if misfit.type == "extra_forbidden"]
    misspelt = {(*steps[:-1], maybe_meant(str(steps[-1]), keys_at(steps[:-1]))) for steps in extra}
    later = {steps[:-1] for steps in extra if steps[-1] in LATER_KEYS}
    for misfit in listed:
        if misfit.type == "missing" and (misfit.steps in misspelt or misfit.steps[:-1] in later):
            continue
        if misfit.type == "too_short" and len(misfit.found) >= misfit.expected["min_length"]:
            continue
        node = _node_at(root, misfit)
        yield Fault(node.place, _SENTENCES[misfit.type](misfit))


def maybe_meant(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like this one, if one does."""
    return next(iter(get_close_matches(name[:_SHOWN], known, n=1)), None)


def unknown(what: Wording, name: str, known: Iterable[str]) -> Wording:
    """Return the sentence about a name that nobody knows: what was meant, or else what there is.

    Examples
    --------
    >>> unknown(Wording("键", "key"), "word", ["words", "regex"]).zh
    "未知的键 'word'，是不是想写 'words'？"
    >>> unknown(Wording("信号", "signal"), "x", ["ad", "link"]).en
    "unknown signal 'x'; here there are: ad, link"
    """
    known = list(known)
    meant = maybe_meant(name, known)
    zh, en = f"未知的{what.zh} {shown(name)}", f"unknown {what.en} {shown(name)}"
    if meant:
        return Wording(f"{zh}，是不是想写 {meant!r}？", f"{en}, did you mean {meant!r}?")
    if not known:
        return Wording(f"{zh}：这里一个都没有", f"{en}; here there are none")
    some, rest = known[:_LISTED], len(known) > _LISTED
    quoted = ", ".join(name if name.isascii() else repr(name) for name in some)
    return Wording(
        f"{zh}；这里可以写：{'、'.join(some)}" + (f" 等 {len(known)} 个" if rest else ""),
        f"{en}; here there are: {quoted}" + (f" and {len(known) - _LISTED} more" if rest else ""),
    )


def shown(text: str) -> str:
    """Return the text in quotes, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _node_at(root: Node, misfit: Misfit) -> Node:
    """Return the node that the steps lead to; steps of short forms lead nowhere and are passed over."""
    key, node = root, root
    for step in misfit.steps:
        if isinstance(step, int):
            node = node.members[step] if step < len(node.members) else node
        elif step in node.pairs:
            key, node = node.pairs[step]
    about_key = misfit.type == "extra_forbidden" or misfit.steps[-1:] == ("[key]",)
    return key if about_key else node


def _wrong_kind(zh: str, en: str) -> Callable[[Misfit], Wording]:
    return lambda misfit: _instead_of(misfit.found, Wording(zh, en))


def _instead_of(found: object, right: Wording) -> Wording:
    zh, en = ("一个列表", "a list") if isinstance(found, list) else ("一组键和值", "keys and values")
    if isinstance(found, str):
        zh, en = (f" {shown(found)}", shown(found)) if found else ("空的", "nothing")
    return Wording(f"这里要写{right.zh}，现在是{zh}", f"expected {right.en}, found {en}")


def _not_a_text(misfit: Misfit) -> Wording:
    right = Wording("一段文字", "a text")
    if misfit.steps[-1] == "<text>":
        right = Wording("一个信号名，或 {all: [...]} 这样的条件", "a signal or a condition like {all: [...]}")
    return _instead_of(misfit.found, right)


def _not_a_list(misfit: Misfit) -> Wording:
    found = misfit.found
    if isinstance(found, str) and re.match(r"-\S", found):
        return Wording(
            "这里要写一个列表：每一项的「-」后面要空一格", "expected a list: a blank belongs behind each '-'"
        )
    listed = f"[{found}]" if isinstance(found, str) and 0 < len(found) <= _SHOWN else "[...]"
    return _instead_of(misfit.found, Wording(f"一个列表，例如 {listed}", f"a list such as {listed}"))


# How the parts of the language are written, by the class of the model.
_FORMS: Mapping[str, Wording] = MappingProxyType(
    {
        "Signal": Wording("一列词，或 {words: [...]} 这样的信号", "words, or a signal like {words: [...]}"),
        "Example": Wording("一条消息，或 {text: ...}", "a message or {text: ...}"),
        "Except": Wording(" {words: [...]} 这样的例外", "exceptions such as {words: [...]}"),
        "Category": Wording(" {title: ...} 这样的类别", "a category such as {title: ...}"),
        "WordChange": Wording(" {add: [...], remove: [...]}", "{add: [...], remove: [...]}"),
        "PatternChange": Wording(" {add: [...], remove: [...]}", "{add: [...], remove: [...]}"),
        "LexiconChange": Wording(" {add: [...], remove: [...]}", "{add: [...], remove: [...]}"),
        "CaseChange": Wording(" {add: [...], remove: [...]}", "{add: [...], remove: [...]}"),
        "SignalChange": Wording(" {words: {add: [...]}} 这样的改动", "changes such as {words: {add: [...]}}"),
        "LexiconForm": Wording(" {words: [...]} 或 {file: ...}", "{words: [...]} or {file: ...}"),
    }
)


def _not_a_shape(misfit: Misfit) -> Wording:
    right = _FORMS.get(misfit.expected["class_name"], Wording("一组键和值", "keys and values"))
    return _instead_of(misfit.found, right)


def _extra(misfit: Misfit) -> Wording:
    key = str(misfit.steps[-1])
    if key in LATER_KEYS:
        return Wording(
            f"这个版本的规则语言还没有键 {key!r}，请先去掉",
            f"this version of the rule language does not have the key {key!r} yet; leave it out",
        )
    return unknown(Wording("键", "key"), key, keys_at(misfit.steps[:-1]))


def _missing(misfit: Misfit) -> Wording:
    return missing(misfit.steps)


def missing(steps: tuple[str | int, ...]) -> Wording:
    """Return the sentence about a key that is not there: the last of these steps."""
    key = str(steps[-1])
    description = keys_at(steps[:-1]).get(key, "")
    return Wording(
        f"缺少键 {key!r}" + (f"（{description}）" if description else ""), f"the key {key!r} is missing"
    )


def _not_listed(misfit: Misfit) -> Wording:
    # pydantic gives "'a', 'b' or 'c'"
    return unknown(
        Wording("值", "value"), str(misfit.found), re.findall("'([^']*)'", misfit.expected["expected"])
    )


def _too_short(misfit: Misfit) -> Wording:
    least = misfit.expected["min_length"]
    if least == 1:
        return Wording("不能是空的，至少要有一项", "must not be empty, at least one is needed")
    return Wording(f"至少要有 {least} 项", f"at least {least} are needed")


_PATTERNS: Mapping[str, Wording] = MappingProxyType(
    {
        ID: Wording(
            "只能用小写字母、数字和连字符，以字母开头，例如 job-ads",
            "only lower-case letters, digits and hyphens, beginning with a letter, such as job-ads",
        ),
        NAME: Wording(
            "只能用小写字母、汉字、数字和下划线，不能以数字开头",
            "only lower-case letters, Chinese characters, digits and underscores, no digit first",
        ),
        CHAT_LINE: Wording(
            "要写“+多久 谁: 说了什么”，例如 +3s 乙: 收到",
            "write '+how long who: what', such as +3s B: ok",
        ),
        RELEASE: Wording("要写三段数字，例如 1.0.0", "three numbers, such as 1.0.0"),
        WORD_FILE: Wording(
            "要写相对于规则包的 .txt 路径，用正斜杠，例如 lexicons/a.txt",
            "the path of a .txt file beside the pack, with slashes, such as lexicons/a.txt",
        ),
    }
)


def _pattern(misfit: Misfit) -> Wording:
    name, right = shown(str(misfit.found)), _PATTERNS[misfit.expected["pattern"]]
    if re.search("[，、]", str(misfit.found)):
        right = Wording(
            "这里有中文的逗号或顿号，几个名字之间要用英文逗号：[甲, 乙]",
            "names in a list are parted by commas of English: [a, b]",
        )
    return Wording(f"{name} 的写法不对：{right.zh}", f"{name} is not well formed: {right.en}")


def _too_small(misfit: Misfit) -> Wording:
    least = misfit.expected["ge"]
    return Wording(f"至少是 {least}，现在是 {misfit.found}", f"at least {least}, found {misfit.found}")


def _too_long(misfit: Misfit) -> Wording:
    most = misfit.expected["max_length"]
    return Wording(f"最多 {most} 个字符", f"at most {most} characters")


# By the types of pydantic's errors, and our own in model.
_SENTENCES: Mapping[str, Callable[[Misfit], Wording]] = MappingProxyType(
    {
        "extra_forbidden": _extra,
        "missing": _missing,
        "literal_error": _not_listed,
        "string_pattern_mismatch": _pattern,
        "string_too_short": lambda _: Wording("不能是空的", "must not be empty"),
        "string_too_long": _too_long,
        "too_short": _too_short,
        "greater_than_equal": _too_small,
        "string_type": _not_a_text,
        "tuple_type": _not_a_list,
        "dict_type": _wrong_kind("一组键和值", "keys and values"),
        "model_type": _not_a_shape,
        "not_a_wording": _wrong_kind(
            "一段文字，或 {zh: 中文, en: 英文}", "a text, or {zh: Chinese, en: English}"
        ),
        "not_a_whole": _wrong_kind("一个整数", "a whole number"),
        "not_a_never": _wrong_kind(
            " false（停用这条规则）；要重新启用，请写 status",
            "false, to switch the rule off; or write 'status'",
        ),
        "not_a_duration": _wrong_kind("一段时间，例如 90s、2m、1h", "a duration such as 90s, 2m, 1h"),
        "not_a_day": _wrong_kind("一个日期，例如 2026-03-01", "a day such as 2026-03-01"),
        "not_a_bool": _wrong_kind(" true 或 false", "true or false"),
    }
)
