"""The licences of everything the program is made of, with their texts.

A bundle brings them in one file, which ``packaging/`` gathers with :func:`gathered`; where the program was installed as
a wheel, or runs from a checkout, they are read from what is installed.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from rundot_studio.resources import resource, resource_text

from .about import OWN_NAME, licence_of, own_version, required_names

COLLECTED = "licences.json"
SERVING = "uvicorn"
"""Of the extra ``serve``, which a bundle brings along."""
_TEXT_NAME = re.compile(r"(?i)(licen[cs]e|copying|notice|copyright)")


@dataclass(frozen=True)
class Licence:
    """``licence`` is an SPDX expression where the library gives one; ``text`` may be empty where it brings none."""

    name: str
    version: str
    licence: str
    text: str


def licences() -> list[Licence]:
    """Ours, Python's, then all libraries by name. Reads files: call it off the window's thread."""
    if resource(COLLECTED).is_file():
        return [Licence(**each) for each in json.loads(resource_text(COLLECTED))]
    return gathered()


def gathered() -> list[Licence]:
    """Of what is installed here, libraries of libraries too."""
    found = [_licence(distribution) for distribution in _distributions(OWN_NAME, SERVING)]
    own = [each for each in found if each.name == OWN_NAME]
    others = sorted((each for each in found if each.name != OWN_NAME), key=lambda each: each.name.casefold())
    return [*(own or [_ours()]), _python(), *others]


def as_json(found: list[Licence]) -> str:
    """What a bundle keeps as ``licences.json`` in its resources."""
    return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=0) + "\n"


def _distributions(*names: str) -> Iterator[metadata.Distribution]:
    waiting, seen = [*names], set()
    while waiting:
        wanted = re.sub(r"[-_.]+", "-", waiting.pop()).casefold()
        if wanted in seen:
            continue
        seen.add(wanted)
        try:
            distribution = metadata.distribution(wanted)
        except metadata.PackageNotFoundError:
            continue  # for another system, or an extra that is not wanted
        yield distribution
        waiting += required_names(distribution)


def _licence(distribution: metadata.Distribution) -> Licence:
    texts = []
    for file in sorted(distribution.files or (), key=str):
        inside = file.parts[0].endswith((".dist-info", ".egg-info"))
        if inside and _TEXT_NAME.search("/".join(file.parts[1:])) and file.suffix != ".py":
            texts.append(_read(Path(str(distribution.locate_file(file)))))
    about = distribution.metadata
    return Licence(about["Name"], distribution.version, licence_of(distribution), "\n\n".join(filter(None, texts)))


def _ours() -> Licence:
    return Licence(OWN_NAME, own_version(), "MIT", _read(Path(__file__).resolve().parents[2] / "LICENSE"))


def _python() -> Licence:
    library = Path(metadata.__file__).parents[2]
    text = _read(library / "LICENSE.txt") or _read(Path(sys.base_prefix) / "LICENSE.txt")
    return Licence("Python", sys.version.split()[0], "PSF-2.0", text)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
