"""The rule language: packs are read, checked and frozen here; nothing here knows how matching is done.

``_source`` reads a file as text, ``_yaml`` makes a tree in which every node has its place, ``model`` holds the
shape of the language, ``_lint`` the checks that need more than one key, ``_wording`` the sentences for faults
of shape, ``_schema`` the JSON Schema for editors, ``shipped`` the packs that come with msgscan, and ``load``
is the door: it brings all of these together and reports every fault at once.
"""
