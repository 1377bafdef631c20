"""References: pictures the model should look at. Dropped, chosen from disk, removed with a press."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.catalog import MAX_REFERENCE_BYTES, MAX_REFERENCES
from rundot_studio.domain.recipe import SourceImage

from .buttons import PaintedButton
from .describe import describe
from .fields import Label, heading
from .gallery_drag import pictures_in
from .icons import draw_icon
from .painting import draw_focus, fill_rounded, painting
from .picture_loader import PictureLoader, Read
from .rounded_picture import draw_cover
from .theme import GAP_SMALL, tokens_of

TILE = 48
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
Reader = Callable[[SourceImage], Read]
"""Gives what reads a reference's bytes later, on a thread."""


def _read_from_disk(source: SourceImage) -> Read:
    return Path(source.place).read_bytes


class ReferenceTile(PaintedButton):
    """One reference; a press or Delete removes it."""

    removed = Signal()

    def __init__(self, source: SourceImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.image = QImage()
        name = Path(source.place).name
        describe(self, self.tr("Reference {0}").format(name), self.tr("{0}: press to remove").format(name), "Del")
        self.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        return QSize(TILE, TILE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            draw_cover(painter, QRectF(self.rect()), self.image, tokens)
            if self.hovered or self.hasFocus():
                fill_rounded(painter, self.rect(), QColor(0, 0, 0, 120))
                draw_icon(painter, "close", "#ffffff", (TILE - 18) / 2, (TILE - 18) / 2)
            draw_focus(painter, self, tokens)


class AddTile(PaintedButton):
    def sizeHint(self) -> QSize:
        return QSize(TILE, TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.hovered:
                fill_rounded(painter, self.rect(), tokens.hover)
            pen = QPen(QColor(tokens.faint), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            draw_icon(painter, "plus", tokens.secondary, (TILE - 16) / 2, (TILE - 16) / 2, 16)
            draw_focus(painter, self, tokens)


class ReferenceStrip(QWidget):
    """At most five pictures of at most 10 MB; what does not fit is said at once."""

    changed = Signal()

    def __init__(self, loader: PictureLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._loader = loader
        self._reader: Reader = _read_from_disk
        self._tiles: list[ReferenceTile] = []
        self._most = MAX_REFERENCES
        self._count = Label(colour="faint", tabular=True)
        self._complaint = Label(colour="bad", wrap=True)
        self._complaint.hide()
        self._add = AddTile()
        describe(self._add, self.tr("Add a reference"), self.tr("Add pictures to look at, or drop them here"))
        self._add.clicked.connect(self._choose_files)
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("References")))
        head.addStretch(1)
        head.addWidget(self._count)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP_SMALL)
        self._row.addWidget(self._add)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._row)
        column.addWidget(self._complaint)
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

    def set_reader(self, reader: Reader) -> None:
        """Who can read references that the library keeps."""
        self._reader = reader

    def complain(self, words: str) -> None:
        """Say what is wrong with a reference; empty words take it back."""
        self._complaint.setText(words)
        self._complaint.setVisible(bool(words))

    def take_kept(self, sources: tuple[SourceImage, ...]) -> None:
        """The library's copies of what is shown: the tiles stay, the files may go."""
        for tile, source in zip(self._tiles, sources, strict=False):
            tile.source = source

    def add_pictures(self, sources: list[SourceImage]) -> None:
        """Add pictures of the library."""
        self.complain("")
        for source in sources:
            if len(self._tiles) >= self._most:
                self.complain(self._too_many())
            elif source not in self.value:
                self._append(source)

    def _too_many(self) -> str:
        return self.tr("No more than {0} references.").format(self._most)

    def add_files(self, paths: list[Path]) -> None:
        """Add what the rules allow, and say what they don't."""
        self.complain("")
        for path in paths:
            reason = self._refusal(path)
            if reason:
                self.complain(reason)
            else:
                self._append(SourceImage(place=str(path)))

    def _refusal(self, path: Path) -> str:
        if len(self._tiles) >= self._most:
            return self._too_many()
        if path.suffix.lower() not in SUFFIXES:
            return self.tr("{0} is not a PNG, JPEG or WebP picture.").format(path.name)
        try:
            size = path.stat().st_size
        except OSError:
            return self.tr("{0} can't be read.").format(path.name)
        if size > MAX_REFERENCE_BYTES:
            return self.tr("{0} is larger than 10 MB.").format(path.name)
        return ""

    def _append(self, source: SourceImage) -> None:
        tile = ReferenceTile(source, self)
        tile.removed.connect(lambda: self._remove(tile))
        self._row.insertWidget(len(self._tiles), tile)
        self._tiles.append(tile)
        self._loader.request(("reference", source), self._reader(source), longest=TILE * 3)
        self._show_count()
        self.changed.emit()

    def _remove(self, tile: ReferenceTile) -> None:
        if tile not in self._tiles:
            return
        self._tiles.remove(tile)
        self._row.removeWidget(tile)
        tile.hide()
        tile.deleteLater()
        self.complain("")
        self._show_count()
        self.changed.emit()

    def _loaded(self, key: object, image: QImage) -> None:
        for tile in self._tiles:
            if key == ("reference", tile.source):
                tile.image = image
                tile.update()

    def _show_count(self) -> None:
        self._count.setText(self.tr("{0} of {1}").format(len(self._tiles), self._most))
        self._add.setVisible(len(self._tiles) < self._most)

    def _choose_files(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Add references"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.webp)"))
        dialog.filesSelected.connect(lambda names: self.add_files([Path(name) for name in names]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        pictures = pictures_in(event.mimeData())
        if pictures:
            self.add_pictures(pictures)
            event.acceptProposedAction()
            return
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_files(files)
        event.acceptProposedAction()
