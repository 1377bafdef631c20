"""Whether things may move: one answer for the whole window, asked by whatever fades or glides."""

MOTION_MS = 150
"""How long anything moves at most."""

_still = False


def set_still(still: bool) -> None:
    """``still`` where the artist, or the system on the artist's behalf, wants less motion."""
    global _still
    _still = still


def is_still() -> bool:
    return _still
