"""References: pictures the model should look at. Dropped, pasted, chosen or typed; removed with a press."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.catalog import MAX_REFERENCE_BYTES, MAX_REFERENCES
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.theme import GAP_SMALL
from rundot_studio.ui.pictures.loader import PictureLoader, Read

from .adding import WIDTH, ReferenceAdding
from .given import SUFFIXES, given_in, holds_something
from .oversize_question import OversizeQuestion
from .tiles import TILE, AddTile, ReferenceTile, is_remote, is_url

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import SourceImage

Reader = Callable[["SourceImage"], Read]
"""Gives what reads a reference's bytes later, on a thread."""


SizeOf = Callable[["SourceImage"], int]
"""Gives a library picture's size in bytes; 0 where that is not known."""


def _reference(place: str) -> SourceImage:
    from rundot_studio.domain.recipe import SourceImage  # the first paint shows no reference yet

    return SourceImage(place)


def _read_from_disk(source: SourceImage) -> Read:
    return Path(source.place).read_bytes


class ReferenceStrip(QWidget):
    """As many pictures as the connection takes, of at most 10 MB; what does not fit is said at once.

    ``picture_wanted`` asks for the thumbnail of an HTTPS URL; ``spoke`` tells that words or a question appeared;
    ``image_given`` carries an image from the clipboard or a browser, which has no file yet.
    """

    changed = Signal()
    picture_wanted = Signal(object)
    spoke = Signal()
    image_given = Signal(QImage)

    def __init__(self, loader: PictureLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._loader = loader
        self._reader: Reader = _read_from_disk
        self._size_of: SizeOf = lambda _source: 0
        self._remote = False
        self._adding: ReferenceAdding | None = None
        self.oversize = OversizeQuestion()
        self._tiles: list[ReferenceTile] = []
        self._most = MAX_REFERENCES
        self._count = Label(colour="faint", tabular=True)
        self._complaint = Label(colour="bad", wrap=True)
        self._complaint.hide()
        self._add = AddTile()
        describe(self._add, self.tr("Add a reference"), self.tr("Add pictures to look at, or drop them here"))
        self._add.clicked.connect(self._open_adding)
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("References")))
        head.addStretch(1)
        head.addWidget(self._count)
        self._places = QWidget()
        self._flow = FlowLayout(self._places, GAP_SMALL)
        self._flow.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._places)
        column.addWidget(self._complaint)
        column.addWidget(self.oversize)
        loader.loaded.connect(self._loaded)
        self._show_count()

    @property
    def value(self) -> tuple[SourceImage, ...]:
        return tuple(tile.source for tile in self._tiles)

    @property
    def complaint(self) -> str:
        return self._complaint.text()

    def set_value(self, sources: tuple[SourceImage, ...]) -> None:
        for tile in list(self._tiles):
            self._remove(tile)
        for source in sources:
            self._append(source)
        self.complain("")

    def set_most(self, most: int) -> None:
        """How many the connection takes. More than that stay until the artist takes some away."""
        self._most = most
        self.complain(self._too_many() if len(self._tiles) > most else "")
        self._show_count()

    def set_reader(self, reader: Reader, size_of: SizeOf) -> None:
        """Who can read references that the library keeps, and tell the size of its pictures."""
        self._reader = reader
        self._size_of = size_of
        for tile in self._tiles:  # those of an earlier run, which nobody could read before
            if tile.image.isNull():
                self._request(tile.source)

    def set_remote(self, remote: bool) -> None:
        """Whether the service fetches addresses and file keys itself."""
        self._remote = remote
        if not remote and any(is_remote(source) for source in self.value):
            self.complain(self._offline_words())

    def complain(self, words: str) -> None:
        """Say what is wrong with a reference; empty words take it back."""
        self._complaint.setText(words)
        self._complaint.setVisible(bool(words))
        if words:
            self.spoke.emit()

    def take_kept(self, sources: tuple[SourceImage, ...]) -> None:
        """The library's copies of what is shown: the tiles stay, the files may go."""
        for tile, source in zip(self._tiles, sources, strict=False):
            tile.source = source

    def add_pictures(self, sources: list[SourceImage]) -> None:
        """Add pictures of the library."""
        self.complain("")
        for source in sources:
            size_bytes = self._size_of(source)
            if len(self._tiles) >= self._most:
                self.complain(self._too_many())
            elif size_bytes > MAX_REFERENCE_BYTES:
                self._ask(source, size_bytes)
            elif source not in self.value:
                self._append(source)

    def add_kept(self, source: SourceImage, size_bytes: int) -> None:
        """Add a picture that the library has just taken in."""
        if len(self._tiles) >= self._most:
            self.complain(self._too_many())
        elif size_bytes > MAX_REFERENCE_BYTES:
            self._ask(source, size_bytes)
        elif source not in self.value:
            self._append(source)

    def _ask(self, source: SourceImage, size_bytes: int) -> None:
        self.oversize.ask(source, Path(source.place).name, size_bytes)
        self.spoke.emit()

    def add_remote(self, place: str) -> str:
        """Add an HTTPS address or a file key; gives the sentence of what is wrong with it, or nothing."""
        reason = self._remote_refusal(place)
        if not reason and place not in (source.place for source in self.value):
            self._append(_reference(place))
        return reason

    def _remote_refusal(self, place: str) -> str:
        if not self._remote:
            return self._offline_words()
        if len(self._tiles) >= self._most:
            return self._too_many()
        if "://" in place and not place.lower().startswith("https://"):
            return self.tr("An address must begin with https://.")
        if Path(place).is_absolute() or any(sign.isspace() for sign in place):
            return self.tr("This is neither an HTTPS address nor a file key.")
        return ""

    def _offline_words(self) -> str:
        return self.tr("The embedded engine is offline: give it the picture's file, not its address.")

    def _too_many(self) -> str:
        return self.tr("No more than {0} references.").format(self._most)

    def add_files(self, paths: list[Path]) -> None:
        """Add what the rules allow, and say what they don't."""
        self.complain("")
        refused: list[str] = []
        for place, path in enumerate(paths):
            if len(self._tiles) >= self._most:
                refused.append(self._left_out(len(paths) - place))
                break
            reason = self._refusal(path)
            if reason:
                refused.append(reason)
            elif path.stat().st_size > MAX_REFERENCE_BYTES:
                self._ask(_reference(str(path)), path.stat().st_size)
            else:
                self._append(_reference(str(path)))
        self.complain(self._summed_up(refused))

    def _left_out(self, count: int) -> str:
        if count == 1:
            return self.tr("No more than {0} references; 1 was left out.").format(self._most)
        return self.tr("No more than {0} references; {1} were left out.").format(self._most, counted(count))

    def _summed_up(self, refused: list[str]) -> str:
        """Two sentences at most, however many files were dropped."""
        if len(refused) <= 2:
            return " ".join(refused)
        more = len(refused) - 1 if len(self._tiles) < self._most else len(refused) - 2
        words = self.tr("{0} And {1} more were of no use.").format(refused[0], more)
        return words if len(self._tiles) < self._most else f"{words} {refused[-1]}"

    def _refusal(self, path: Path) -> str:
        if path.is_dir():
            return self.tr("{0} is a folder: drop the pictures in it.").format(path.name)
        if path.suffix.lower() not in SUFFIXES:
            return self.tr("{0} is not a PNG, JPEG or WebP picture.").format(path.name)
        if not path.is_file():
            return self.tr("{0} can't be read.").format(path.name)
        return ""

    def show_thumbnail(self, source: SourceImage, image: QImage) -> None:
        for tile in self._tiles:
            if tile.source == source:
                tile.image = image
                if image.isNull():
                    tile.set_note(self.tr("This picture can't be shown; it may be broken or too large."))
                tile.update()

    def show_note(self, source: SourceImage, words: str) -> None:
        """Why a reference can't be shown; the service may still be able to fetch it."""
        for tile in self._tiles:
            if tile.source == source:
                tile.set_note(words)

    def _append(self, source: SourceImage) -> None:
        tile = ReferenceTile(source, self)
        tile.removed.connect(lambda: self._remove(tile))
        tile.moved.connect(lambda by: self._move(tile, by))
        self._tiles.append(tile)
        self._arrange()
        if is_url(source):
            self.picture_wanted.emit(source)
        self._request(source)
        self._show_count()
        self.changed.emit()

    def _arrange(self) -> None:
        """The tiles in their order, and behind them the one that adds."""
        while self._flow.takeAt(0) is not None:
            pass
        for widget in (*self._tiles, self._add):
            self._flow.addWidget(widget)
        for tile in self._tiles:
            tile.show()
        for first, second in pairwise([*self._tiles, self._add]):
            QWidget.setTabOrder(first, second)
        self._flow.invalidate()
        self._places.updateGeometry()

    def _move(self, tile: ReferenceTile, by: int) -> None:
        place = self._tiles.index(tile)
        target = min(max(0, place + by), len(self._tiles) - 1)
        if target != place:
            self._tiles.remove(tile)
            self._tiles.insert(target, tile)
            self._arrange()
            self.changed.emit()

    def _request(self, source: SourceImage) -> None:
        if not is_remote(source):
            self._loader.request(("reference", source), self._reader(source), longest=TILE * 3)

    def _remove(self, tile: ReferenceTile) -> None:
        if tile not in self._tiles:
            return
        self._tiles.remove(tile)
        tile.hide()
        tile.deleteLater()
        self._arrange()
        self.complain("")
        self._show_count()
        self.changed.emit()

    def _loaded(self, key: object, image: QImage) -> None:
        if isinstance(key, tuple) and key[0] == "reference":
            self.show_thumbnail(key[1], image)

    def _show_count(self) -> None:
        self._count.setText(self.tr("{0} of {1}").format(len(self._tiles), self._most))
        self._add.setVisible(len(self._tiles) < self._most)

    def _open_adding(self) -> None:
        """The small card where the connection takes addresses and keys, else the file dialog at once."""
        if not self._remote:
            self._choose_files()
            return
        if self._adding is None:
            self._adding = ReferenceAdding(self.window())
            self._adding.files_wanted.connect(self._choose_files)
            self._adding.typed.connect(self._typed)
        self._adding.open_below(self._add, WIDTH)
        self._adding.field.edit.setFocus()

    def _typed(self, place: str) -> None:
        assert self._adding is not None
        reason = self.add_remote(place)
        if reason:
            self._adding.complain(reason)
        else:
            self._adding.dismiss()

    def _choose_files(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Add references"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.webp)"))
        dialog.filesSelected.connect(lambda names: self.add_files([Path(name) for name in names]))
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            if not self.take(QGuiApplication.clipboard().mimeData()):
                self.complain(self.tr("There is no picture on the clipboard."))
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_something(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.take(event.mimeData()):
            event.acceptProposedAction()
        else:
            self.complain(self.tr("There is no picture in what was dropped."))

    def take(self, data: QMimeData) -> bool:
        """What was dropped or pasted: pictures of the library, files, an image, or addresses. Whether it was any."""
        given = given_in(data)
        if given.pictures:
            self.add_pictures(list(given.pictures))
        elif given.files:
            self.add_files(list(given.files))
        elif given.image is not None:
            self.complain("" if len(self._tiles) < self._most else self._too_many())
            if not self.complaint:
                self.image_given.emit(given.image)
        for address in given.addresses:
            self.complain(self.add_remote(address))
        return bool(given)
