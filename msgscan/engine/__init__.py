"""The engine: packs and columns of text in, judgements out. Nothing here knows files, frames or reports.

How a piece of some thousand messages is judged (each stage its own file)::

    RulePack ── compile_packs ──▶ Program     plain data: terms, patterns, conditions over signal numbers
    texts ── Repeats, Sieve ──▶ texts         equal ones once, without those on which no rule can be open
    texts ── Matcher.find ──▶ word hits       one pass for all words of all rules, and for the literals
                                              that patterns can't match without
    word hits ── first_look ──▶ open rows     where each rule can still fire if all is a hit that may be one
    open rows ── patterns ──▶ pattern hits    a regex sees only rows of its literals where its rule is open
    hits ── borders ──▶ hits                  jieba sees only hits that ask for it, where the rule is open
    hits ── cancel ──▶ hits                   an exception removes what it overlaps
    hits ── holds ──▶ fired rows              nothing is unknown now

A rule is a condition over its signals; a signal is one or more parts (words or patterns with one setting of
views, boundary and exceptions). Conditions are boolean columns over the rows of the piece. After each stage
the rows on which no rule can hold any more are left behind, with the hits of rules that are closed there. So
the costly stages run on the few rows that they can change, and the result does not depend on their order.

:mod:`.trace` asks this engine about every signal and every node of a condition, for explanations and for the
coverage of examples.

A rule with a window judges no message alone: what its condition finds is counted (``tally.py``) over all
pieces of an export, and runs of messages that lie close together (``windows.py``) come out at the end.

Decided: one pass serves the views ``exact`` and ``squeeze`` (a hit with something between its characters is
evasion), because two passes cost twice. Decided: patterns run on the folded text, letter case, width and
traditional characters being gone, and are folded themselves, so that rule and text can't drift apart.
"""
