"""Is there a screen to open a window on? The one place where that is decided."""

import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

_X_DISPLAY = re.compile(r"(?P<host>[^:/]*|\[[0-9a-fA-F:]+\]|.*/)?:(?P<number>\d+)(\.\d+)?$")
_TIMEOUT_S = 1.0


def has_display(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be shown.

    macOS and Windows always have a screen. Elsewhere ``DISPLAY`` or ``WAYLAND_DISPLAY`` must name one that answers: a
    variable left over from a session that has ended would otherwise make Qt abort.
    """
    if platform in ("darwin", "win32"):
        return True
    return _wayland_answers(environment) or _x11_answers(environment.get("DISPLAY", ""))


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    return _unix_socket_answers(str(Path(environment.get("XDG_RUNTIME_DIR", "/")) / name))


def _x11_answers(display: str) -> bool:
    """``display`` as X knows it: ``:0``, ``:0.1``, ``unix:0``, ``host:10.0``, or the path of a socket on macOS."""
    found = _X_DISPLAY.fullmatch(display)
    if found is None:
        return bool(display) and Path(display).is_socket()
    host, number = found["host"], int(found["number"])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _unix_socket_answers(path) or _unix_socket_answers("\0" + path)
    try:
        with socket.create_connection((host.strip("[]"), 6000 + number), timeout=_TIMEOUT_S):
            return True
    except OSError:
        return False


def _unix_socket_answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(_TIMEOUT_S)
        try:
            client.connect(address)
        except OSError:
            return False
        return True
