"""Which language the command line speaks: ``--lang``, then MSGSCAN_LANG, then Chinese.

The language is known before commands are built, so that their help is in it.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import Language

VARIABLE = "MSGSCAN_LANG"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """Return the language that these arguments and this environment ask for, and the other arguments.

    ``--lang`` may stand anywhere; one with a language that there is not is left for click to object to.

    Examples
    --------
    >>> chosen(["scan", "--lang", "en", "a.txt"], {})
    ('en', ['scan', 'a.txt'])
    >>> chosen(["scan"], {"MSGSCAN_LANG": "en"})
    ('en', ['scan'])
    """
    language: Language = "en" if environment.get(VARIABLE, "").lower().startswith("en") else "zh"
    rest: list[str] = []
    left = iter(arguments)
    for argument in left:
        wanted = next(left, "") if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and wanted in ("zh", "en"):
            language = "en" if wanted == "en" else "zh"
        else:
            rest += [argument, wanted] if argument == "--lang" else [argument]
    return language, rest


def speak_click(language: Language) -> None:
    """Make click's own sentences come in this language; it looks them up by gettext.

    The Chinese catalogue is ``locale/zh_CN/LC_MESSAGES/messages.po``; beside it stands its compiled form.
    """
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else "en"
