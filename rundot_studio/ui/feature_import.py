"""Imports without PySide's look for ``from __feature__ import snake_case``.

For that feature PySide replaces ``__import__``, and reads the source of every module that is imported after it, to
learn whether the module uses PySide. Nothing here wants the feature, and the reading takes a tenth of the time to the
first paint. What it is for: https://doc.qt.io/qtforpython-6/developer/feature-motivation.html; what it costs others:
https://github.com/napari/napari/issues/8584.
"""

import builtins

import PySide6.QtCore  # noqa: F401  replaces the import when it comes first


def leave_out_features() -> None:
    """Import in this process as before PySide's features; it keeps that import under a name beside its own."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
