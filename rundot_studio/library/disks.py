"""Whether a folder is on a network disk, where SQLite's log can't be shared and its locks can't be trusted.

See "WAL does not work over a network filesystem", sqlite.org/wal.html.
"""

import sys
from pathlib import Path, PurePosixPath

_NETWORK_KINDS = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.sshfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4


def is_on_network(path: Path) -> bool:
    """False also where the system does not tell."""
    try:
        place = path.resolve()
        if sys.platform == "win32":
            return _is_remote_drive(place)
        return kind_of(PurePosixPath(place), _MOUNTS.read_text(errors="replace")) in _NETWORK_KINDS
    except OSError:
        return False


def kind_of(place: PurePosixPath, mounts: str) -> str:
    """The kind of file system at an absolute place, after Linux's ``/proc/self/mountinfo`` (man 5 proc)."""
    nearest, kind = PurePosixPath("/"), ""
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split()
        if not dash or len(fields) < 5:
            continue
        mounted_at = PurePosixPath(_unescaped(fields[4]))
        # Of several at the same place the last one is on top.
        if place.is_relative_to(mounted_at) and mounted_at.is_relative_to(nearest):
            nearest, kind = mounted_at, after.split()[0]
    return kind


def _unescaped(text: str) -> str:
    for sign in " \t\n\\":
        text = text.replace(f"\\{ord(sign):03o}", sign)
    return text


def _is_remote_drive(place: Path) -> bool:
    if place.drive.startswith("\\\\"):
        return True
    import ctypes

    kind: int = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\")  # type: ignore[attr-defined]
    return kind == _DRIVE_REMOTE
