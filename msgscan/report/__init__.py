"""Findings and coverage made readable. A report decides nothing, and masks what its rules redact.

One file a form; ``FORMS`` in the command line's file names them.
"""
