"""What has no business in a finished bundle: copies, tests of others, parts of Qt that the program does not take."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from .shared_library import SharedLibrary, read, shared_libraries
from .stand_ins import copies
from .version import ROOT

_LEAST_SHARED_BYTES = 65536
_TEST_FOLDERS = {"test", "tests", "testing", "test_data", "testdata"}
_TEST_FILES = re.compile(r"^(test_.*|conftest|.*_tests?)$")
_QT_IMPORT = re.compile(r"^\s*from PySide6\.(\w+) import", re.MULTILINE)
_QT_PARTS = {"Core", "Gui"}
"""Which every window needs."""


def needless(folder: Path, modules: Iterable[str] = ()) -> list[str]:
    """One sentence for each thing that should not be in the bundle in ``folder``.

    ``modules`` are the full names of the Python modules in its archive. On Linux readelf is asked about libraries.
    """
    libraries = [read(file) for file in shared_libraries(folder)]
    return [
        *(f"twice with one content: {', '.join(names)}" for names in same_files(folder)),
        *(f"copies of one library: {', '.join(each.name for each in same)}" for same in copies(libraries)),
        *(f"only for tests: {name}" for name in _for_tests(folder)),
        *(f"only for tests: {name}" for name in modules if _TEST_FOLDERS & set(name.split("."))),
        *(f"Qt, and not used: {name}" for name in _unused_qt(libraries)),
        *(
            f"a link that leads nowhere: {link.relative_to(folder)}"
            for link in sorted(folder.rglob("*"))
            if _leads_off(link)
        ),
    ]


def same_files(folder: Path) -> list[list[str]]:
    """Files of one content that are there more than once and large enough to matter."""
    seen: dict[bytes, list[str]] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and file.stat().st_size >= _LEAST_SHARED_BYTES:
            digest = hashlib.sha256(file.read_bytes()).digest()
            seen.setdefault(digest, []).append(str(file.relative_to(folder)))
    return [names for names in seen.values() if len(names) > 1]


def qt_modules() -> set[str]:
    """Those that the program's source imports, such as ``QtWidgets``."""
    sources = (ROOT / "rundot_studio").rglob("*.py")
    return {name for source in sources for name in _QT_IMPORT.findall(source.read_text(encoding="utf-8"))}


def _for_tests(folder: Path) -> list[str]:
    inner = (file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.is_file())
    return [
        str(file)
        for file in inner
        if _TEST_FOLDERS & {part.casefold() for part in file.parts[:-1]}
        or _TEST_FILES.match(file.name.partition(".")[0])
    ]


def _unused_qt(libraries: list[SharedLibrary]) -> list[str]:
    """Bindings that are not imported, and libraries of Qt that neither a binding nor a plugin needs in the end."""
    bindings = [each for each in libraries if re.match(r"Qt\w+\.", each.file.name)]
    wanted = qt_modules() if bindings else set()
    unused = [each.name for each in bindings if each.file.name.partition(".")[0] not in wanted]
    by_name = {each.name: each for each in libraries}
    waiting = [each for each in bindings if each.name not in unused]
    waiting += [each for each in libraries if "plugins" in each.file.parts]
    reached: set[str] = set()
    while waiting:
        for name in waiting.pop().needed:
            if name in by_name and name not in reached:
                reached.add(name)
                waiting.append(by_name[name])
    parts = {name for name in by_name if name.startswith("libQt6")}
    return sorted([*unused, *(parts - reached - {f"libQt6{part}.so.6" for part in _QT_PARTS})])


def _leads_off(file: Path) -> bool:
    return file.is_symlink() and not file.exists()
