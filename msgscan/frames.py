"""Frames: the edge where columns become pandas, and where frames from outside are checked.

The only file that imports pandas. It knows nothing of files or rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import FrameError, Wording
from .schema import CATEGORIES, MESSAGES, Batch, Column

# The type that this pandas gives to texts by default: "str" from 3.0 on, object before.
_TEXT = pd.Series(["text"]).dtype
# Half of a pair of surrogates: \ud83d
_HALF = re.compile("[\ud800-\udfff]")


def to_frame(
    batches: Iterable[Batch], table: tuple[Column, ...], *, zone: str = "Asia/Shanghai"
) -> pd.DataFrame:
    """Return batches as one frame of the table's columns and types.

    Parameters
    ----------
    batches : iterable of Batch
        Columns of the table; what is missing takes its default.
    table : tuple of Column
        ``MESSAGES``, ``FINDINGS`` or ``ROSTER``.
    zone : str
        Zone in which times are shown.

    Examples
    --------
    >>> to_frame([Batch(1, {"text": ["收到"]})], MESSAGES)[["seq", "text", "kind"]]
       seq text  kind
    0    0   收到  text
    """
    kept = list(batches)
    return pd.DataFrame({column.name: _series(kept, column, zone) for column in table})


def from_texts(texts: Iterable[str], **columns: Iterable[Any]) -> pd.DataFrame:
    """Return a MESSAGES frame made of plain texts.

    Parameters
    ----------
    texts : iterable of str, n
        One message each; ``seq`` is the position.
    **columns : iterable, n
        Further columns of MESSAGES.

    Raises
    ------
    FrameError
        A column that MESSAGES does not have, of another length, or with values that it does not allow.

    Examples
    --------
    >>> from_texts(["收到", "加微信"], sender=["甲", "乙"])[["seq", "sender", "text"]]
       seq sender text
    0    0      甲   收到
    1    1      乙  加微信
    """
    frame = pd.DataFrame({"text": pd.Series(list(texts), dtype=object)})
    for name, values in columns.items():
        given = list(values)
        if len(given) != len(frame):
            raise FrameError(
                Wording(
                    f"列 {name} 有 {len(given)} 个值，文本有 {len(frame)} 条：两者要一样多",
                    f"column {name} has {len(given)} values for {len(frame)} texts: it needs one a text",
                )
            )
        frame[name] = pd.Series(given, dtype=None if name == "sent_at" else object)
    return conform(frame, MESSAGES)


def conform(frame: pd.DataFrame, table: tuple[Column, ...], *, zone: str = "Asia/Shanghai") -> pd.DataFrame:
    """Return a frame that has exactly the table's columns and types; the given frame is not changed.

    Parameters
    ----------
    frame : DataFrame, n rows
        Any index. Columns that are missing take their default (``seq``: the position).
    table : tuple of Column
        ``MESSAGES`` or ``FINDINGS``.
    zone : str, default Asia/Shanghai
        Name of the zone that instants are told in.

    Raises
    ------
    FrameError
        A column that the table does not have, or a value that it does not allow.
    """
    known = {column.name for column in table}
    strange = [str(name) for name in frame.columns if name not in known]
    if strange:
        raise FrameError(
            Wording(
                f"不认识的列：{'、'.join(strange)}；可用的列：{'、'.join(sorted(known))}",
                f"unknown columns {', '.join(strange)}; the table has {', '.join(sorted(known))}",
            )
        )
    return to_frame([to_batch(frame, table)], table, zone=zone)


def to_batch(frame: pd.DataFrame, table: tuple[Column, ...]) -> Batch:
    """Return the table's columns of a frame as a batch; other columns are left out.

    Raises
    ------
    FrameError
        A column holds what the table does not allow.
    """
    columns = {column.name: _values(frame[column.name], column) for column in table if column.name in frame}
    return Batch(len(frame), columns)


def to_text_batch(frame: pd.DataFrame) -> Batch:
    """Return the columns of MESSAGES that a frame has, as a batch; it must have ``text``.

    Raises
    ------
    FrameError
        There is no column ``text``, or a column holds what MESSAGES does not allow.
    """
    if "text" not in frame:
        found = "、".join(map(str, frame.columns)) or "（没有列）"
        raise FrameError(
            Wording(
                f"要扫描的表必须有 text 列；现有的列：{found}",
                f"the frame needs a column text; it has: {found}",
            )
        )
    return to_batch(frame, MESSAGES)


def _values(series: pd.Series[Any], column: Column) -> list[Any] | NDArray[Any]:
    """Return a column of a frame from outside as plain values."""
    if column.type == "time?":
        return _instants(series, column)
    if column.type in ("int", "bool"):
        try:
            return series.to_numpy(dtype="int64" if column.type == "int" else "bool")
        except (ValueError, TypeError) as error:
            raise _wrong(column, error) from error
    missing = series.isna().tolist() if column.type not in ("list", "list?") else [False] * len(series)
    default = None if column.type.endswith("?") else column.default
    values = [default if gone else value for gone, value in zip(missing, series.tolist(), strict=True)]
    if column.type in ("str", "str?"):
        return [value if value is None else str(value) for value in values]
    allowed = CATEGORIES.get(column.type.removesuffix("?"))
    if allowed is not None and (bad := {value for value in values if value not in allowed} - {None}):
        raise _wrong(column, f"{sorted(map(str, bad))[:3]} ∉ {list(allowed)}")
    return values


def _instants(series: pd.Series[Any], column: Column) -> NDArray[np.datetime64]:
    try:
        times = pd.to_datetime(series, utc=True)
    except (ValueError, TypeError) as error:
        raise _wrong(column, error) from error
    return times.dt.tz_localize(None).to_numpy().astype("M8[ms]")


def _wrong(column: Column, found: object) -> FrameError:
    return FrameError(
        Wording(
            f"列 {column.name} 应为 {column.type}（{column.meaning}），实际是：{found}",
            f"column {column.name} should be {column.type} ({column.meaning}), found: {found}",
        )
    )


def _series(batches: Sequence[Batch], column: Column, zone: str) -> pd.Series[Any]:
    """Return one column of all batches with the type that the table promises."""
    if column.name == "seq":
        return pd.Series(_numbers(batches, column), dtype="int64")
    if column.type == "time?":
        times = [np.asarray(batch.values(column.name), "M8[ms]") for batch in batches]
        joined = pd.Series(np.concatenate([np.array([], "M8[ms]"), *times]))
        return joined.dt.tz_localize("UTC").dt.tz_convert(zone)
    if column.type == "day?":
        days = [np.asarray(batch.values(column.name), "M8[s]") for batch in batches]
        return pd.Series(np.concatenate([np.array([], "M8[s]"), *days]))
    if column.type in ("int", "bool"):
        kind = "int64" if column.type == "int" else "bool"
        return pd.Series(
            np.concatenate([np.array([], kind), *(b.values(column.name) for b in batches)]).astype(kind)
        )
    values: list[Any] = []
    for batch in batches:
        values.extend(batch.values(column.name))
    allowed = CATEGORIES.get(column.type.removesuffix("?"))
    if allowed is not None:
        return pd.Series(pd.Categorical(values, categories=list(allowed), ordered=column.type == "severity"))
    return _texts(values) if column.type in ("str", "str?") else pd.Series(values, dtype=object)


def _texts(values: list[str | None]) -> pd.Series[Any]:
    """Return texts as a series. Half an emoji, as cut names end in, can't be stored in every type of text."""
    try:
        return pd.Series(values, dtype=_TEXT)
    except UnicodeEncodeError:
        whole = [None if value is None else _HALF.sub("\ufffd", value) for value in values]
        return pd.Series(whole, dtype=_TEXT)


def _numbers(batches: Sequence[Batch], column: Column) -> NDArray[np.int64]:
    """Return the positions of rows: given, or counted over all batches."""
    parts: list[NDArray[np.int64]] = [np.array([], np.int64)]
    for batch in batches:
        given = batch.constant(column.name)
        first = sum(map(len, parts))
        parts.append(np.arange(first, first + batch.size) if given is None else np.asarray(given, np.int64))
    return np.concatenate(parts)
