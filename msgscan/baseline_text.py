"""Baselines as text: one line a finding, for people to edit and for version control to compare.

Under the name of its chat each finding has a line::

    [教务工作群]
    ad-brushing 5be0c2f19d2a7c3e11aa22bb 2026-09-01T08:15:00+08:00 on=2026-11-22 反诈宣传里的案例

That is rule, fingerprint, when it was sent (``-`` = not known), then ``by=``, ``on=`` and ``expires=`` where
wanted, and the reason, which must be there. Nothing of what was said stands in it. Lines that begin with
``#`` are comments; new lines come at the end of their chat, and all other lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from .baselines import Accepted, Baseline, one_spaced
from .errors import BaselineError, Fault, FaultyFile, Place, Wording
from .packs._shape import ID, maybe_day
from .packs._wording import shown, unknown

# as in: [教务工作群]
_CHAT = re.compile(r"\[(?P<chat>.*)\]")
# ad-brushing 5be0c2f19d2a7c3e11aa22bb 2026-09-01T08:15:00+08:00 on=2026-11-22 反诈宣传里的案例
_ENTRY = re.compile(
    r"(?P<rule>\S+)\s+(?P<finding_id>\S+)\s+(?P<sent>\S+)(?P<options>(?:\s+[A-Za-z]+=\S*)*)(?:\s+(?P<reason>\S.*))?"
)
# 5be0c2f19d2a7c3e11aa22bb, 5be0c2f19d2a7c3e11aa22bb-2
_FINGERPRINT = re.compile(r"[0-9a-f]{24}(?:-[1-9][0-9]*)?")
_OPTIONS = ("by", "on", "expires")
_HEAD = (
    "# msgscan 基线：已经看过、不再列出的发现。一行一条，可以手改；# 开头是注释。",
    "# 规则 指纹 发送时间 [by=谁] [on=哪天记的] [expires=最后一天] 理由",
)
_UNKNOWN_TIME = "-"
_FEW = 3  # faults that a baseline may have although nothing in it is right


def parse_baseline(text: str, path: str) -> Baseline:
    r"""Return what a baseline says.

    Parameters
    ----------
    text : str
        What stands in the file.
    path : str
        Its name, for the places.

    Raises
    ------
    BaselineError
        With every fault of the file.

    Examples
    --------
    >>> text = "[教务群]\nads 5be0c2f19d2a7c3e11aa22bb 2026-09-01T08:15:00+08:00 核实过"
    >>> parse_baseline(text, "a.txt").entries[0].reason
    '核实过'
    """
    chat = ""
    entries: dict[str, Accepted] = {}
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        said, place = line.strip(), Place(path, number)
        if not said or said.startswith("#"):
            continue
        head = _CHAT.fullmatch(said)
        if head:
            chat = one_spaced(head["chat"])
            continue
        try:
            entry = _entry(said, chat, place)
        except FaultyFile as error:
            faults += error.faults
            continue
        first = entries.setdefault(entry.finding_id, entry)
        if first is not entry:
            wording = Wording(
                f"{entry.finding_id} 重复了：第 {first.place.line} 行已经有",
                f"{entry.finding_id} stands here twice: it is on line {first.place.line} already",
            )
            faults.append(Fault(place, wording))
    if len(faults) > _FEW and not entries:  # an export, maybe: its lines are not for the screen
        faults = [Fault(Place(path), _NOT_A_BASELINE)]
    if faults:
        raise BaselineError(tuple(faults))
    return Baseline(tuple(entries.values()))


def extended(text: str, findings: Iterable[Mapping[str, str | None]], reason: str, on: date) -> str:
    """Return the text of a baseline with more findings in it, each at the end of its chat.

    Parameters
    ----------
    text : str
        Of a baseline without faults; '' = none yet.
    findings : iterable of mapping
        ``finding_id``, ``rule``, ``chat`` and ``sent_at`` (ISO text or None) of those that are not in it.
    reason : str
        Why they are accepted.
    on : date
        When they are.
    """
    lines = text.splitlines() or [*_HEAD]
    ends: dict[str, int] = {}
    chat = ""
    for number, line in enumerate(lines, start=1):
        head = _CHAT.fullmatch(line.strip())
        chat = one_spaced(head["chat"]) if head else chat
        if line.strip():
            ends[chat] = number
    new: dict[str, list[str]] = {}
    for each in findings:
        told = (
            each["rule"],
            each["finding_id"],
            _time_or_none(each["sent_at"]),
            f"on={on}",
            one_spaced(reason),
        )
        new.setdefault(one_spaced(each["chat"] or ""), []).append(" ".join(map(str, told)))
    for name in sorted(new, key=lambda name: -ends.get(name, 0)):
        if name in ends:
            lines[ends[name] : ends[name]] = new[name]
    for name, added in new.items():
        if name not in ends:
            lines += ["", f"[{name}]", *added]
    return "\n".join(lines) + "\n"


def _entry(said: str, chat: str, place: Place) -> Accepted:
    """Return what a line says; all that is wrong with it is told at once."""
    found = _ENTRY.fullmatch(said)
    if found is None:
        raise BaselineError((Fault(place, _NOT_AN_ENTRY),))
    faults = [
        Fault(place, wording) for wording in _wrong(found["rule"], found["finding_id"], found["reason"])
    ]
    options = dict(option.split("=", 1) for option in found["options"].split())
    strangers = [key for key in options if key not in _OPTIONS]
    faults += [Fault(place, unknown(Wording("键", "key"), key, _OPTIONS)) for key in strangers]
    days: dict[str, date | None] = {}
    for key in ("on", "expires"):
        days[key] = maybe_day(options.get(key, ""))
        if key in options and days[key] is None:
            faults.append(Fault(place, _not_a_day(f"{key}={options[key]}")))
    sent_at = _maybe_time(found["sent"])
    if sent_at is None and found["sent"] != _UNKNOWN_TIME:
        faults.append(Fault(place, _not_a_time(found["sent"])))
    if faults:
        raise BaselineError(tuple(sorted(faults, key=lambda fault: fault.wording)))
    return Accepted(
        found["rule"], found["finding_id"], chat, sent_at, found["reason"], options.get("by", ""),
        days["on"], days["expires"], place,
    )  # fmt: skip


def _time_or_none(text: str | None) -> str:
    """Return a time as it can be read again; clocks of some exports tell times that are none."""
    return text if text and _maybe_time(text) else _UNKNOWN_TIME


def _maybe_time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    # Without its zone a clock tells no moment.
    return moment if moment.tzinfo else None


def _wrong(rule: str, finding_id: str, reason: str | None) -> Iterator[Wording]:
    if not re.match(ID, rule):
        yield Wording(f"{shown(rule)} 不是规则编号", f"{shown(rule)} is not the id of a rule")
    if not _FINGERPRINT.fullmatch(finding_id):
        yield Wording(
            f"{shown(finding_id)} 不是指纹：要照发现里的 finding_id 写",
            f"{shown(finding_id)} is not a fingerprint: take finding_id of the finding",
        )
    if not reason:
        yield Wording("缺少理由：写在这一行的最后", "the reason is missing: write it at the end of the line")


def _not_a_day(text: str) -> Wording:
    return Wording(
        f"{shown(text)} 不是日期：要写成 2027-06-30", f"{shown(text)} is not a day such as 2027-06-30"
    )


def _not_a_time(text: str) -> Wording:
    return Wording(
        f"{shown(text)} 不是发送时间：要写成 2026-09-01T08:15:00+08:00，不知道就写 -",
        f"{shown(text)} is not a time such as 2026-09-01T08:15:00+08:00; '-' = not known",
    )


_NOT_A_BASELINE = Wording(
    "这不是基线文件：没有一行是规则、指纹、发送时间和理由",
    "this is no baseline: no line has rule, fingerprint, time and reason",
)
_NOT_AN_ENTRY = Wording(
    "一行要有规则、指纹、发送时间和理由，或者是 [群名]",
    "a line has rule, fingerprint, time and reason, or is a [chat]",
)
