"""The Debian package: the bundle in ``/usr/lib``, and what the desktop and dpkg want to know about it."""

import gzip
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from .bundle import NAME, size_of
from .linux import install_desktop_files, release_date
from .version import ROOT, filled, version

TEMPLATES = ROOT / "packaging" / "debian"
_NOBODY = ("The Rundot Studio developers", "developers@rundot.example")
"""Who makes the package says who is to be written to, by the variables that Debian's own tools read."""


def make_debian(bundle: Path, work: Path, out: Path) -> Path:
    """The ``.deb`` from a finished ``bundle``. Needs dpkg-dev; raises CalledProcessError, FileNotFoundError."""
    root = work / "debian"
    shutil.rmtree(root, ignore_errors=True)
    place = root / "usr" / "lib" / NAME
    shutil.copytree(bundle, place, symlinks=True)
    leave_to_the_system(place / "_internal")
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    share = root / "usr" / "share"
    install_desktop_files(share)
    _write_documents(share)
    _set_modes(root)
    control = root / "DEBIAN"
    control.mkdir(mode=0o755)
    text = filled(
        TEMPLATES / "control",
        ARCHITECTURE=_output("dpkg", "--print-architecture").strip(),
        INSTALLED_KIB=str(size_of(root) // 1024),
        DEPENDS=dependencies(place, work),
        MAINTAINER=maintainer(),
    )
    (control / "control").write_text(text, encoding="utf-8")
    (control / "md5sums").write_text(_sums(root), encoding="utf-8")
    for file in control.iterdir():
        file.chmod(0o644)
    package = out / f"{NAME}_{version()}_{_output('dpkg', '--print-architecture').strip()}.deb"
    # The default of newer systems is zstd, which not every dpkg can read; a higher level takes minutes for some MB.
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", root, package], check=True)
    return package


def leave_to_the_system(internal: Path) -> None:
    """Takes out what the bundle had copied from Debian's own packages: those are depended on, and kept up to date."""
    for file in sorted(internal.glob("*.so*")):
        known = subprocess.run(["dpkg-query", "--search", f"*/{file.name}"], capture_output=True, check=False)
        ours = file.is_symlink() or file.name.startswith("libpython")  # its modules were built for this very one
        if not ours and known.returncode == 0:
            file.unlink()


def dependencies(place: Path, work: Path) -> str:
    """What the bundle's libraries need from the system, as dpkg-shlibdeps finds it."""
    scratch = work / "shlibdeps"
    (scratch / "debian").mkdir(parents=True, exist_ok=True)
    (scratch / "debian" / "control").write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
    internal = place / "_internal"
    folders = {file.parent for file in internal.rglob("*.so*")}
    files = [file for file in internal.rglob("*.so*") if file.is_file() and not file.is_symlink()]
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
    command += [f"-l{folder}" for folder in sorted(folders)]
    command += [f"-e{file}" for file in [place / NAME, *sorted(files)]]
    answer = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
    return answer.stdout.strip().partition("=")[2]


def _write_documents(share: Path) -> None:
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    others = f"\nThe licences of everything inside: /usr/lib/{NAME}/_internal/rundot_studio/_resources/licences.json\n"
    (documents / "copyright").write_text(licence + others, encoding="utf-8")
    entry = (
        f"{NAME} ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md of the source for what has changed.\n\n"
        f" -- {maintainer()}  {_changelog_date()}\n"
    )
    _write_gzip(documents / "changelog.gz", entry)
    manual = share / "man" / "man1"
    manual.mkdir(parents=True)
    _write_gzip(manual / f"{NAME}.1.gz", filled(ROOT / "packaging" / "linux" / f"{NAME}.1"))
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copyfile(TEMPLATES / "lintian-overrides", overrides / NAME)


def maintainer() -> str:
    """``DEBFULLNAME <DEBEMAIL>``, as in ``debchange``."""
    name, address = (os.environ.get(each, "") for each in ("DEBFULLNAME", "DEBEMAIL"))
    return f"{name or _NOBODY[0]} <{address or _NOBODY[1]}>"


def _changelog_date() -> str:
    from datetime import UTC, datetime
    from email.utils import format_datetime

    return format_datetime(datetime.fromisoformat(release_date()).replace(tzinfo=UTC))


def _write_gzip(file: Path, text: str) -> None:
    file.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _set_modes(root: Path) -> None:
    """Readable by all, written by root; libraries are not programs, whatever their wheels say."""
    for path in root.rglob("*"):
        if path.is_symlink():
            continue
        if path.is_dir():
            path.chmod(0o755)
        else:
            path.chmod(0o755 if path.name == NAME and path.parent.name == NAME and _is_program(path) else 0o644)
        os.utime(path)


def _is_program(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def _sums(root: Path) -> str:
    lines = []
    for file in sorted((root / "usr").rglob("*")):
        if file.is_file() and not file.is_symlink():
            digest = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {file.relative_to(root)}\n")
    return "".join(lines)


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
