"""Scan exported WeChat and QQ work groups by rule packs; a finding is a suspicion for a person to judge."""

from .frames import from_texts
from .reading import Export, read, sniff
from .schema import FINDINGS, MESSAGES

__all__ = ["FINDINGS", "MESSAGES", "Export", "from_texts", "read", "sniff"]
