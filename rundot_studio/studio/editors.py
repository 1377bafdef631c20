"""The paint programs of this machine: which there are, and how each is started with a file."""

import contextlib
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused

OWN = "own"
SYSTEM = "system"
_FILE = "{file}"


@dataclass(frozen=True)
class Editor:
    """``command`` is what is started, with ``{file}`` in the place of the file. Empty for the system's own choice."""

    key: str
    name: str
    command: tuple[str, ...] = ()

    def arguments(self, file: Path) -> list[str]:
        """Program and arguments. The file comes last where the command names no place for it."""
        if not any(_FILE in part for part in self.command):
            return [*self.command, str(file)]
        return [part.replace(_FILE, str(file)) for part in self.command]


@dataclass(frozen=True)
class _Known:
    key: str
    name: str
    programs: tuple[str, ...]
    """Names on the search path."""
    mac: str = ""
    windows: tuple[str, ...] = ()
    """Below the folders of programs, with wildcards for versions."""


_KNOWN = (
    _Known("krita", "Krita", ("krita",), "krita.app/Contents/MacOS/krita", ("Krita*/bin/krita.exe",)),
    _Known(
        "aseprite",
        "Aseprite",
        ("aseprite",),
        "Aseprite.app/Contents/MacOS/aseprite",
        ("Aseprite/Aseprite.exe", "Steam/steamapps/common/Aseprite/Aseprite.exe"),
    ),
    _Known(
        "gimp",
        "GIMP",
        ("gimp", "gimp-3.0", "gimp-2.10"),
        "GIMP*.app/Contents/MacOS/gimp",
        ("GIMP */bin/gimp-[0-9].exe", "GIMP */bin/gimp-[0-9].[0-9]*.exe"),
    ),
)
_FLATPAKS = {"krita": "org.kde.krita", "gimp": "org.gimp.GIMP"}
_FLATPAK_FOLDERS = ("/var/lib/flatpak/exports/bin", "~/.local/share/flatpak/exports/bin")

Which = Callable[[str], str | None]


def find_editors(
    own_command: str = "",
    *,
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    which: Which = shutil.which,
) -> list[Editor]:
    """The artist's own command first, then the programs that are here, then whatever the system opens pictures with.

    Blocking, for a few looks at the disk. A broken own command is left out; see :func:`own_editor`.
    """
    found = []
    if own_command.strip():
        with contextlib.suppress(OutputRefused):  # told where it is written
            found.append(own_editor(own_command))
    for known in _KNOWN:
        program = _program(known, platform, environment, which)
        if program is not None:
            found.append(Editor(known.key, known.name, (program,)))
    return [*found, Editor(SYSTEM, "")]


def own_editor(command: str) -> Editor:
    """An artist's own command: a path, or a program with arguments, ``{file}`` where the file goes.

    Raises OutputRefused for one that can't be understood, or whose program is not there.
    """
    text = command.strip()
    try:
        parts = [text] if Path(text).is_file() else _split(text)
    except (ValueError, OSError) as error:
        raise OutputRefused(f"The command can't be understood: {error}.") from error
    if not parts:
        raise OutputRefused("There is no command.")
    program = shutil.which(str(Path(parts[0]).expanduser()))
    if program is None:
        raise OutputRefused(f"There is no program {parts[0]}.")
    return Editor(OWN, Path(program).stem, (program, *parts[1:]))


def _split(text: str) -> list[str]:
    if os.name != "nt":
        return shlex.split(text)
    return [part.strip('"') for part in shlex.split(text, posix=False)]  # backslashes are part of paths there


def _program(known: _Known, platform: str, environment: Mapping[str, str], which: Which) -> str | None:
    for name in known.programs:
        if program := which(name):
            return program
    return next((str(path) for path in _usual_places(known, platform, environment) if path.is_file()), None)


def _usual_places(known: _Known, platform: str, environment: Mapping[str, str]) -> Iterable[Path]:
    if platform == "darwin":
        for folder in (Path("/Applications"), Path("~/Applications").expanduser()):
            yield from sorted(folder.glob(known.mac), reverse=True)
    elif platform == "win32":
        for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"):
            if folder_name := environment.get(name):
                base = Path(folder_name)
                for pattern in known.windows:
                    yield from sorted((*base.glob(pattern), *(base / "Programs").glob(pattern)), reverse=True)
    elif flatpak := _FLATPAKS.get(known.key):
        yield from (Path(folder).expanduser() / flatpak for folder in _FLATPAK_FOLDERS)
