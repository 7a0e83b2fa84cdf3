"""``msgscan rules``: its commands are built when they are called."""

from __future__ import annotations

import click

from ...errors import Language
from .._group import rules_group


def command(language: Language) -> click.Command:
    """Build the group."""
    return rules_group(language)
