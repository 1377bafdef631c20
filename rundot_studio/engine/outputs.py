"""What the engine made, on disk, each under a name that can't be guessed, with expiry and a cap on the whole."""

import re
import time
import uuid
from pathlib import Path

DEFAULT_CAP_BYTES = 1024**3
SWEEP_EVERY_S = 60.0
_NAME = re.compile(r"[0-9a-f]{32}\.(png|jpg)")


class Outputs:
    """A folder of outputs. Blocking; call it off the event loop.

    ``lifetime_s`` is counted from a file's making, ``cap_bytes`` over all of them: the oldest go first.
    """

    def __init__(self, folder: Path, lifetime_s: float, cap_bytes: int = DEFAULT_CAP_BYTES) -> None:
        self.folder = folder
        self.lifetime_s = lifetime_s
        self.cap_bytes = cap_bytes
        self._unswept_bytes = 0
        self._swept_at = float("-inf")

    def new_name(self, suffix: str = "png") -> str:
        return f"{uuid.uuid4().hex}.{suffix}"

    def staging_path(self, name: str) -> Path:
        """Where a worker writes the file before :meth:`publish`; the worker makes the folder."""
        return self.folder / f"{name}.part"

    def publish(self, name: str) -> None:
        """Make the written file fetchable. What is over the cap goes at the next :meth:`sweep_if_due`."""
        part = self.staging_path(name)
        self._unswept_bytes += part.stat().st_size
        part.replace(self.folder / name)

    def sweep_if_due(self, keep: str = "") -> None:
        """Sweep now and then: looking at every file for each new one would cost more than the rest of a request."""
        now = time.monotonic()
        if self._unswept_bytes > self.cap_bytes / 16 or now - self._swept_at > SWEEP_EVERY_S:
            self._unswept_bytes, self._swept_at = 0, now
            self.sweep(keep)

    def discard(self, name: str) -> None:
        """Forget a file whose making was cut off."""
        self.staging_path(name).unlink(missing_ok=True)

    def read(self, name: str) -> bytes | None:
        """The bytes, or None for a name that never was, has expired, or was dropped."""
        path = self._path(name)
        try:
            if path is None or time.time() - path.stat().st_mtime > self.lifetime_s:
                return None
            return path.read_bytes()
        except OSError:
            return None

    def sweep(self, keep: str = "") -> None:
        """Delete expired files, parts that nobody finished, and the oldest above the cap, but never ``keep``."""
        now = time.time()
        files = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            try:
                stat = path.stat()
            except OSError:
                continue
            abandoned = path.suffix == ".part" and now - stat.st_mtime > 3600
            if abandoned or now - stat.st_mtime > self.lifetime_s:
                path.unlink(missing_ok=True)
            elif path.suffix != ".part":
                files.append((stat.st_mtime_ns, stat.st_size, path))
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= self.cap_bytes:
                break
            if path.name != keep:
                path.unlink(missing_ok=True)
                total -= size

    def _path(self, name: str) -> Path | None:
        return self.folder / name if _NAME.fullmatch(name) else None
