"""The rule language: packs are read, checked and frozen here; nothing here knows how matching is done.

``load`` is the door: it brings all that follows together and reports every fault at once. ``_source`` reads a
file as text, ``_yaml`` makes a tree in which every node has its place, ``_lexicons`` reads the word lists,
``_family`` gathers a pack and all that it extends, ``_overlays`` lays overlays over them (with ``_edits`` and
``_allowing``: trees in, trees out, so that what comes of it is checked like any pack). ``model`` holds the
shape of rules, ``_changes`` that of overlays, ``_form`` that of a whole file, and ``_wording`` the sentences
for faults of shape; ``_lint`` checks what needs more than one key to judge (with ``_words``, ``_signals``,
``_conditions`` and ``_scores``), ``_organisation`` what a pack of an organisation must say (with ``_bare``).
``validity`` knows on which days a rule may run, ``patterns`` compiles regular expressions, ``_schema`` makes
the JSON Schema for editors, and ``shipped`` knows the packs that come with msgscan. ``formatting`` lays packs
out: ``_written`` and ``_layout`` take a text apart, ``_canonical`` writes it.
"""
