"""Patterns as trees, by Python's own parser of regular expressions.

The rule language's engine knows more than ``re``. What ``re`` does not understand, or understands in another
way, has no tree, and whoever asks has to do without.
"""

from __future__ import annotations

import re
import warnings
from importlib import import_module
from typing import Any, Final

_parser: Any = import_module("re._parser")
# The kinds of nodes: LITERAL, BRANCH …
kinds: Final[Any] = import_module("re._constants")

_FLAGS = re.IGNORECASE  # the text is folded to lower case, and so is the pattern
# \p{Han}, but not behind a backslash that is itself escaped. Of such a class nobody asks which characters it
# holds, so any other class may stand for it.
_PROPERTY = re.compile(r"(\\[^pP])|\\[pP]\{[^{}]*\}", re.DOTALL)
# (?:刷单){e<=1}: with one error at most. ``re`` takes it for these very characters.
_FUZZY = re.compile(r"\{[^{}]*[a-z<=][^{}]*\}")


def maybe_tree(pattern: str) -> Any:  # noqa: ANN401 - the parser's own type
    r"""Return the tree of a pattern, a sequence of (kind, value); None if ``re`` does not understand it.

    Examples
    --------
    >>> [str(kind) for kind, _ in maybe_tree(r"甲\d{2}")]
    ['LITERAL', 'MAX_REPEAT']
    >>> maybe_tree("(?:刷单){e<=1}") is None
    True
    >>> len(maybe_tree(r"\p{Han}\\p"))
    3
    """
    known = _PROPERTY.sub(lambda match: match[1] or r"\w", pattern)
    if _FUZZY.search(known):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # [[:alpha:]]: ``re`` does not know such sets
            return _parser.parse(known, _FLAGS)
    except (re.error, RecursionError, OverflowError, FutureWarning):
        return None
