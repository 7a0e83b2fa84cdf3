"""Random packs and the messages that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from msgscan.errors import Wording
from msgscan.packs.model import Rule, RulePack
from msgscan.schema import CATEGORIES
from msgscan.text.views import VIEWS

# Few characters, so that words occur; each of them is a way in which an engine goes wrong.
PIECES = (
    *"加微信手机密码vx1 ", *"，*\n]", *"家薇一", "wei", "xin", "亻言", "微微",
    "Ｖ", "裏", "里", "㎏", "kg", "①", "\u200b", "👍", "&#24494;", "★",
    "\ud800",
)  # fmt: skip
FILLERS = ("", "", "\u200b", "*", "。", " *", "👍")
# Folded or not, with and without texts that they can't match without.
PATTERNS = (
    "微信?", "加.{0,2}信", "[加微]{2}", "v\\d*x", "(?:加|手)(?:微|机)", "(?<!加)微", "^.", "信$", "\\s+",
    "\\n{2,}", "1+|里", "Ｖ[Ｘ1]", "機密", "㎏+", "k(?=g)", "(?i)VX", "[^加]微", "(?:机密|密码)★?", "&",
    "(?:微信){e<=1}", "[[:digit:]]微", "加*+微", "(.)\\1", "\\p{Han}{3}", "，|\\]",
)  # fmt: skip
WORDS = ("加微信", "微信", "手机", "机密", "vx1", "★机密", "加 v")
SEVERITIES = CATEGORIES["severity"]
KINDS = ("text", "link")
NAMES = ("a", "b", "c")
SENDER_KEYS = ("role", "standing")

pieces = st.sampled_from(PIECES)
words = st.one_of(st.sampled_from(WORDS), st.lists(pieces, min_size=1, max_size=3).map("".join))
word_lists = st.lists(words, max_size=3)
patterns = st.lists(st.sampled_from(PATTERNS), max_size=2)
views = st.one_of(
    st.sampled_from([VIEWS[:1], VIEWS[:2]]),
    st.lists(st.sampled_from(VIEWS), min_size=1, max_size=2, unique=True),
)


@st.composite
def signals(
    draw: st.DrawFn, *, depth: int = 1, borders: bool = False, senders: bool = False
) -> dict[str, Any]:
    """Return a signal as a pack writes it; with ``senders`` it may ask who speaks."""
    matchers = {"words": draw(word_lists), "regex": draw(patterns)}
    if draw(st.booleans()):
        matchers["lexicon"] = ["odd"]
    signal: dict[str, Any] = {key: value for key, value in matchers.items() if value}
    if depth and (not signal or draw(st.booleans())):
        inner = signals(depth=depth - 1, borders=borders, senders=senders)
        signal["any"] = draw(st.lists(inner, min_size=1, max_size=2))
    if senders:
        asked = {key: draw(st.lists(st.sampled_from(CATEGORIES[key]), max_size=2)) for key in SENDER_KEYS}
        signal |= {key: values for key, values in asked.items() if values}
    if not signal:
        signal["words"] = [draw(words)]
    if draw(st.booleans()):
        signal["except"] = draw(
            st.sampled_from([{"words": ["微信"]}, {"regex": [".里"]}, {"lexicon": "odd", "words": ["加微"]}])
        )
    signal["views"] = draw(views)
    signal["boundary"] = draw(st.sampled_from(["none", "soft", "hard", "strange"] if borders else ["none"]))
    return signal


names = st.sampled_from(NAMES)
several_names = st.lists(names, min_size=2, max_size=3)
of_names = {
    "at_least": st.fixed_dictionaries({"n": st.integers(1, 3), "of": several_names}),
    "near": st.fixed_dictionaries({"of": several_names, "within": st.integers(1, 5)}),
}


def _groups(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    lists = st.lists(inner, min_size=1, max_size=3)
    keys = {"all": lists, "any": lists, "none": lists, **of_names}
    chosen = st.lists(st.sampled_from(sorted(keys)), min_size=1, max_size=2, unique=True)
    return chosen.flatmap(lambda some: st.fixed_dictionaries({key: keys[key] for key in some}))


conditions = st.recursive(names, _groups, max_leaves=6)


@st.composite
def scores(draw: st.DrawFn) -> dict[str, Any]:
    """Return points, and levels that ask for more the more severe they are."""
    levels = draw(st.lists(st.sampled_from(SEVERITIES), min_size=1, max_size=3, unique=True))
    points = draw(st.lists(st.integers(1, 8), min_size=len(levels), max_size=len(levels), unique=True))
    return {
        "add": draw(st.dictionaries(names, st.integers(-3, 4).filter(bool), min_size=1)),
        "levels": dict(zip(sorted(levels, key=SEVERITIES.index), sorted(points), strict=True)),
    }


@st.composite
def rules(draw: st.DrawFn, *, borders: bool = False, senders: bool = False) -> dict[str, Any]:
    """Return a rule but for its id."""
    decision = draw(st.sampled_from(["when", "when", "score"]))
    rule = {
        "title": "规则",
        "category": "ad",
        "severity": draw(st.sampled_from(SEVERITIES)),
        "message": "发现",
        "signals": {name: draw(signals(borders=borders, senders=senders)) for name in NAMES},
        decision: draw(conditions if decision == "when" else scores()),
        "examples": {"match": ["甲"], "no_match": ["乙"]},
    }
    if draw(st.booleans()):
        rule["downgrade"] = {"when": draw(conditions), "to": draw(st.sampled_from(SEVERITIES))}
    if draw(st.booleans()):
        rule["applies_to"] = {"kinds": [draw(st.sampled_from(KINDS))]}
    return rule


@st.composite
def packs(draw: st.DrawFn, name: str = "made", *, borders: bool = False, senders: bool = False) -> RulePack:
    """Return a pack of some rules."""
    made = draw(st.lists(rules(borders=borders, senders=senders), min_size=1, max_size=3))
    return pack_of(
        *(Rule.model_validate({"id": f"{name}-{number}", **rule}) for number, rule in enumerate(made)),
        name=name,
        lexicon=draw(word_lists),
    )


def pack_of(*rules: Rule, name: str = "made", lexicon: Sequence[str] = ()) -> RulePack:
    """Return a pack of these rules."""
    return RulePack(
        id=name,
        version="1.0.0",
        locale="zh-CN",
        title=Wording(name, name),
        license=None,
        categories={},
        rules=rules,
        lexicons={"odd": tuple(lexicon)},
        digest=name,
        path=f"{name}.yaml",
    )


@st.composite
def messages(draw: st.DrawFn, about: Sequence[RulePack]) -> tuple[list[str], list[str]]:
    """Return texts in which the words of the packs stand, whole and strewn; and their kinds."""
    chosen = st.sampled_from([word for pack in about for word in _words_of(pack)])
    strewn = st.builds(str.join, st.sampled_from(FILLERS), chosen)
    texts = st.lists(st.one_of(strewn, pieces, chosen), min_size=1, max_size=6).map("".join)
    said = draw(st.lists(texts, min_size=1, max_size=6))
    return said, [draw(st.sampled_from(KINDS)) for _ in said]


def _words_of(pack: RulePack) -> list[str]:
    signals = [signal for rule in pack.rules for signal in rule.signals.values()]
    inner = [part for signal in signals for part in signal.any]
    return ["加微信", *(word for signal in (*signals, *inner) for word in signal.words)]
