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

    ``--lang`` may stand anywhere before ``--``; one with a language that there is not is put in front, where
    click objects to it.

    Examples
    --------
    >>> chosen(["scan", "--lang", "en", "a.txt"], {})
    ('en', ['scan', 'a.txt'])
    >>> chosen(["scan"], {"MSGSCAN_LANG": "en"})
    ('en', ['scan'])
    >>> chosen(["scan", "--lang", "fr"], {})
    ('zh', ['--lang', 'fr', 'scan'])
    """
    language: Language = "en" if environment.get(VARIABLE, "").lower().startswith("en") else "zh"
    rest: list[str] = []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            return language, [*rest, argument, *left]
        option, equals, value = argument.partition("=")
        if option != "--lang":
            rest.append(argument)
            continue
        wanted = value if equals else next(left, "")
        if wanted in ("zh", "en"):
            language = "en" if wanted == "en" else "zh"
        else:
            rest = ["--lang", wanted, *rest]
    return language, rest


def speak_click(language: Language) -> None:
    """Make click's own sentences come in this language; it looks them up by gettext.

    The Chinese catalogue is ``locale/zh_CN/LC_MESSAGES/messages.po``; beside it stands its compiled form.
    """
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else "en"
