"""The version, from its one source: ``rundot_studio/__init__.py``."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def version() -> str:
    text = (ROOT / "rundot_studio" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("rundot_studio/__init__.py names no version")
    return found.group(1)


def filled(template: Path, **more: str) -> str:
    """The text of ``template`` with ``@VERSION@`` and each ``@NAME@`` of ``more`` filled in."""
    text = template.read_text(encoding="utf-8")
    for name, value in {"VERSION": version(), **more}.items():
        text = text.replace(f"@{name}@", value)
    return text
