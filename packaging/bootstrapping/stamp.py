"""What was installed into ``.venv``, so that a second start need not ask pip.

Pure decisions, but for the two functions that look at files.
"""

import csv
import enum
import hashlib
import json
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

STAMP_NAME = "bootstrap-stamp.json"


@dataclass(frozen=True)
class Stamp:
    """One finished installation.

    ``python`` is the interpreter's tag and the machine's architecture, ``project`` the SHA-256 of ``pyproject.toml``,
    ``location`` the folder of the environment (its scripts name it), ``extras`` the sorted extras that were asked for,
    ``distributions`` the sorted names of all that pip put there, ``absent`` the recorded files that never were there.
    """

    python: str
    project: str
    location: str
    extras: tuple[str, ...]
    distributions: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class Plan(enum.Enum):
    """What has to be done before the program can start."""

    START = "nothing"
    INSTALL = "install into the environment that is there"
    REMAKE = "begin with a new environment"


def python_tag() -> str:
    """The running interpreter, as far as compiled packages care, such as ``"cpython-311 x86_64"``."""
    return f"{sys.implementation.cache_tag} {platform.machine()}"


def wanted_stamp(project_file: Path, environment: Path, extras: frozenset[str]) -> Stamp:
    """The stamp that an installation made now would leave, without what only pip knows."""
    digest = hashlib.sha256(project_file.read_bytes()).hexdigest()
    return Stamp(python_tag(), digest, str(environment), tuple(sorted(extras)))


def plan(found: Stamp | None, wanted: Stamp, installed: "Installed | None") -> Plan:
    """Compares what is there with what is wanted.

    ``found`` is ``None`` when no installation was ever finished; ``installed`` is ``None`` when there is no
    environment or its interpreter does not run as ours would. Extras that are there but not asked for do no harm.
    """
    if installed is None:
        return Plan.REMAKE
    if found is None:
        return Plan.REMAKE if installed.absent else Plan.INSTALL
    if (found.python, found.location) != (wanted.python, wanted.location):
        return Plan.REMAKE
    if not set(installed.absent) <= set(found.absent):
        return Plan.REMAKE
    if found.project != wanted.project or not set(wanted.extras) <= set(found.extras):
        return Plan.INSTALL
    if not set(found.distributions) <= set(installed.distributions):
        return Plan.INSTALL
    return Plan.START


def read_stamp(environment: Path) -> Stamp | None:
    """The stamp of ``environment``; ``None`` when there is none, or one that cannot be understood."""
    try:
        fields = json.loads((environment / STAMP_NAME).read_text(encoding="utf-8"))
        return Stamp(
            python=str(fields["python"]),
            project=str(fields["project"]),
            location=str(fields["location"]),
            extras=tuple(map(str, fields["extras"])),
            distributions=tuple(map(str, fields["distributions"])),
            absent=tuple(map(str, fields["absent"])),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_stamp(environment: Path, stamp: Stamp) -> None:
    """Writes by a temporary file and a rename: a stamp is whole or not there."""
    temporary = environment / (STAMP_NAME + ".new")
    temporary.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    temporary.replace(environment / STAMP_NAME)


@dataclass(frozen=True)
class Installed:
    """What lies in an environment: names of distributions, and files that their records name but that are gone."""

    distributions: tuple[str, ...]
    absent: tuple[str, ...]


def look_at(environment: Path) -> Installed:
    """Reads the records of all distributions of ``environment`` and checks that each file is still there.

    A distribution without a record is one whose installation was cut off; its missing record is among ``absent``.
    Byte code is left out: Python makes it again.
    """
    names: list[str] = []
    absent: list[str] = []
    for packages in (*environment.glob("lib/python3*/site-packages"), *environment.glob("Lib/site-packages")):
        for metadata in packages.glob("*.dist-info"):
            names.append(metadata.name.split("-")[0].lower())
            absent += _absent_files(packages, metadata / "RECORD")
    return Installed(tuple(sorted(names)), tuple(sorted(absent)))


def _absent_files(packages: Path, record: Path) -> list[str]:
    try:
        text = record.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return [str(record)]
    listed = _listed_by_folder(text)
    gone: list[str] = []
    for folder, names in listed.items():
        present = _names_in(packages / folder)
        gone += [f"{folder}/{name}" for name in names if name not in present]
    return gone


def _listed_by_folder(record: str) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for row in csv.reader(record.splitlines()):
        if row and not row[0].endswith(".pyc"):
            folder, _, name = row[0].rpartition("/")
            folders.setdefault(folder, []).append(name)
    return folders


def _names_in(folder: Path) -> set[str]:
    try:
        return {entry.name for entry in folder.iterdir()}
    except OSError:
        return set()
