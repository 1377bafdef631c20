"""The bundle: one folder with the program, Python and every library, which runs where it is put."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from rundot_studio.studio.licences import as_json

from .character_data import keep_orders_alone
from .contents import remove_unused
from .icons import draw_icons
from .inspection import needless
from .licence_file import complete_licences, debian_licences
from .macos import info_plist
from .shared_library import shared_libraries
from .stand_ins import put_stand_ins
from .version import ROOT
from .windows import version_resource

NAME = "rundot-studio"
_INTERNAL = "_internal"


def make_bundle(work: Path, out: Path) -> Path:
    """Runs PyInstaller in this environment; gives the folder of the finished bundle, or of the app on macOS.

    ``work`` keeps what PyInstaller and we write on the way. Raises CalledProcessError.
    """
    generated = work / "generated"
    generate(generated)
    removed = remove_unused(Path(sysconfig.get_paths()["purelib"]))
    if removed:
        print(f"took {removed / 1e6:.0f} MB of unused parts out of the build environment")
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", str(out), "--workpath", str(work / "pyinstaller")),
        str(ROOT / "packaging" / "bundle" / "rundot-studio.spec"),
    ]
    subprocess.run(command, check=True, env={**os.environ, "RUNDOT_STUDIO_GENERATED": str(generated)}, cwd=work)
    folder = out / NAME
    if sys.platform.startswith("linux"):
        strip(folder / _INTERNAL)
        saved = put_stand_ins(folder / _INTERNAL)
        saved += keep_orders_alone(folder / _INTERNAL / "PySide6" / "Qt" / "lib")
        print(f"left out {saved / 1e6:.0f} MB of libraries that are there already or never called")
        add_system_licences(folder)
        found = needless(folder, modules_in(folder / NAME))
        if found:
            raise ValueError("this should not be in the bundle:\n" + "\n".join(found))
    sign(folder)
    return out / "Rundot Studio.app" if sys.platform == "darwin" else folder


def generate(folder: Path) -> None:
    """Everything the spec takes from our own sources: icons, licences, the version for Windows and for macOS."""
    draw_icons(folder)
    (folder / "licences.json").write_text(as_json(complete_licences()), encoding="utf-8")
    (folder / "version-resource.txt").write_text(version_resource(), encoding="utf-8")
    (folder / "Info.plist").write_bytes(info_plist())


def strip(folder: Path) -> None:
    """Takes symbols for debuggers off Python and its extensions; some ship with more symbols than code.

    The libraries in ``*.libs`` were moved by patchelf, whose layout strip damages: they stay as they are.
    """
    if shutil.which("strip") is None:
        return
    files = [file for file in shared_libraries(folder) if not file.parent.name.endswith(".libs")]
    for file in files:
        subprocess.run(["strip", "--strip-unneeded", str(file)], check=False, capture_output=True)


def modules_in(program: Path) -> list[str]:
    """Full names of the Python modules in the archive that PyInstaller puts into the program's file."""
    from PyInstaller.archive.readers import CArchiveReader

    return sorted(CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc)


def add_system_licences(folder: Path) -> None:
    """PyInstaller puts the libraries of the build machine's system right into the inner folder."""
    names = [file.name for file in shared_libraries(folder / _INTERNAL) if file.parent.name == _INTERNAL]
    everything = [*complete_licences(), *debian_licences(names)]
    place = folder / _INTERNAL / "rundot_studio" / "_resources" / "licences.json"
    place.write_text(as_json(everything), encoding="utf-8")


def size_of(folder: Path) -> int:
    """Bytes in all files; a link counts nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def sign(folder: Path) -> None:
    """Hands each program to the command in ``RUNDOT_STUDIO_SIGN``, if there is one; its last argument is the file.

    On Windows that is signtool with a certificate. On macOS PyInstaller signs what it collects, see the spec.
    """
    command = os.environ.get("RUNDOT_STUDIO_SIGN", "").split()
    if command:
        for file in sorted(folder.glob(f"{NAME}*")):
            subprocess.run([*command, str(file)], check=True)
