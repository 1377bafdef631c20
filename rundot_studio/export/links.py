"""What was exported where: kept in the project itself, in ``.rundot-studio/exports.json``, with relative paths.

So it moves with the project, goes into its version control, and a colleague's next export knows of it. Engines look
into no folder whose name begins with a dot.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

FOLDER = ".rundot-studio"
FILE = f"{FOLDER}/exports.json"
_VERSION = 1


@dataclass(frozen=True)
class SourceLink:
    """A frame and the picture it was made from: ``picture`` is the picture's key, a library's id or ``file:`` and a
    path relative to the project. ``version`` is the SHA-256 of a file when it was exported."""

    frame: str
    picture: str
    version: str = ""


@dataclass(frozen=True)
class Link:
    """One export that can be done again. ``files`` are SHA-256 of what was written, by path below the project.

    ``options`` is the export's specification as JSON, see ``spec.from_json``.
    """

    name: str
    target: str
    folder: str
    sources: tuple[SourceLink, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.folder, self.target, self.name


@dataclass(frozen=True)
class Links:
    """All exports into one project. ``complaint`` says why the file could not be read, if it could not."""

    links: tuple[Link, ...] = ()
    complaint: str = ""

    def find(self, folder: str, target: str, name: str) -> Link | None:
        return next((link for link in self.links if link.key == (folder, target, name)), None)

    def written(self) -> dict[str, str]:
        """SHA-256 of everything that was written, by path."""
        return {path: digest for link in self.links for path, digest in link.files.items()}

    def with_link(self, link: Link) -> Links:
        """With this one in the place of the earlier one of the same folder, target and name."""
        others = [each for each in self.links if each.key != link.key]
        return Links((*others, link), self.complaint)

    def without(self, link: Link) -> Links:
        """Forgetting an export; its files stay where they are."""
        return Links(tuple(each for each in self.links if each.key != link.key), self.complaint)

    def using(self, picture: str) -> list[Link]:
        """Those that a picture went into."""
        return [link for link in self.links if any(source.picture == picture for source in link.sources)]


def load_links(project: Path) -> Links:
    """Never raises: what can't be read is told, and counts as nothing known, so that no file is overwritten unasked."""
    try:
        text = (project / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Links()
    except (OSError, UnicodeDecodeError) as error:
        return Links(complaint=f"{FILE} can't be read ({error}).")
    try:
        return Links(tuple(_read(each) for each in json.loads(text)["exports"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        why = "has unresolved conflicts of version control" if "<<<<<<<" in text else "was changed by hand"
        return Links(complaint=f"{FILE} {why}: earlier exports are not known.")


def dump_links(links: Links) -> bytes:
    """One line per fact, in a fixed order: version control shows and merges what changed."""
    document = {
        "version": _VERSION,
        "exports": [
            {
                "name": link.name,
                "target": link.target,
                "folder": link.folder,
                "options": dict(link.options),
                "sources": [_source(each) for each in link.sources],
                "files": dict(sorted(link.files.items())),
            }
            for link in sorted(links.links, key=lambda link: link.key)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _source(source: SourceLink) -> dict[str, str]:
    plain = {"frame": source.frame, "picture": source.picture}
    return {**plain, "version": source.version} if source.version else plain


def _read(entry: Mapping[str, Any]) -> Link:
    return Link(
        str(entry["name"]),
        str(entry["target"]),
        str(entry["folder"]),
        tuple(
            SourceLink(str(each["frame"]), str(each["picture"]), str(each.get("version", "")))
            for each in entry["sources"]
        ),
        dict(entry["options"]),
        {str(path): str(value) for path, value in entry["files"].items()},
    )
