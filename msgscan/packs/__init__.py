"""The rule language: packs are read, checked and frozen here; nothing here knows how matching is done.

``load`` is the door: it brings all that follows together and reports every fault at once. ``_source`` reads a
file as text, ``_yaml`` makes a tree in which every node has its place, ``_lexicons`` reads the word lists,
``model`` holds the shape of the language and ``_wording`` the sentences for faults of shape, ``_lint`` checks
what needs more than one key to judge (with ``_words``, ``_signals``, ``_conditions`` and ``_scores``),
``patterns`` compiles regular expressions, ``_schema`` makes the JSON Schema for editors, and ``shipped``
knows the packs that come with msgscan.
"""
