"""The family of a picture: what it was made from, itself, what was made from it. A press walks there."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import CENTRE, draw_focus, draw_ring, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import RADIUS, SMALL_PX, sized, tokens_of
from rundot_studio.ui.pictures.rounded_picture import draw_cover
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.words import kind_words

TILE = 52
ARROW = 12
MOST = 12
MOST_CHILDREN = 7


class GoneTile(PaintedButton):
    """A member that can't be walked to: it was deleted, or there is no room for it."""

    def __init__(self, words: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        describe(self, words)
        self.setEnabled(False)

    def sizeHint(self) -> QSize:
        return QSize(TILE, TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.control)
            if self.text():
                draw_text(painter, self.rect(), self.text(), tokens.secondary, sized(self.font(), SMALL_PX), CENTRE)
            else:
                draw_icon(painter, "trash", tokens.faint, (TILE - 18) / 2, (TILE - 18) / 2)


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
        self._others: list[QWidget] = []
        self._rows = FlowLayout(self, gap=4)
        thumbnails.ready.connect(self._repaint)

    def show_family(self, ancestors: list[Picture], picture: Picture, children: list[Picture]) -> None:
        """Oldest first. Of a large family the nearest members, with the number of the others."""
        while self._rows.takeAt(0) is not None:
            pass
        for widget in (*self._tiles, *self._others):
            widget.hide()
            widget.deleteLater()
        self._tiles, self._others = [], []
        near = ancestors[-(MOST - 1 - min(len(children), MOST_CHILDREN)) :]
        shown = children[-(MOST - 1 - len(near)) :]  # the newest children are those that are worked on
        first = near[0] if near else picture
        if first.parent_id is not None:
            self._add_gone(self.tr("What it was made from was deleted."), "" if near == ancestors else "…")
        for place, member in enumerate((*near, picture, *shown)):
            arrow = first.parent_id is not None or place > 0
            self._add(member, picture, arrow=arrow and place <= len(near) + 1)
        if len(shown) < len(children):
            more = len(children) - len(shown)
            self._add_gone(self.tr("{0} more were made from it").format(more), f"+{more}")

    def _add(self, member: Picture, picture: Picture, *, arrow: bool) -> None:
        tile = FamilyTile(member, self._thumbnails, here=member.id == picture.id, arrow=arrow)
        tile.clicked.connect(lambda _checked=False: self.walked.emit(member))
        self._rows.addWidget(tile)
        self._tiles.append(tile)
        tile.show()

    def _add_gone(self, words: str, text: str) -> None:
        tile = GoneTile(words, text)
        self._rows.addWidget(tile)
        self._others.append(tile)
        tile.show()

    @property
    def has_others(self) -> bool:
        """Whether there is any other member to be seen, a deleted one too."""
        return len(self._tiles) + len(self._others) > 1

    @property
    def tiles(self) -> list[FamilyTile]:
        return self._tiles

    def _repaint(self, picture_id: str) -> None:
        for tile in self._tiles:
            if tile.picture.id == picture_id:
                tile.update()
