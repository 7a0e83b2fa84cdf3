"""Findings and coverage made readable. A report decides nothing, and masks what its rules redact.

One file a form; what strangers wrote goes through :mod:`.characters` first.
"""
