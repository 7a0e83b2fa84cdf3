"""Why a rule finds a text or not, as people read it: verdict, signals with their hits, conditions."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Language, Wording
from ..explanation import (
    DropReason,
    ExplainedHit,
    ExplainedPart,
    ExplainedScore,
    ExplainedSignal,
    Explanation,
)
from ..findings import lasting
from .characters import one_line
from .rule_text import INDENT, around, levels, looks_for, mark, node_lines, short, window_lines
from .verdict_text import verdict

_FEW = 3  # parts of a signal that are all shown, whether they meet something or not


def explanation_lines(told: Explanation, language: Language) -> Iterator[str]:
    """Yield why a rule finds a text, or why not: verdict, signals with their hits, conditions."""

    def say(zh: str, en: str) -> str:
        return Wording(zh, en).in_language(language)

    yield f"{told.rule} ({told.pack}){say('：', ': ')}{verdict(told).in_language(language)}"
    if told.unfinished:
        yield say("! 有正则表达式超时，可能少找了", "! a pattern took too long: hits may be missing")
    if told.join is not None and not told.severity:
        gap = lasting(told.join)
        yield say(
            f"! 这里只看这一条；同一个人 {gap.zh}以内接连发的短消息，规则还会连起来看",
            f"! one message only; short ones of a sender within {gap.en} are read as one too",
        )
    yield from _signal_lines(told, language)
    if told.when:
        yield say("条件（✓ 成立，✗ 不成立）", "Condition (✓ holds, ✗ does not)")
        yield from node_lines(told.when, 1, language)
    if told.window:
        yield from window_lines(told.window, language)
    if told.score:
        yield say("计分", "Score")
        yield from _score_lines(told.score, language)
    if told.downgrade:
        yield say(f"降到 {told.downgrade.to} 的条件", f"Downgrade to {told.downgrade.to}")
        yield from node_lines(told.downgrade.when, 1, language)


def _signal_lines(told: Explanation, language: Language) -> Iterator[str]:
    points = {name: f" {worth:+d}" for name, worth, _ in told.score.points} if told.score else {}
    if told.signals:
        yield Wording("信号（✓ 找到了，✗ 没找到）", "Signals (✓ found, ✗ not found)").in_language(language)
    for signal in told.signals:
        worth = points.get(signal.name, "")
        yield f"{INDENT}{mark(signal.hit)} {signal.name}{worth}{around(signal.context, language)}"
        silent = 0
        for part in signal.parts:
            hits = [hit for hit in part.hits if not _is_found_elsewhere(hit, signal)]
            if not hits and len(signal.parts) > _FEW:
                silent += 1
                continue
            yield f"{INDENT * 2}· {looks_for(part, language)}{_taken_for(part, told.role, language)}"
            yield from (f"{INDENT * 3}{_hit_line(hit, part, language)}" for hit in hits)
        if silent:
            rest = Wording(
                f"· 另外 {silent} 种写法在这里没有碰到什么，见 rules show {told.rule}",
                f"· {silent} other parts met nothing here: see rules show {told.rule}",
            )
            yield INDENT * 2 + rest.in_language(language)


def _is_found_elsewhere(hit: ExplainedHit, signal: ExplainedSignal) -> bool:
    """Return whether what a part does not look for is found by another part of the signal."""
    return hit.dropped == "view" and any(
        other.dropped is None and other.start < hit.end and hit.start < other.end
        for part in signal.parts
        for other in part.hits
    )


def _score_lines(score: ExplainedScore, language: Language) -> Iterator[str]:
    sum_of = " ".join(f"{points:+d} {name}" for name, points, hit in score.points if hit)
    terms = f" = {sum_of}" if sum_of else ""
    yield INDENT + Wording(f"合计 {score.total} 分{terms}", f"total: {score.total}{terms}").in_language(
        language
    )
    yield INDENT + levels(score.levels, language)


def _taken_for(part: ExplainedPart, role: str, language: Language) -> str:
    """Return which role the sender is taken to have, where it matters."""
    if not part.wanted.roles:
        return ""
    return Wording(f"（这里当作 {role}，见 --role）", f" (here taken for {role}, see --role)").in_language(
        language
    )


def _hit_line(hit: ExplainedHit, part: ExplainedPart, language: Language) -> str:
    """Return one hit: ``✗ 第 2-3 字「机密」：与分词不合（手机 密码）``."""
    told = [*_how_found(hit, part)]
    if hit.dropped is not None:
        told.append(_why_dropped(hit, part, hit.dropped))
    place = f"{hit.start + 1}-{hit.end}" if hit.end > hit.start + 1 else str(hit.end)
    found = Wording(
        f"第 {place} 字「{one_line(hit.matched)}」", f"characters {place} “{one_line(hit.matched)}”"
    )
    said = Wording("，", ", ").in_language(language).join(each.in_language(language) for each in told)
    colon = Wording("：", ": ").in_language(language) if said else ""
    return f"{mark(hit.dropped is None)} {found.in_language(language)}{colon}{said}"


def _how_found(hit: ExplainedHit, part: ExplainedPart) -> Iterator[Wording]:
    """Yield by what a place was found, where that can't be seen: a spelling, one of several patterns."""
    if hit.view != "exact":
        yield Wording(f"视图 {hit.view}", f"view {hit.view}")
    if hit.term is not None and hit.term != hit.matched:
        yield Wording(f"词是「{one_line(hit.term)}」", f"word “{one_line(hit.term)}”")
    if hit.pattern is not None and len(part.wanted.patterns) + len(part.wanted.entities) > 1:
        is_entity = hit.pattern in part.wanted.entities
        shown = hit.pattern if is_entity else f"/{short(hit.pattern)}/"
        yield Wording(
            f"{'样式' if is_entity else '正则'} {one_line(shown)}",
            f"{'entity' if is_entity else 'regex'} {one_line(shown)}",
        )


def _why_dropped(hit: ExplainedHit, part: ExplainedPart, dropped: DropReason) -> Wording:
    by = one_line(" ".join(hit.by))
    return {
        "view": Wording(
            f"这个信号只在视图 {'、'.join(part.views)} 里找",
            f"this signal looks into {', '.join(part.views)} only",
        ),
        "check": Wording("样式像，但校验位不对", "the form fits, but the check digit does not"),
        "latin": Wording(f"紧挨着别的字母或数字（{by}）", f"letters or digits go on beyond it ({by})"),
        "word": Wording(f"与分词不合（{by}）", f"it does not agree with the words here ({by})"),
        "read": Wording(f"照原文读得通（{by}）", f"what is written there reads as it is ({by})"),
        "exception": Wording(f"被例外取消（{by}）", f"cancelled by an exception ({by})"),
    }[dropped]
