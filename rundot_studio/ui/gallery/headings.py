"""The slim headings over the groups of the gallery: a day, a board or a family, and how many pictures it has."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QRectF
from PySide6.QtGui import QFont, QPainter

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.library.arrangement import Group, Grouping
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import draw_text, text_width
from rundot_studio.ui.controls.theme import SMALL_PX, TEXT_PX, Tokens, sized
from rundot_studio.ui.pictures.titles import Titles, short_title

translate = QCoreApplication.translate


class HeadingWords:
    """What groups are called. Boards and families are looked up once, and kept until the boards change."""

    def __init__(self, titles: Titles) -> None:
        self._titles = titles
        self._boards: dict[str, str] = {}
        self._families: dict[str, str] = {}
        self._get: Callable[[str], Picture] | None = None

    def attach(self, get: Callable[[str], Picture]) -> None:
        self._get = get
        self._families = {}

    def set_boards(self, names: dict[str, str]) -> None:
        self._boards = names

    def of(self, group: Group | None, grouping: Grouping, today: date | None = None) -> str:
        """None is the group of what is on its way."""
        if group is None:
            return translate("GalleryHeadings", "On their way")
        if grouping is Grouping.DAY:
            return day_words(date.fromordinal(int(group.key)), today or date.today())
        if grouping is Grouping.BOARD:
            return self._boards.get(group.key, "") if group.key else translate("GalleryHeadings", "On no board")
        return self._family(group.key) if group.key else translate("GalleryHeadings", "Single pictures")

    def _family(self, first: str) -> str:
        if first not in self._families and self._get is not None:
            try:
                self._families[first] = short_title(self._titles.of_picture(self._get(first)))
            except StudioError:
                self._families[first] = ""
        return self._families.get(first) or translate("GalleryHeadings", "Family")


def day_words(day: date, today: date) -> str:
    """``Today``, ``Yesterday``, ``Friday 20 November``, and with the year where it is not this one."""
    age = (today - day).days
    if age == 0:
        return translate("GalleryHeadings", "Today")
    if age == 1:
        return translate("GalleryHeadings", "Yesterday")
    this_year = translate("GalleryHeadings", "dddd d MMMM")
    pattern = this_year if day.year == today.year else translate("GalleryHeadings", "dddd d MMMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def draw_heading(
    painter: QPainter, place: QRectF, words: str, count: int, tokens: Tokens, font: QFont, *, hovered: bool
) -> None:
    """At the foot of its ``place``, ``HEADING`` pixels high; under the pointer it says that it can be pressed."""
    bold = sized(font, TEXT_PX, bold=True)
    small = sized(font, SMALL_PX, tabular=True)
    line = QRectF(place.x(), place.bottom() - 30, place.width(), 24)
    select = translate("GalleryHeadings", "Select all") if hovered else ""
    room = line.width() - text_width(counted(count), small) - text_width(select, small) - 24
    width = min(float(text_width(words, bold)), room)
    draw_text(painter, QRectF(line.x(), line.y(), width, line.height()), words, tokens.text, bold)
    line.setLeft(line.x() + width + 8)
    draw_text(painter, line, counted(count), tokens.faint, small)
    if select:
        line.setLeft(line.x() + text_width(counted(count), small) + 12)
        draw_text(painter, line, select, tokens.accent_text, small)
