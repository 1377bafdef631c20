"""What went where: every export into a project, with what is wrong with it and what mends it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import painting
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX, tokens_of
from rundot_studio.ui.pictures.rounded_picture import fill_checkered
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource

from .found_row import FoundRow
from .project_words import target_words

if TYPE_CHECKING:  # the checks take OpenCV along
    from rundot_studio.domain.picture import Picture
    from rundot_studio.export.checks import Finding, Fix
    from rundot_studio.export.links import Link

SIDE = 44
THUMBNAILS = 6
FILES_TOLD = 4
RELINK = "relink"
SINGLED_MOST = 6
"""Frames that get a button each; of more, those that are left follow when these are mended."""


class Thumbnails(QWidget):
    """The first pictures of an export in a row."""

    GAP = 4

    def __init__(self, pictures: "Sequence[Picture]", thumbnails: ThumbnailSource) -> None:
        super().__init__()
        self._pictures = list(pictures[:THUMBNAILS])
        self._thumbnails = thumbnails
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thumbnails.ready.connect(self._refresh)

    def _refresh(self, _picture_id: str) -> None:
        """A method, unlike a function, is disconnected when the widget goes."""
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._pictures) * (SIDE + self.GAP), SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
            for place, picture in enumerate(self._pictures):
                room = QRectF(place * (SIDE + self.GAP), 0, SIDE, SIDE)
                fill_checkered(painter, room, tokens_of(self), 5, 5)
                pixmap = self._thumbnails.get(picture, round(SIDE * self.devicePixelRatioF()), always=True)
                if not pixmap.isNull():
                    size = QSize(pixmap.size()).scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio)
                    target = QRectF(0, 0, size.width(), size.height())
                    target.moveCenter(room.center())
                    painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))


class LinkCard(QWidget):
    """One export. ``fixed`` brings (link, fix)."""

    fixed = Signal(object, object)
    again_wanted = Signal(object)

    def __init__(
        self, link: "Link", findings: "Sequence[Finding]", pictures: "Sequence[Picture]", thumbnails: ThumbnailSource
    ) -> None:
        super().__init__()
        self.link = link
        title = Label(link.name, colour="text", pixels=TEXT_PX, bold=True)
        count = len(link.sources)
        told = self.tr("1 picture") if count == 1 else self.tr("{0} pictures").format(counted(count))
        where = Label(f"{target_words(link.target)} · {link.folder or '.'} · {told}", wrap=True)
        paths = sorted(link.files)
        listed = ", ".join(path.rpartition("/")[2] for path in paths[:FILES_TOLD])
        if len(paths) > FILES_TOLD:
            listed = self.tr("{0} and {1} more").format(listed, counted(len(paths) - FILES_TOLD))
        files = Label(listed, colour="faint", wrap=True)
        files.setToolTip("\n".join(paths[:40]))
        self.again = Button(self.tr("Export again"), small=True)
        describe(self.again, self.tr("Export {0} again").format(link.name), self.tr("Opens it as it was exported"))
        self.again.clicked.connect(lambda: self.again_wanted.emit(link))
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (title, where, files):
            words.addWidget(part)
        head.addLayout(words, 1)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        if pictures:
            column.addWidget(Thumbnails(pictures, thumbnails))
        self.buttons: list[Button] = []
        for finding in findings:
            column.addWidget(self._found(finding))

    def _found(self, finding: "Finding") -> FoundRow:
        colour = "bad" if finding.severity.value == "error" else "warn"
        row = FoundRow(colour, sentence(finding.message))
        for fix in (single for each in finding.fixes for single in _singled(each)):
            label = sentence(fix.label)
            if fix.action.value == RELINK and len(finding.subjects) > 1:
                label = self.tr("Another for {0}").format(next(iter(fix.changes)))
            button = row.add(Button(label, small=True))
            tip = self.tr("Takes the picture that is on the canvas") if fix.action.value == RELINK else label
            describe(button, f"{label}: {sentence(finding.message)}", tip)
            button.clicked.connect(lambda _checked=False, chosen=fix: self._fix(chosen))
            self.buttons.append(button)
        return row

    def _fix(self, fix: "Fix") -> None:
        self.fixed.emit(self.link, fix)


class LinksSheet(Sheet):
    fixed = Signal(object, object)
    again_wanted = Signal(object)

    def __init__(self, window: QWidget, thumbnails: ThumbnailSource) -> None:
        super().__init__(window, "", width=760, height=600)
        self._thumbnails = thumbnails
        self.cards: list[LinkCard] = []
        self.advice = Label(colour="secondary", pixels=TEXT_PX, wrap=True)
        self.told = Label(colour="bad", wrap=True)
        self.told.setContentsMargins(GAP_LARGE + GAP, GAP, GAP_LARGE, GAP)
        self.undo = Button(self.tr("Take the last export back"), kind=ButtonKind.QUIET, icon="undo", small=True)
        describe(self.undo, self.undo.text(), self.tr("The project's files become what they were before it"))
        self.head.addWidget(self.undo)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(GAP_LARGE + GAP, GAP, GAP_LARGE + GAP, GAP_LARGE)
        self._column.addWidget(self.advice)
        self._column.addStretch(1)
        self.body.addWidget(HairLine())
        self.body.addWidget(self.told)
        self.body.addWidget(ScrollColumn(content), 1)
        self.say("")

    def show_project(self, name: str) -> None:
        words = self.tr("What went into {0}").format(name)
        self.heading.setText(words)
        self.setAccessibleName(words)

    def show_links(self, links: "Sequence[tuple[Link, Sequence[Finding], Sequence[Picture]]]") -> None:
        """Those with something wrong first."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        self.advice.setText("" if links else self.tr("Nothing was exported into this project yet."))
        self.advice.setVisible(not links)
        self.undo.setEnabled(bool(links))
        for link, findings, pictures in sorted(links, key=lambda each: (not each[1], each[0].key)):
            card = LinkCard(link, findings, pictures, self._thumbnails)
            card.fixed.connect(self.fixed)
            card.again_wanted.connect(self.again_wanted)
            self.cards.append(card)
            self._column.insertWidget(self._column.count() - 1, card)
            card.show()

    def say(self, words: str, *, bad: bool = True) -> None:
        self.told.setText(words)
        self.told.set_colour("bad" if bad else "secondary")
        self.told.setVisible(bool(words))


def _singled(fix: "Fix") -> "list[Fix]":
    """One for each frame, where another picture is to be chosen for each."""
    if fix.action.value != RELINK:
        return [fix]
    return [replace(fix, changes={frame: key}) for frame, key in list(fix.changes.items())[:SINGLED_MOST]]
