"""``python -m msgscan``."""

from .cli import main

main()
