"""The family of a picture: what it was made from, itself, what was made from it. A press walks there."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_focus, draw_ring, painting
from rundot_studio.ui.controls.theme import RADIUS, tokens_of
from rundot_studio.ui.pictures.rounded_picture import draw_cover
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.words import kind_words

TILE = 52
ARROW = 12
MOST = 12


class FamilyTile(PaintedButton):
    def __init__(
        self, picture: Picture, thumbnails: ThumbnailSource, *, here: bool, arrow: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.picture = picture
        self._thumbnails = thumbnails
        self._here = here
        self._arrow = arrow
        words = kind_words(picture.recipe)
        size = f"{picture.width} × {picture.height}"
        describe(self, self.tr("Family: {0}").format(words), f"{words}\n{size}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(TILE + (ARROW if self._arrow else 0), TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        left = ARROW if self._arrow else 0
        tile = QRectF(left, 0, TILE, TILE)
        with painting(self) as painter:
            if self._arrow:
                draw_icon(painter, "chevron-right", tokens.faint, 0, (TILE - 12) / 2, 12)
            pixels = round(TILE * self.devicePixelRatioF())
            inset = 3 if self._here else 0
            picture = self._thumbnails.get(self.picture, pixels, always=True)
            draw_cover(painter, tile.adjusted(inset, inset, -inset, -inset), picture, tokens, RADIUS - inset / 2)
            if self._here:
                draw_ring(painter, tile, tokens.accent)
            elif self.hovered:
                draw_ring(painter, tile, tokens.secondary)
            draw_focus(painter, self, tokens)


class FamilyStrip(QWidget):
    """``walked`` tells the picture that was pressed."""

    walked = Signal(object)

    def __init__(self, thumbnails: ThumbnailSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._tiles: list[FamilyTile] = []
        self._rows = FlowLayout(self, gap=4)
        thumbnails.ready.connect(self._repaint)

    def show_family(self, ancestors: list[Picture], picture: Picture, children: list[Picture]) -> None:
        """Oldest first; at most the nearest ``MOST`` members."""
        while self._rows.takeAt(0) is not None:
            pass
        for tile in self._tiles:
            tile.hide()
            tile.deleteLater()
        members = [*ancestors, picture, *children][:MOST]
        self._tiles = []
        for place, member in enumerate(members):
            tile = FamilyTile(
                member, self._thumbnails, here=member.id == picture.id, arrow=0 < place <= len(ancestors) + 1
            )
            tile.clicked.connect(lambda _checked=False, walked=member: self.walked.emit(walked))
            self._rows.addWidget(tile)
            self._tiles.append(tile)

    @property
    def tiles(self) -> list[FamilyTile]:
        return self._tiles

    def _repaint(self, picture_id: str) -> None:
        for tile in self._tiles:
            if tile.picture.id == picture_id:
                tile.update()
