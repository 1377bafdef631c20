"""Pixel-art tools on the way out: one grid, one palette and an outline for the whole set."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from rundot_studio.domain.errors import StudioError
from rundot_studio.export.palettes import read_palette
from rundot_studio.export.pixel_tools import PixelTools
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.painting import painting
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.toggle import Toggle

from .option_rows import NumberField, OptionGroup, OptionRow

COLOURS = ("0", "8", "16", "32", "64")
DARK_LINE = "1a1c2c"
LARGEST_PALETTE = 1 << 20


class PaletteStrip(QWidget):
    """The colours of a palette side by side."""

    HEIGHT = 14
    MOST = 64

    def __init__(self) -> None:
        super().__init__()
        self._colours: tuple[tuple[int, int, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_palette(self, colours: tuple[tuple[int, int, int], ...]) -> None:
        self._colours = colours
        self.setVisible(bool(colours))
        self.setAccessibleName(self.tr("{0} colours").format(len(colours)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._colours[: self.MOST]
        with painting(self) as painter:
            for place, colour in enumerate(shown):
                left = self.width() * place / len(shown)
                right = self.width() * (place + 1) / len(shown)
                painter.fillRect(QRectF(left, 0, right - left, self.height()), QColor(*colour))


class PixelOptions(OptionGroup):
    """``edited`` brings other PixelTools."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.title.setText(self.tr("Pixel-art tools"))
        self._tools = PixelTools()
        self._showing = False
        self.snap = Toggle(self.tr("Snap to its grid"))
        describe(self.snap, self.snap.text(), self.tr("Finds the blocks of drawn pixels and makes one pixel of each"))
        self.snap.clicked.connect(lambda on: self._edit(snap=on))
        self.add(self.snap)
        every = self.tr("All")
        choices = [(each, every if each == "0" else each, "") for each in COLOURS]
        self.colours = Segment(self.tr("Colours"), choices)
        self.colours.chosen.connect(lambda value: self._edit(colors=int(value), palette=()))
        self.add(OptionRow(self.tr("Colours"), self.colours))
        self.strip = PaletteStrip()
        self.file = Button(self.tr("Palette file"), small=True)
        describe(self.file, self.tr("Palette file"), self.tr("Colours of a .gpl, .hex or .pal file"))
        self.file.clicked.connect(self._ask_for_palette)
        self._file_row = OptionRow(self.tr("Own palette"), self.file)
        self.add(self._file_row)
        self.add(self.strip)
        self.dither = Toggle(self.tr("Dither"))
        describe(self.dither, self.dither.text(), self.tr("A fixed pattern mixes two colours of the palette"))
        self.dither.clicked.connect(lambda on: self._edit(dither="ordered" if on else "none"))
        self.add(self.dither)
        self.outline = Toggle(self.tr("Outline"))
        describe(self.outline, self.outline.text(), self.tr("A line around what is visible"))
        self.outline.clicked.connect(self._outline_set)
        self.add(self.outline)
        self.line_colour = LineField()
        self.line_colour.setFixedWidth(96)
        self.line_colour.edit.setMaxLength(7)
        describe(self.line_colour.edit, self.tr("Colour of the outline"), self.tr("Six hexadecimal digits"))
        self.line_colour.edit.textEdited.connect(self._colour_typed)
        self._colour_row = OptionRow(self.tr("Its colour"), self.line_colour)
        self.add(self._colour_row)
        self.line_width = NumberField(self.tr("Width of the outline"), 1, 16, unit="px")
        self.line_width.entered.connect(lambda px: self._edit(outline_px=px))
        self._width_row = OptionRow(self.tr("Its width"), self.line_width)
        self.add(self._width_row)
        self.complaint = Label(colour="bad", wrap=True)
        self.add(self.complaint)
        self.show_tools(self._tools)

    def show_tools(self, tools: PixelTools) -> None:
        self._showing = True
        self._tools = tools
        self.snap.setChecked(tools.snap)
        colours = str(tools.colors)
        self.colours.choose(colours if colours in COLOURS else "0")
        self.strip.show_palette(tools.palette)
        self.dither.setChecked(tools.dither == "ordered")
        self.dither.setVisible(bool(tools.palette or tools.colors))
        self.outline.setChecked(tools.outline is not None)
        for row in (self._colour_row, self._width_row):
            row.setVisible(tools.outline is not None)
        if tools.outline is not None and not self.line_colour.edit.hasFocus():
            self.line_colour.set_text(bytes(tools.outline).hex())
        self.line_width.set_value(tools.outline_px)
        self.complaint.hide()
        self._showing = False

    def use_palette(self, file: Path) -> None:
        """The colours of a file; what is no palette is told."""
        try:
            with file.open("rb") as stream:
                palette = read_palette(file.name, stream.read(LARGEST_PALETTE))
        except StudioError as error:
            self._complain(error.message)
        except OSError as error:
            self._complain(self.tr("{0} can't be read: {1}.").format(file.name, error.strerror or error))
        else:
            self._edit(palette=palette, colors=0)

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.show()

    def _ask_for_palette(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose a palette"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Palettes ({0})").format("*.gpl *.hex *.pal"))
        dialog.fileSelected.connect(lambda name: self.use_palette(Path(name)))
        dialog.open()

    def _outline_set(self, on: bool) -> None:
        self._edit(outline=_colour(DARK_LINE) if on else None)

    def _colour_typed(self, text: str) -> None:
        colour = _colour(text)
        self.line_colour.set_broken(colour is None)
        if colour is not None:
            self._edit(outline=colour)

    def _edit(self, **changes: Any) -> None:
        if not self._showing:
            self.edited.emit(replace(self._tools, **changes))


def _colour(text: str) -> tuple[int, int, int] | None:
    digits = text.strip().removeprefix("#")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        return None
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
