"""Small libraries in the place of large ones that the bundle has already, or that no code of ours ever calls.

OpenCV's and Pillow's wheels name libraries that the loader insists on, and bring each with a copy of what it needs in
turn: a second OpenBLAS, everything for video, a third libpng. A file of some kilobytes under the same name satisfies
the loader just as well. There are three kinds:

* a forward offers nothing itself and names the copy that stays: the loader goes on and finds the functions there;
* a bridge (``packaging/bundle/stand_ins/blas.c``) calls functions of other names in a library that stays;
* an absence stands for what is never called; whoever calls it all the same is ended at once.

Linux alone: the other systems' wheels of OpenCV have BLAS inside, and video in a file that can be left out.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from .shared_library import SharedLibrary, Symbol, plain_name, read, shared_libraries
from .version import ROOT

SOURCES = ROOT / "packaging" / "bundle" / "stand_ins"
ABSENT = ("libavcodec", "libavformat", "libavutil", "libswscale", "libavif", "libxcb")
"""Video and AVIF, which OpenCV reads here never, and pictures of the screen, which Pillow could take."""
BRIDGED = "libopenblasp"
BRIDGE_TO = "libscipy_openblas64_"
_WHEEL_LIBRARIES = ".libs"
_OPTIONS = ("-shared", "-nostdlib", "-fPIC", "-O1", "-s", "-w", "-Wl,--build-id=none", "-Wl,-z,noexecstack")
_ABSENCE = 'void __attribute__((noreturn, visibility("hidden"))) absent(void) { __builtin_trap(); }\n'


def put_stand_ins(internal: Path) -> int:
    """Replaces what it can in the inner folder of a bundle; gives the bytes that were saved.

    Raises FileNotFoundError where readelf or cc is not installed, CalledProcessError when one fails, and ValueError
    when a bridge does not reach all that is asked for.
    """
    before = sum(file.stat().st_size for file in shared_libraries(internal))
    reached = _reachable(_read_all(internal))
    _replace_needless(internal)
    _remove_unreached(internal, reached)
    _replace_copies(internal, system_only=True)  # those are what a Debian package leaves to the system
    _remove_unreached(internal, reached)
    _replace_copies(internal, system_only=False)
    _remove_unreached(internal, reached)
    return before - sum(file.stat().st_size for file in shared_libraries(internal))


def copies(libraries: Iterable[SharedLibrary]) -> list[list[SharedLibrary]]:
    """Libraries of one name that are there more than once; what goes on to another of its name is no copy."""
    named: dict[str, list[SharedLibrary]] = {}
    for library in libraries:
        name = plain_name(library.name)
        if name.startswith("lib") and name not in map(plain_name, library.needed):
            named.setdefault(name, []).append(library)
    return [same for same in named.values() if len(same) > 1]


def bridge(file: Path, name: str, target: SharedLibrary) -> None:
    """Writes to ``file`` the library ``name`` with 32-bit BLAS and LAPACK on top of NumPy's OpenBLAS, ``target``."""
    _compile(file, name, (SOURCES / "blas.c").read_text(encoding="utf-8"), through=target)


def absence(file: Path, name: str, asked: Iterable[Symbol]) -> None:
    """Writes to ``file`` the library ``name``, with all functions that are ``asked`` for and none that does anything.

    What has to be told that there is nothing has a source of its own beside the bridge's.
    """
    source = SOURCES / f"{plain_name(name)}.c"
    _compile(file, name, source.read_text(encoding="utf-8") if source.is_file() else "", absent=asked)


def _replace_needless(internal: Path) -> None:
    libraries = _read_all(internal)
    target = next((each for each in libraries if each.name.startswith(BRIDGE_TO)), None)
    for library in libraries:
        name = plain_name(library.name)
        if not library.file.parent.name.endswith(_WHEEL_LIBRARIES):
            continue
        asked = asked_of(library, libraries)
        if library.name.startswith(BRIDGED) and target is not None:
            bridge(library.file, library.name, target)
        elif name in ABSENT:
            absence(library.file, library.name, asked)
        else:
            continue
        if not offers(read(library.file), asked):
            raise ValueError(f"the stand-in for {library.name} does not offer all that is asked of it")


def _replace_copies(internal: Path, *, system_only: bool) -> None:
    """Of each library one copy stays: one that offers what all who ask for any of them need."""
    libraries = _read_all(internal)
    for same in copies(libraries):
        asked = {each.name: asked_of(each, libraries) for each in same}
        everything = frozenset[Symbol]().union(*asked.values())
        fit = [each for each in same if offers(each, everything)]
        if system_only:
            fit = [each for each in fit if not each.file.parent.name.endswith(_WHEEL_LIBRARIES)]
        for each in same if fit else ():
            if each is not fit[0]:
                versions = sorted({symbol.version for symbol in asked[each.name] if symbol.version})
                _compile(each.file, each.name, "", through=fit[0], versions=versions)


def asked_of(library: SharedLibrary, libraries: Iterable[SharedLibrary]) -> frozenset[Symbol]:
    """What those that need ``library`` take from it."""
    names = {symbol.name for symbol in library.offered}
    users = (each for each in libraries if library.name in each.needed)
    return frozenset(symbol for user in users for symbol in user.asked if symbol.name in names)


def offers(library: SharedLibrary, asked: Iterable[Symbol]) -> bool:
    """Whether the loader would find all of ``asked`` in it: by name, and by version where both sides have one."""
    versions: dict[str, set[str]] = {}
    for symbol in library.offered:
        versions.setdefault(symbol.name, set()).add(symbol.version)
    return all(
        symbol.name in versions and (not symbol.version or bool({symbol.version, ""} & versions[symbol.name]))
        for symbol in asked
    )


def _compile(
    file: Path,
    name: str,
    source: str,
    *,
    through: SharedLibrary | None = None,
    absent: Iterable[Symbol] = (),
    versions: Iterable[str] = (),
) -> None:
    """Writes a library to ``file``: with what ``source`` has, an absence for each other symbol of ``absent``, and the
    library ``through`` behind it. ``versions`` are offered as names alone."""
    nodes: dict[str, list[str]] = {version: [] for version in versions}
    code = [_ABSENCE]
    for symbol in sorted(absent, key=lambda each: each.name):
        code.append(f'void {symbol.name}(void) __attribute__((weak, alias("absent")));\n')
        if symbol.version:
            nodes.setdefault(symbol.version, []).append(symbol.name)
    script = "".join(f"{version} {{ {' '.join(f'{each};' for each in names)} }};\n" for version, names in nodes.items())
    with tempfile.TemporaryDirectory() as folder:
        texts = {"source.c": source, "absent.c": "".join(code), "versions": script}
        for called, text in texts.items():
            (Path(folder) / called).write_text(text, encoding="utf-8")
        made = Path(folder) / "made.so"
        command = ["cc", *_OPTIONS, f"-Wl,-soname,{name}", "-o", str(made)]
        command += [str(Path(folder) / called) for called in ("source.c", "absent.c")]
        if script:
            command.append(f"-Wl,--version-script={Path(folder) / 'versions'}")
        if through is not None:
            way = os.path.relpath(through.file.parent, file.parent)
            command += ["-Wl,--no-as-needed", str(through.file), f"-Wl,-rpath,$ORIGIN/{way}"]
        subprocess.run(command, check=True, capture_output=True, text=True)
        file.write_bytes(made.read_bytes())


def _read_all(internal: Path) -> list[SharedLibrary]:
    return [read(file) for file in shared_libraries(internal)]


def _reachable(libraries: Sequence[SharedLibrary]) -> set[str]:
    """Names of libraries that some other in the bundle needs, from the modules and plugins on."""
    by_name = {library.name: library for library in libraries}
    needed = {name for library in libraries for name in library.needed}
    waiting = [library for library in libraries if library.name not in needed]
    found: set[str] = set()
    while waiting:
        for name in waiting.pop().needed:
            if name in by_name and name not in found:
                found.add(name)
                waiting.append(by_name[name])
    return found


def _remove_unreached(internal: Path, before: set[str]) -> None:
    """What was needed ``before`` and is not now; what only names itself, as a plugin does, was never needed."""
    for name in before - _reachable(_read_all(internal)):
        for file in internal.rglob(name):  # the file, and PyInstaller's link to it
            file.unlink()
