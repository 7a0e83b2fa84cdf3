"""A rule in words: what it looks for and when it applies; and, for one text, what came of it.

Lines of plain text, without colours: they are for reading, and for pasting into a mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ..engine.compiler import compile_packs, parts_of
from ..engine.program import Around, CompiledRule
from ..errors import Language, Place, Wording
from ..explanation import (
    ExplainedNode,
    ExplainedPart,
    ExplainedWindow,
    NodeKind,
    Wanted,
    told_node,
    told_part,
    told_window,
)
from ..findings import lasting
from ..packs.chats import shown_example
from ..packs.model import Rule, RulePack
from .characters import one_line

INDENT = "  "
_FEW = 8  # words and patterns shown of a signal where there is a text to look at
_SHOWN = 60  # characters of a pattern there

_NODES: Mapping[NodeKind, Wording] = MappingProxyType(
    {
        "all": Wording("全部成立", "all of"),
        "any": Wording("至少一个成立", "any of"),
        "none": Wording("一个都不成立", "none of"),
        "at_least": Wording("至少 {} 个命中", "at least {} of"),
        "near": Wording("相隔不超过 {} 个字：", "within {} characters: "),
    }
)


def rule_lines(pack: RulePack, rule: Rule, place: Place, language: Language) -> Iterator[str]:
    """Yield a rule as people read it.

    Parameters
    ----------
    pack, rule
        The rule and its pack.
    place : Place
        Where it stands.
    """

    def say(zh: str, en: str) -> str:
        return Wording(zh, en).in_language(language)

    category = pack.categories[rule.category]
    clause = rule.clause or category.clause
    yield f"{rule.id}  {rule.title.in_language(language)}"
    yield f"{INDENT}{pack.id}@{pack.version}  {place}"
    about = [
        (say("类别", "category"), f"{category.title.in_language(language)} ({rule.category})"),
        (say("级别", "severity"), rule.severity),
        (say("状态", "status"), rule.status),
        (say("条款", "clause"), clause or ""),
        (say("说明", "message"), rule.message.in_language(language)),
        (say("建议", "advice"), rule.advice.in_language(language)),
        (say("出处", "source"), rule.source or ""),
        (say("理由", "reason"), rule.reason or ""),
        (say("批准", "approved by"), " ".join(filter(None, (rule.approved_by, _days(rule))))),
        (say("只看", "looks at"), ", ".join(rule.applies_to.kinds) if rule.applies_to else ""),
        (say("连读", "joins"), _joined(rule.join, language)),
        (say("遮住", "redact"), say("报告里遮住命中的原文", "masked in reports") if rule.redact else ""),
    ]
    yield from (f"{INDENT}{name}{say('：', ': ')}{one_line(value)}" for name, value in about if value)
    yield say("要找的内容（信号）", "Signals: what it looks for")
    compiled = _compiled(pack, rule)
    for number, (name, signal) in enumerate(rule.signals.items()):
        yield f"{INDENT}{name}{around(compiled.around.get(compiled.signals[number]), language)}"
        for part, excepts in parts_of(signal):
            yield f"{INDENT * 2}· {looks_for(told_part(part, excepts), language, whole=True)}"
    yield from _conditions(pack, rule, language)
    for title, cases in (
        (say("必须命中的例句", "Must match"), rule.examples.match),
        (say("不许命中的例句", "Must not match"), rule.examples.no_match),
    ):
        yield title
        for case in cases:
            expected = f"  → {case.expect.severity}" if case.expect and case.expect.severity else ""
            yield f"{INDENT}· {one_line(shown_example(case))}{expected}"


def _days(rule: Rule) -> str:
    """Return from which to which day a rule may run."""
    return f"{rule.approved_on} … {rule.expires_on}" if rule.approved_on else ""


def _conditions(pack: RulePack, rule: Rule, language: Language) -> Iterator[str]:
    compiled = _compiled(pack, rule)
    unknown: Callable[[object], None] = lambda _: None  # noqa: E731 - no text, nothing holds
    if compiled.when:
        yield Wording("条件", "Condition").in_language(language)
        yield from node_lines(told_node(compiled.when, compiled, unknown), 1, language)
    window = told_window(compiled, unknown)
    if window:
        yield from window_lines(window, language)
    if rule.score:
        yield Wording("计分", "Score").in_language(language)
        for name, points in rule.score.add.items():
            yield f"{INDENT}{points:+d} {name}"
        yield INDENT + levels([(least, level) for level, least in rule.score.levels.items()], language)
    if compiled.downgrade and rule.downgrade:
        to = rule.downgrade.to
        yield Wording(f"降到 {to} 的条件", f"Downgrade to {to}").in_language(language)
        yield from node_lines(told_node(compiled.downgrade[0], compiled, unknown), 1, language)


def _joined(join: int | None, language: Language) -> str:
    if join is None:
        return ""
    gap = lasting(join)
    return Wording(
        f"同一个人 {gap.zh}以内接连发的短消息连起来看",
        f"short messages of a sender within {gap.en} are read as one",
    ).in_language(language)


def _compiled(pack: RulePack, rule: Rule) -> CompiledRule:
    running = rule.model_copy(update={"status": "stable"})  # a deprecated rule is not compiled
    [compiled] = compile_packs([pack.model_copy(update={"rules": (running,)})]).rules
    return compiled


def around(around: Around | None, language: Language) -> str:
    """Return where else a signal may stand: ``（同一个人前后 2 条、10 分以内的消息里有也算）``."""
    if around is None:
        return ""
    within = lasting(around.within) if around.within is not None else None
    zh = f"前后 {around.messages} 条" + (f"、{within.zh}以内" if within else "")
    en = f"{around.messages} messages before or after" + (f", {within.en} at most" if within else "")
    who = Wording("同一个人", " of the same sender") if around.same_sender else Wording("", "")
    return Wording(f"（{who.zh}{zh}的消息里有也算）", f" (or in one of {en}{who.en})").in_language(language)


def window_lines(window: ExplainedWindow, language: Language) -> Iterator[str]:
    """Yield what a rule counts, and after which messages it does not."""
    yield Wording("窗口", "Window").in_language(language)
    yield INDENT + _window(window, language)
    if window.unless_after:
        rest = lasting(window.rest)
        yield INDENT + Wording(
            f"这样的消息之后 {rest.zh}内不算：", f"nothing counts for {rest.en} after such messages:"
        ).in_language(language)
        yield from node_lines(window.unless_after, 2, language)


def _window(window: ExplainedWindow, language: Language) -> str:
    """Return a window in words: ``每个人在 10 分内至少 3 条内容相同的消息``."""
    by = Wording("每个人", "each sender: ") if window.by_sender else Wording("整个群", "the chat: ")
    reach = lasting(window.reach)
    within = (
        Wording(f"，相邻不超过 {reach.zh}，", f", gaps up to {reach.en}")
        if window.session
        else Wording(f"在 {reach.zh}内", f" within {reach.en}")
    )
    same = {
        "text": Wording("内容相同的", " of equal text"),
        "match": Wording("命中文字相同的", " of equal match"),
    }
    what = same[window.same] if window.same else Wording("", "")
    zh = f"{by.zh}{within.zh}至少 {window.at_least} 条{what.zh}消息"
    en = f"{by.en}at least {window.at_least} messages{what.en}{within.en}"
    for number, told in (
        (window.senders > 1 and window.senders, Wording("，至少来自 {} 人", ", from at least {} senders")),
        (window.shortest, Wording("，每条至少 {} 字", ", each of at least {} characters")),
        (window.longest, Wording("，每条至多 {} 字", ", each of at most {} characters")),
    ):
        if number:
            zh, en = zh + told.zh.format(number), en + told.en.format(number)
    return Wording(zh, en).in_language(language)


def node_lines(node: ExplainedNode, depth: int, language: Language) -> Iterator[str]:
    """Yield a condition as a tree: one line a node."""
    holds = "·" if node.holds is None else mark(node.holds)
    names = Wording("、", ", ").in_language(language).join(node.signals)
    head = _NODES[node.kind].in_language(language).format(node.number) if node.kind in _NODES else ""
    yield f"{INDENT * depth}{holds} {head}{names}"
    for part in node.parts:
        yield from node_lines(part, depth + 1, language)


def levels(reached: Iterable[tuple[int, str]], language: Language) -> str:
    """Return from how many points which severity holds: ``4 分 medium，6 分 high``."""
    told = [Wording(f"{least} 分 {level}", f"{level} from {least}") for least, level in sorted(reached)]
    return Wording("，", ", ").in_language(language).join(each.in_language(language) for each in told)


def looks_for(part: ExplainedPart, language: Language, *, whole: bool = False) -> str:
    """Return what a part looks for, and how; all words of it, or as many as help to recognise it."""
    said = [*_wanted(part.wanted, language, whole=whole)]
    told = Wording("；", "; ").in_language(language).join(said)
    how = Wording(
        f"（视图 {'、'.join(part.views)}；边界 {part.boundary}）",
        f" (views {', '.join(part.views)}; boundary {part.boundary})",
    ).in_language(language)
    exceptions = (
        Wording("；", "; ").in_language(language).join(_wanted(part.exceptions, language, whole=whole))
    )
    except_for = Wording("；例外：", "; except ").in_language(language) + exceptions if exceptions else ""
    # Views and borders are those of words.
    return f"{told}{how if part.wanted.words or part.wanted.lexicons else ''}{except_for}"


def _wanted(wanted: Wanted, language: Language, *, whole: bool) -> Iterator[str]:
    comma = Wording("、", ", ").in_language(language)
    for values, what in (
        (wanted.words, Wording("词", "words")),
        (tuple(f"/{pattern}/" for pattern in wanted.patterns), Wording("正则", "regex")),
        (wanted.lexicons, Wording("词库", "lexicon")),
        (wanted.entities, Wording("样式", "entity")),
        (wanted.roles, Wording("发送人的身份", "role of the sender")),
        (wanted.standings, Wording("发送人在名册里是", "standing of the sender")),
    ):
        if not values:
            continue
        shown = values if whole else tuple(short(value) for value in values[:_FEW])
        rest = len(values) - len(shown)
        more = Wording(f" 等 {len(values)} 个", f" and {rest} more").in_language(language) if rest else ""
        yield f"{what.in_language(language)} {one_line(comma.join(shown))}{more}"


def short(value: str) -> str:
    """Return as much of a word or pattern as helps to recognise it."""
    return value if len(value) <= _SHOWN else value[:_SHOWN] + "…"


def mark(holds: bool) -> str:  # noqa: FBT001 - the only thing that it is about
    """Return the sign for what holds or is found, or not."""
    return "✓" if holds else "✗"
