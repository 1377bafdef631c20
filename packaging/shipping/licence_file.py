"""The file of licences that a package brings: what is gathered from the build environment, and what that leaves out."""

import subprocess
from dataclasses import replace
from pathlib import Path

from rundot_studio.studio.licences import Licence, gathered

from .version import ROOT

_COMMON = ROOT / "packaging" / "licences"
_QT = ("pyside6-essentials", "pyside6_essentials", "shiboken6")
_DEBIAN_DOC = Path("/usr/share/doc")


def complete_licences() -> list[Licence]:
    """Each with a text. Qt's wheels bring none: they are under the LGPL 3, which adds to the GPL 3.

    Raises ValueError for a library without a text.
    """
    found = [_with_qt_text(each) for each in gathered()]
    without = [each.name for each in found if not each.text]
    if without:
        raise ValueError(f"no licence text comes with {', '.join(without)}; add it to packaging/licences")
    return found


def _with_qt_text(licence: Licence) -> Licence:
    if licence.name.casefold() in _QT:
        parts = [(_COMMON / f"{name}.txt").read_text(encoding="utf-8") for name in ("LGPL-3.0-only", "GPL-3.0-only")]
        note = "Qt and its Python bindings are used as shared libraries, which may be replaced by others."
        return replace(licence, text="\n\n".join([note, *parts]))
    named = _COMMON / f"{licence.name.casefold()}.txt"
    if not licence.text and named.is_file():
        return replace(licence, text=named.read_text(encoding="utf-8"))
    return licence


def debian_licences(libraries: list[str]) -> list[Licence]:
    """Of the Debian packages that the shared libraries (file names) of a bundle were taken from; none elsewhere."""
    packages: set[str] = set()
    for name in libraries:
        answer = subprocess.run(["dpkg-query", "--search", f"*/{name}"], capture_output=True, text=True, check=False)
        packages.update(line.partition(":")[0] for line in answer.stdout.splitlines())
    found = []
    for package in sorted(packages):
        file = _DEBIAN_DOC / package / "copyright"
        if file.is_file():
            asked = ["dpkg-query", "--show", "--showformat=${Version}\n", package]
            answer = subprocess.run(asked, capture_output=True, text=True, check=False)
            version = answer.stdout.splitlines()[0] if answer.stdout else ""
            text = file.read_text(encoding="utf-8", errors="replace")
            found.append(Licence(f"{package} (Debian)", version, "see the text", text))
    return found
