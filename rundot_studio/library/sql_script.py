"""SQL scripts, one statement at a time: Python's own way to run a script commits what is open before it begins."""

import sqlite3


def statements(script: str) -> list[str]:
    """The statements of a script in which each one ends at the end of a line; triggers stay whole."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip():
        found.append(pending.strip())
    return found
