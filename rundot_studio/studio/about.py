"""What the program is made of: its own version, and the libraries it declares with their versions and licences."""

import re
import sys
from dataclasses import dataclass
from importlib import metadata

OWN_NAME = "rundot-studio"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LONGEST_LICENCE = 80


@dataclass(frozen=True)
class Part:
    """A library of ours. ``licence`` is an SPDX expression where the library gives one."""

    name: str
    version: str
    licence: str


def own_version() -> str:
    from rundot_studio import __version__

    return __version__


def parts_with_licences() -> list[Part]:
    """Python itself, then all declared libraries that are installed, by name. Reads metadata: some milliseconds."""
    parts = [Part("Python", sys.version.split()[0], "PSF-2.0")]
    seen = set()
    for name in sorted(_requirements(), key=str.casefold):
        if name.casefold() in seen:
            continue
        seen.add(name.casefold())
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        parts.append(Part(found.metadata["Name"], found.version, licence_of(found)))
    return parts


def _requirements() -> list[str]:
    """Of the program, not of its tests or its extras."""
    try:
        return required_names(metadata.distribution(OWN_NAME))
    except metadata.PackageNotFoundError:
        return []


def required_names(distribution: metadata.Distribution) -> list[str]:
    """The libraries it declares, by name, without those of its extras."""
    matches = [_NAME.match(each) for each in distribution.requires or [] if "extra ==" not in each]
    return [match.group() for match in matches if match is not None]


def _first(about: metadata.PackageMetadata, name: str) -> str:
    return about[name] or "" if name in about else ""


def licence_of(found: metadata.Distribution) -> str:
    """An SPDX expression where the library gives one, else what it says in a few words, else nothing."""
    about = found.metadata
    expression = _first(about, "License-Expression")
    if expression:
        return expression
    named = [
        each.rpartition("::")[2].strip() for each in about.get_all("Classifier") or [] if each.startswith("License")
    ]
    if named:
        return ", ".join(named)
    first = _first(about, "License").strip().splitlines()
    return first[0][:LONGEST_LICENCE] if first else ""
