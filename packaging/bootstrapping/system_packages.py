"""What the program needs from outside Python on Linux: found, installed where we may, named where we may not."""

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .reporting import SetupFailed, say, warn

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


@dataclass(frozen=True)
class Need:
    """One thing from outside, by the names of its package, and one way to see that it is there.

    ``library`` is what the loader is asked for, ``program`` is looked for on the path, ``font`` is the beginning of a
    file's name in the font folders.
    """

    debian: str
    fedora: str
    arch: str
    library: str = ""
    program: str = ""
    font: str = ""

    @property
    def sign(self) -> str:
        """What is looked for, for a system whose packages we cannot name."""
        return self.library or self.program or f"the font {self.font}"


# Without these Qt cannot even be imported.
QT = (
    Need("libglib2.0-0", "glib2", "glib2", library="libglib-2.0.so.0"),
    Need("libgl1", "libglvnd-glx", "libglvnd", library="libGL.so.1"),
    Need("libegl1", "libglvnd-egl", "libglvnd", library="libEGL.so.1"),
    Need("libdbus-1-3", "dbus-libs", "dbus", library="libdbus-1.so.3"),
    Need("libfontconfig1", "fontconfig", "fontconfig", library="libfontconfig.so.1"),
    Need("libxkbcommon0", "libxkbcommon", "libxkbcommon", library="libxkbcommon.so.0"),
)
# Without these it opens no window under X.
X11 = (
    Need("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11", library="libxkbcommon-x11.so.0"),
    Need("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", library="libxcb-cursor.so.0"),
    Need("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", library="libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", library="libxcb-keysyms.so.1"),
    Need("libxcb-shape0", "libxcb", "libxcb", library="libxcb-shape.so.0"),
)
# The window is drawn with it; without it Qt takes another font.
FONT = (Need("fonts-inter", "rsms-inter-fonts", "inter-font", font="Inter"),)
# A screen for the tests, a window manager (without one no window is ever active), one who presses keys, and one who
# sees whom the program calls.
TEST_SCREEN = (
    Need("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", program="Xvfb"),
    Need("xauth", "xorg-x11-xauth", "xorg-xauth", program="xauth"),
    Need("openbox", "openbox", "openbox", program="openbox"),
    Need("xdotool", "xdotool", "xdotool", program="xdotool"),
    Need("strace", "strace", "strace", program="strace"),
)
# The bundle's stand-ins are compiled; readelf comes with them.
COMPILER = (
    Need("gcc", "gcc", "gcc", program="cc"),
    Need("binutils", "binutils", "binutils", program="readelf"),
)
# What a Debian package is made with.
DEBIAN = (Need("dpkg-dev", "dpkg-dev", "dpkg", program="dpkg-shlibdeps"),)
# What packages are checked with, for the long form of the tests.
CHECKERS = (
    Need("desktop-file-utils", "desktop-file-utils", "desktop-file-utils", program="desktop-file-validate"),
    Need("appstream", "appstream", "appstream", program="appstreamcli"),
    Need("flatpak-builder", "flatpak-builder", "flatpak-builder", program="flatpak-builder"),
    Need("lintian", "lintian", "lintian", program="lintian"),
    Need("debootstrap", "debootstrap", "debootstrap", program="debootstrap"),
)
# Other processors, for the long form of the tests.
EMULATOR = (Need("qemu-user", "qemu-user", "qemu-user", program="qemu-x86_64"),)


def is_there(need: Need) -> bool:
    """Whether ``need`` can be found on this machine."""
    if need.library:
        try:
            ctypes.CDLL(need.library)
        except OSError:
            return False
        return True
    if need.program:
        return shutil.which(need.program) is not None
    folders = (Path(folder).expanduser() for folder in _FONT_FOLDERS)
    return any(next(folder.rglob(f"{need.font}*"), None) for folder in folders)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those of ``needs`` that are not there; none on macOS and Windows, where Qt brings all it needs."""
    if sys.platform in ("darwin", "win32"):
        return []
    return [need for need in needs if not is_there(need)]


def provide(needs: Sequence[Need]) -> list[Need]:
    """Installs what is missing of ``needs`` where we may, and returns what is missing still."""
    lacking = missing(needs)
    if lacking and _apt_prefix() is not None:
        _apt_install([need.debian for need in lacking])
        lacking = missing(lacking)
    return lacking


def how_to_get(needs: Sequence[Need]) -> str:
    """The command that brings ``needs`` to this machine, or their names where we do not know its packages."""
    if shutil.which("apt-get"):
        return "with: sudo apt-get install --no-install-recommends " + " ".join(need.debian for need in needs)
    if shutil.which("dnf"):
        return "with: sudo dnf install " + _joined(need.fedora for need in needs)
    if shutil.which("pacman"):
        return "with: sudo pacman -S " + _joined(need.arch for need in needs)
    return "from your system's packages: " + ", ".join(need.sign for need in needs)


def _joined(names: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(names))


def ensure_venv_can_be_made() -> None:
    """Debian keeps a part of Python's own library in a package of its own. Raises ``SetupFailed``."""
    if _has_venv():
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if _apt_prefix() is not None:
        _apt_install([package])
        importlib.invalidate_caches()
    if not _has_venv():
        raise SetupFailed(
            "This Python cannot make virtual environments: a part of its own library is missing.\n"
            f"On Debian and Ubuntu it comes with: sudo apt-get install {package}"
        )


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _apt_prefix() -> list[str] | None:
    """What to write before an apt-get command; ``None`` where we may not install packages, or there is no apt."""
    if shutil.which("apt-get") is None or shutil.which("apt-cache") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _apt_install(names: Sequence[str]) -> None:
    """Installs the packages ``names``. A failure is told, not raised: what is still missing shows afterwards."""
    say(f"Adding system packages: {' '.join(names)}")
    known = known_packages(names, _apt_policy(names))
    freshly_listed = False
    if len(known) < len(names):
        freshly_listed = _apt_get("update")
        known = known_packages(names, _apt_policy(names))
    if not known:
        warn("  the package lists of this system know none of them")
        return
    install = ("install", "--yes", "--no-install-recommends", *known)
    if not _apt_get(*install, last_word=freshly_listed) and not freshly_listed and _apt_get("update"):
        _apt_get(*install)


def known_packages(names: Sequence[str], policy: str) -> list[str]:
    """Those of ``names`` that can be installed, by the name they have here.

    ``policy`` is what ``apt-cache policy`` said about each name and the same name with ``t64``: Debian 13 and
    Ubuntu 24.04 gave some libraries that ending.
    """
    real = set(re.findall(r"^(\S+):\n(?:\s+.*\n)*?\s+Candidate: (?!\(none\))", policy, re.MULTILINE))
    spelled = ((name, name + "t64") for name in names)
    return [next(name for name in names if name in real) for names in spelled if real & set(names)]


def _apt_policy(names: Sequence[str]) -> str:
    asked = [spelling for name in names for spelling in (name, name + "t64")]
    environment = {**os.environ, "LC_ALL": "C"}
    answer = subprocess.run(
        ["apt-cache", "policy", *asked], capture_output=True, text=True, env=environment, check=False
    )
    return answer.stdout


def _apt_get(*arguments: str, last_word: bool = True) -> bool:
    """Runs apt-get without questions; ``last_word`` says whether a failure is worth telling."""
    command = [
        *(_apt_prefix() or []),
        *("env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"),
        *arguments,
    ]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0 and last_word:
        tail = "\n".join("  | " + line for line in done.stdout.strip().splitlines()[-6:])
        warn(f"  apt-get {arguments[0]} did not succeed:\n{tail}")
    return done.returncode == 0
