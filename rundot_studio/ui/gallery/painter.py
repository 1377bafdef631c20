"""Painting the gallery: the cards and headings in view, the rubber band, and what is under the pointer in a drag."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QDrag, QPainter, QPixmap

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import CENTRE, draw_ring, draw_text, fill_rounded, text_width
from rundot_studio.ui.controls.theme import SMALL_PX, sized, tokens_of
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.words import caption

from .card_pixmaps import CardPixmaps, CardStyle, draw_rating
from .cards import CardLook, CardState, draw_job_card, draw_picture_card, draw_problem_card
from .geometry import HEADING
from .headings import HeadingWords, draw_heading

if TYPE_CHECKING:
    from .view import GalleryView

DRAG_PX = 72
DRAG_AWAY = 10
"""What is dragged hangs below the pointer, so that the place under it is seen."""


@dataclass(frozen=True)
class Hover:
    """What is under the pointer: a card's row with the part of a job's card or the star, or a group's heading."""

    row: int | None = None
    part: str = ""
    star: int = 0
    section: int | None = None


class GalleryPainter:
    def __init__(self, view: "GalleryView", thumbnails: ThumbnailSource) -> None:
        self._view = view
        self._thumbnails = thumbnails
        self._cards = CardPixmaps()
        self.headings = HeadingWords(view.rows.titles)

    def paint(self, painter: QPainter, exposed: QRect, now: datetime) -> None:
        view = self._view
        tokens = tokens_of(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(exposed, QColor(tokens.window))
        grid = view.grid
        look = CardLook(tokens, view.font(), now, view.rows.titles, view.looking)
        style = CardStyle(grid.side, view.devicePixelRatioF(), tokens, view.font())
        self._cards.begin_frame()
        for row in view.rows_in(exposed):
            self._paint_row(painter, row, look, style)
        if self._cards.put_off:
            QTimer.singleShot(0, view.viewport(), view.viewport().update)
        top = exposed.top() + view.offset
        for section in grid.headings_between(top, top + exposed.height()):
            self._paint_heading(painter, section)
        caret = view.dropping.caret()
        if caret is not None:
            fill_rounded(painter, caret, tokens.accent, 1.5)
        band = view.band
        if band is not None:
            soft = QColor(tokens.accent)
            soft.setAlpha(40)
            fill_rounded(painter, band, soft, 3)
            draw_ring(painter, band, tokens.accent, 3)

    def _paint_row(self, painter: QPainter, row: int, look: CardLook, style: CardStyle) -> None:
        view = self._view
        rect = QRectF(view.cell_rect(row))
        item = view.rows.item(row)
        hovered = row == view.hover.row
        state = CardState(
            selected=view.selection.contains(row),
            hovered=hovered,
            focused=row == view.selection.current and view.hasFocus(),
            hot=view.hover.part if hovered else "",
            opacity=view.arrivals.opacity(item.id) if isinstance(item, Picture) else 1.0,
        )
        if not isinstance(item, Job):
            self._paint_picture(painter, rect, row, look, style, state)
        elif item.active:
            draw_job_card(painter, rect, item, view.progress(item), look, state)
        else:
            draw_problem_card(painter, rect, item, look, state)

    def _paint_picture(
        self, painter: QPainter, rect: QRectF, row: int, look: CardLook, style: CardStyle, state: CardState
    ) -> None:
        entry = self._view.rows.entry(row)
        card = QPixmap()
        if entry is not None:
            thumbnail = self._thumbnails.get(entry.picture, round(style.side * style.ratio))
            if not thumbnail.isNull():
                card = self._cards.get(entry.picture, thumbnail, entry.stars, style, bare=state.hovered)
        draw_picture_card(painter, rect, card, look, state)
        if entry is not None and state.hovered and not card.isNull():
            hot = self._view.hover.star
            draw_rating(painter, rect, caption(entry.picture), entry.stars, hot, look.font)

    def _paint_heading(self, painter: QPainter, section: int) -> None:
        view = self._view
        grid = view.grid
        place = QRectF(grid.margin, grid.tops[section] - view.offset, grid.width - 2 * grid.margin, HEADING)
        words = self.headings.of(view.rows.group(section), view.rows.grouped)
        count = len(grid.cells_of(section))
        hovered = section == view.hover.section
        draw_heading(painter, place, words, count, tokens_of(view), view.font(), hovered=hovered)

    def drag(self, data: QMimeData, count: int) -> None:
        """Drag these pictures, the one under the pointer standing for all; returns when they were dropped."""
        drag = QDrag(self._view)
        drag.setMimeData(data)
        drag.setPixmap(self._drag_pixmap(count))
        drag.setHotSpot(QPoint(-DRAG_AWAY, -DRAG_AWAY))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)

    def _drag_pixmap(self, count: int) -> QPixmap:
        view = self._view
        tokens = tokens_of(view)
        ratio = view.devicePixelRatioF()
        picture = QPixmap(round(DRAG_PX * ratio), round(DRAG_PX * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = view.selection.current
        entry = view.rows.entry(row) if row is not None else None
        if entry is not None:
            thumbnail = self._thumbnails.get(entry.picture, round(DRAG_PX * ratio))
            if not thumbnail.isNull():
                self._cards.begin_frame()
                style = CardStyle(DRAG_PX, ratio, tokens, view.font())
                painter.setOpacity(0.9)
                painter.drawPixmap(0, 0, self._cards.get(entry.picture, thumbnail, 0, style, bare=True))
                painter.setOpacity(1.0)
        if count > 1:
            font = sized(view.font(), SMALL_PX, bold=True, tabular=True)
            words = counted(count)
            badge = QRectF(0, 0, max(24, text_width(words, font) + 14), 24)
            badge.moveTopRight(QRectF(0, 0, DRAG_PX, DRAG_PX).topRight())
            fill_rounded(painter, badge, tokens.primary, 12)
            draw_text(painter, badge, words, tokens.on_primary, font, CENTRE)
        painter.end()
        return picture
