"""Exports of a picture and its depth map, one at a time on a thread. All files appear together, or none."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import OutputRefused, StudioError

from .choice import DepthChoice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """``place`` is the file to write, or for layers the folder to make. ``replace`` what is there already."""

    target: str
    picture: Path
    depth: Path
    place: Path
    choice: DepthChoice
    replace: bool = False


class Cancelled(Exception):
    """The artist has given the export up."""


class Exporter(QObject):
    """``progressed`` tells 0..1; each order ends with one of ``ended`` (the path), ``failed`` (a sentence), or, where
    it was cancelled, with neither."""

    progressed = Signal(float)
    ended = Signal(str)
    failed = Signal(str)
    _progressed = Signal(object, float)
    _finished = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="depth-export")
        self._given_up = Event()
        self._closed = False
        self._progressed.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)

    def start(self, order: Order) -> None:
        self.cancel()
        self._given_up = Event()
        self._pool.submit(self._work, order, self._given_up)

    def cancel(self) -> None:
        """Give up what is being exported; it stops at its next step and leaves nothing."""
        self._given_up.set()

    def close(self) -> None:
        self._closed = True
        self.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, order: Order, given_up: Event) -> None:
        def report(fraction: float) -> None:
            if given_up.is_set():
                raise Cancelled
            if not self._closed and shiboken6.isValid(self):
                self._progressed.emit(given_up, fraction)

        path, reason = "", ""
        try:
            path = str(export(order, report))
        except Cancelled:
            return
        except StudioError as error:
            reason = error.message
        except Exception:
            log.exception("an export of depth failed by a bug")
            reason = self.tr("The export failed; the log tells why.")
        if not self._closed and shiboken6.isValid(self):
            self._finished.emit(given_up, path, reason)

    def _tell_progress(self, order: Event, fraction: float) -> None:
        if order is self._given_up and not order.is_set():
            self.progressed.emit(fraction)

    def _tell_end(self, order: Event, path: str, reason: str) -> None:
        if order is not self._given_up or order.is_set():
            return
        if reason:
            self.failed.emit(reason)
        else:
            self.ended.emit(path)


def export(order: Order, report: object) -> Path:
    """Write the files of an order. Blocking. Raises StudioError, and what ``report`` (0..1) raises."""
    from rundot_studio.imaging import codec
    from rundot_studio.relief.depth_map import read_depth
    from rundot_studio.relief.targets import relief_files

    from .reading import read_bytes
    from .settings import export_settings

    assert callable(report)
    report(0.0)
    picture = codec.decode_rgba(read_bytes(order.picture))
    report(0.02)
    depth = read_depth(read_bytes(order.depth))
    stem = order.place.stem
    with _folder_beside(order.place) as folder:
        names = []
        for name, content in relief_files(
            order.target, picture, depth, stem, export_settings(order.choice), lambda done: report(0.05 + 0.9 * done)
        ):
            report(0.06)
            _write(folder / name, content)
            names.append(name)
        report(1.0)
        if order.target == "layers":
            return _as_folder(folder, order)
        return _as_files(folder, names, order)


@contextmanager
def _folder_beside(place: Path) -> Iterator[Path]:
    """On the same disk as what will be there, so that it can be renamed; gone in the end. Raises OutputRefused."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".rundot-", suffix=".part", dir=place.parent))
    except OSError as error:
        raise OutputRefused(f"{place.parent} can't be written to: {error.strerror or error}.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutputRefused(f"{path.name} can't be written: {error.strerror or error}.") from error


def _as_folder(folder: Path, order: Order) -> Path:
    """Under its own name, or with a number where that is taken."""
    place, number = order.place, 1
    while place.exists():
        number += 1
        place = order.place.with_name(f"{order.place.name}-{number}")
    try:
        folder.chmod(0o755)
        folder.rename(place)
    except OSError as error:
        raise OutputRefused(f"{place.name} can't be written: {error.strerror or error}.") from error
    return place


def _as_files(folder: Path, names: list[str], order: Order) -> Path:
    taken = [name for name in names if (order.place.parent / name).exists()]
    if taken and not order.replace:
        raise OutputRefused(f"{taken[0]} exists already and is not overwritten.")
    try:
        for name in reversed(names):  # the one that names the others comes last
            (folder / name).replace(order.place.parent / name)
    except OSError as error:
        raise OutputRefused(f"{order.place.name} can't be written: {error.strerror or error}.") from error
    return order.place
