"""Where exported files go: checked before the work starts, written whole, never over an existing file unasked."""

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused

SUFFIXES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


@dataclass(frozen=True)
class Destination:
    """A file, or a folder that takes each picture under its own name."""

    path: Path
    is_folder: bool
    force: bool = False

    def file_for(self, name: str) -> Path:
        return self.path / name if self.is_folder else self.path


def destination(text: str, count: int, *, force: bool = False) -> Destination:
    """Checks a FILE_OR_DIR for ``count`` pictures. Raises OutputRefused with what is wrong.

    An existing folder, a name ending in a slash, or a name without a picture's suffix is a folder (made if its parent
    is there); ``.png``, ``.jpg`` and ``.jpeg`` name one file.
    """
    if not text.strip():
        raise OutputRefused("--out has no name in it.", "Name a file or a folder.")
    try:
        return _checked(text, Path(text).expanduser(), count, force)
    except OSError as error:  # a name too long to ask about, a home that is not there
        raise OutputRefused(f"{text[:80]} can't be written to: {error.strerror or error}.") from error


def _checked(text: str, path: Path, count: int, force: bool) -> Destination:
    is_folder = path.is_dir() or text.endswith(("/", os.sep)) or path.suffix.lower() not in SUFFIXES
    if is_folder and path.suffix and not path.is_dir() and not text.endswith(("/", os.sep)):
        raise OutputRefused(f"{text}: {path.suffix} is not a kind of file that can be written; use .png or .jpg.")
    holder = path if path.is_dir() else path.parent
    if path.exists() and is_folder and not path.is_dir():
        raise OutputRefused(f"{text} is a file, not a folder.")
    if not holder.is_dir():
        raise OutputRefused(f"There is no folder {holder}.", "Make it first, or name another.")
    if not os.access(holder, os.W_OK | os.X_OK):
        raise OutputRefused(f"The folder {holder} is not writable.")
    if not is_folder:
        if count > 1:
            raise OutputRefused(f"{text} is one file, but {count} pictures are asked for.", "Name a folder.")
        if path.exists() and not force:
            raise OutputRefused(f"{text} exists already and is not overwritten.", "Use --force to replace it.")
    return Destination(path, is_folder, force)


def _place_new(part: Path, target: Path) -> None:
    """Rename, but never over a file, not even one that appears in this very moment. Raises FileExistsError."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the check and the rename are then two steps
        if target.exists():
            raise FileExistsError(target) from None
        part.replace(target)


def write_export(target: Path, data: bytes, *, force: bool = False) -> Path:
    """Write one file whole or not at all. Raises OutputRefused; an existing file stays unless ``force``."""
    part = target.with_name(f".rundot-{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(exist_ok=True)
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if force:
            part.replace(target)
        else:
            _place_new(part, target)
    except FileExistsError as error:
        raise OutputRefused(f"{target} exists already and is not overwritten.", "Use --force to replace it.") from error
    except OSError as error:
        raise OutputRefused(f"{target} can't be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target
