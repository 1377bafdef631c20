"""The fields of one style, checked as they are typed."""

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.styles import MOST_NAME_LETTERS, PROMPT_PLACE, Style
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField, heading
from rundot_studio.ui.controls.painting import draw_ring, painting
from rundot_studio.ui.controls.text_area import TextArea
from rundot_studio.ui.controls.theme import GAP_SMALL, tokens_of

from .style_row import draw_style_card

COLOURS = (
    "#5b8def",
    "#2fb5a5",
    "#7bb661",
    "#e2a93b",
    "#c9824a",
    "#e0607e",
    "#b07cc6",
    "#89b8d6",
    "#8c7b6b",
    "#7d7d7d",
)
EXAMPLE_LETTERS = 60


class Swatch(PaintedButton):
    SIDE = 26

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        describe(self, self.tr("Colour {0}").format(colour))

    def sizeHint(self) -> QSize:
        return QSize(self.SIDE + 6, self.SIDE + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            draw_style_card(painter, QRectF(3, 3, self.SIDE, self.SIDE), self.colour, 5)
            if self.isChecked() or self.hasFocus():
                draw_ring(painter, self.rect(), tokens.accent if self.hasFocus() else tokens.text)


class StyleForm(QWidget):
    """``changed`` tells that something was typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._style = Style("", "", "")
        self._example = ""
        self._filling = False
        self.name = LineField()
        self.name.edit.setMaxLength(MOST_NAME_LETTERS)
        describe(self.name.edit, self.tr("Name of the style"))
        self.template = TextArea(self.tr("{prompt}, oil painting, warm light"))
        describe(self.template.edit, self.tr("Template"), self.tr("Your prompt goes where {prompt} stands"))
        self.template.setFixedHeight(96)
        self.problem = Label(colour="bad", wrap=True)
        self.example = Label(colour="secondary", wrap=True)
        self.avoid = LineField(self.tr("text, border"))
        describe(self.avoid.edit, self.tr("What the style avoids"), self.tr("Added to your own Avoid"))
        self.description = LineField(self.tr("What it is good for"))
        describe(self.description.edit, self.tr("Description"))
        self._swatches = QButtonGroup(self)
        self._lay_out()
        for changed in (self.name.changed, self.avoid.changed, self.description.changed):
            changed.connect(lambda _text: self._typed())
        self.template.changed.connect(self._typed)
        self._swatches.buttonToggled.connect(lambda _button, on: self._typed() if on else None)

    def _lay_out(self) -> None:
        colours = QHBoxLayout()
        colours.setSpacing(GAP_SMALL)
        for colour in COLOURS:
            swatch = Swatch(colour)
            self._swatches.addButton(swatch)
            colours.addWidget(swatch)
        colours.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Name")))
        column.addWidget(self.name)
        column.addSpacing(GAP_SMALL)
        column.addWidget(heading(self.tr("Template")))
        column.addWidget(self.template)
        column.addWidget(self.problem)
        column.addWidget(self.example)
        column.addSpacing(GAP_SMALL)
        column.addWidget(heading(self.tr("Avoid")))
        column.addWidget(self.avoid)
        column.addSpacing(GAP_SMALL)
        column.addWidget(heading(self.tr("Description")))
        column.addWidget(self.description)
        column.addSpacing(GAP_SMALL)
        column.addWidget(heading(self.tr("Colour")))
        column.addLayout(colours)
        column.addStretch(1)

    @property
    def value(self) -> Style:
        """The style as it is typed."""
        swatch = self._swatches.checkedButton()
        return replace(
            self._style,
            name=self.name.text.strip() or self._style.name,
            template=self.template.text,
            avoid=self.avoid.text.strip(),
            description=self.description.text.strip(),
            colour=swatch.colour if isinstance(swatch, Swatch) else self._style.colour,
        )

    def show_style(self, style: Style, example: str) -> None:
        """``example`` is a prompt to show the template with."""
        self._filling = True
        self._style = style
        self._example = example
        self.name.set_text(style.name)
        self.template.set_text(style.template)
        self.avoid.set_text(style.avoid)
        self.description.set_text(style.description)
        self._swatches.setExclusive(False)
        for swatch in self._swatches.buttons():
            swatch.setChecked(isinstance(swatch, Swatch) and swatch.colour == style.colour)
            swatch.setEnabled(not style.built_in)
        self._swatches.setExclusive(True)
        for field in (self.name.edit, self.avoid.edit, self.description.edit, self.template.edit):
            field.setReadOnly(style.built_in)
        self._filling = False
        self._check()

    def _typed(self) -> None:
        if not self._filling:
            self._check()
            self.changed.emit()

    def _check(self) -> None:
        style = self.value
        self.problem.setText(style.problem)
        self.problem.setVisible(bool(style.problem))
        self.template.set_broken(bool(style.problem))
        shown = style.apply(self._example) if not style.problem else ""
        self.example.setText(self.tr("Sent as: {0}").format(shown))
        self.example.setVisible(bool(shown))


def example_of(prompt: str) -> str:
    """A prompt short enough to show a template with."""
    words = " ".join(prompt.split()) or PROMPT_PLACE
    return words if len(words) <= EXAMPLE_LETTERS else words[:EXAMPLE_LETTERS].rstrip() + "…"
