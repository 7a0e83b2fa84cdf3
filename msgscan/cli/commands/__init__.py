"""The commands, one file each: ``command(language)`` builds it."""
