"""Timing for a noisy machine: variants take turns, medians are compared, only ratios are claimed.

Seconds are those of the processor, of this process and of those that it waited for: what else the machine
does meanwhile does not count. Everything that is measured runs on one core.
"""

from __future__ import annotations

import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Variant(NamedTuple):
    """One way of doing a job.

    Attributes
    ----------
    name : str
    run : callable
        Does the job, or a share of it, once.
    share : float
        Which share of the job ``run`` does; its time is scaled up.
    """

    name: str
    run: Callable[[], object]
    share: float = 1.0


def interleaved(variants: Sequence[Variant], rounds: int) -> dict[str, float]:
    """Return the median processor seconds of each variant for the whole job.

    All variants run once in each round, so that a slow spell of the machine meets them all alike. A round
    before the first warms caches up and is not counted.
    """
    seconds: dict[str, list[float]] = {variant.name: [] for variant in variants}
    for turn in range(rounds + 1):
        for variant in variants:
            began = _processor_seconds()
            variant.run()
            took = (_processor_seconds() - began) / variant.share
            if turn:
                seconds[variant.name].append(took)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def _processor_seconds() -> float:
    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + waited_for.ru_utime + waited_for.ru_stime


def extra_peak(run: Callable[[], object]) -> int:
    """Return the most bytes that Python objects and numpy arrays took up while this ran, result included.

    What stood before is not counted. Blind to memory that C libraries ask the system for, as an automaton
    does and numpy does not. Runs slower than usual, so never time it.
    """
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
