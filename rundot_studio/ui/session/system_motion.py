"""Whether the system asks for less motion. Qt tells of colours and contrast, but not of this."""

import sys

ASK_S = 2.0


def system_wants_less_motion() -> bool:
    """Blocking for as long as a small program of the system runs; False where the system does not tell."""
    if sys.platform == "win32":
        return _windows_animations_off()
    if sys.platform == "darwin":
        return _told("defaults", "read", "com.apple.universalaccess", "reduceMotion") == "1"
    return _told("gsettings", "get", "org.gnome.desktop.interface", "enable-animations") == "false"


def _told(*command: str) -> str:
    import subprocess  # not before the first paint

    try:
        ended = subprocess.run(command, capture_output=True, timeout=ASK_S, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return ""
    return ended.stdout.decode("utf-8", "replace").strip()


def _windows_animations_off() -> bool:
    """SPI_GETCLIENTAREAANIMATION of SystemParametersInfo: whether controls within windows are animated."""
    import ctypes

    animated = ctypes.c_int(1)
    told = ctypes.windll.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(animated), 0)  # type: ignore[attr-defined, unused-ignore]
    return bool(told) and not animated.value
