"""What a new artist sees where the pictures will be: three sentences, and three prompts to press."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, PaintedButton
from rundot_studio.ui.controls.columns import Surface
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_focus, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX, sized, tokens_of

from .tour_offer import TourOffer

WIDTH = 440
HAD_PICTURES = "had-pictures"
"""What the window remembers under: whether there were any when it was last open."""


class ExamplePrompt(PaintedButton):
    def __init__(self, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(prompt)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        describe(self, self.tr("Example: {0}").format(prompt), self.tr("Put these words into the prompt"))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.control if self.hovered else tokens.panel)
            draw_icon(painter, "pencil", tokens.accent_text, 14, (self.height() - 16) / 2, 16)
            words = QRectF(42, 0, self.width() - 54, self.height())
            draw_text(painter, words, self.text(), tokens.text, sized(self.font(), TEXT_PX))
            draw_focus(painter, self, tokens)


class EmptyGallery(Surface):
    """``chosen`` tells the words of the example that was pressed.

    ``another_folder`` is pressed for another library where this one could not be opened.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self._title = Label(self.tr("From an idea to a sprite"), colour="text", pixels=20, bold=True, wrap=True)
        self._failure = Label(colour="text", pixels=TEXT_PX, wrap=True)
        self._failure.hide()
        column.addWidget(self._title)
        column.addWidget(self._failure)
        self.another_folder = Button(self.tr("Choose another folder"), icon="folder")
        describe(self.another_folder, self.tr("Choose another folder"), self.tr("Where your pictures are, or will be"))
        self.another_folder.hide()
        column.addWidget(self.another_folder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GAP // 2)
        teaching: list[QWidget] = []
        for sentence in self._sentences():
            teaching.append(Label(sentence, pixels=TEXT_PX, wrap=True))
            column.addWidget(teaching[-1])
        column.addSpacing(GAP_LARGE)
        teaching.append(Label(self.tr("Or begin with one of these:"), colour="secondary"))
        column.addWidget(teaching[-1])
        self.examples: list[ExamplePrompt] = []
        for prompt in self._prompts():
            example = ExamplePrompt(prompt)
            example.clicked.connect(lambda _checked=False, words=prompt: self.chosen.emit(words))
            self.examples.append(example)
            column.addWidget(example)
        column.addSpacing(GAP)
        self.tour = TourOffer()
        column.addWidget(self.tour)
        self._foot: QWidget | None = None
        self._teaching = [*teaching, *self.examples]
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_LARGE * 2, GAP_LARGE, GAP_LARGE * 2, GAP_LARGE)
        outer.addStretch(2)
        row = QHBoxLayout()  # with an alignment instead of stretches, long words would get no second line
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self._middle = middle
        middle.setMinimumWidth(300)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def failure(self) -> str:
        return self._failure.text()

    def show_failure(self, words: str) -> None:
        """The studio could not be opened: say why in place of everything else. Empty words take it back."""
        self._title.setText(self.tr("The studio could not be opened") if words else self.tr("From an idea to a sprite"))
        self._title.set_colour("bad" if words else "text")
        self._failure.setText(words)
        if words:
            self.hold_back(False)
        self._failure.setVisible(bool(words))
        self.another_folder.setVisible(bool(words))
        for widget in self._teaching:
            widget.setVisible(not words)
        self.tour.show_while(not words)

    def hold_back(self, held: bool) -> None:
        """Whether nothing at all is shown: pictures will very likely come in its place in a moment."""
        self._middle.setVisible(not held)

    def show_foot(self, foot: QWidget | None) -> None:
        """What is told below everything else; nothing above moves for it."""
        if self._foot is not None:
            self._foot.hide()
            self._foot.deleteLater()
        self._foot = foot
        if foot is not None:
            foot.setParent(self)
            foot.show()
            self._place_foot()

    @property
    def foot(self) -> QWidget | None:
        return self._foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def _place_foot(self) -> None:
        if self._foot is None:
            return
        column = self._middle.geometry()
        height = self._foot.heightForWidth(column.width())
        top = self.height() - height - GAP_LARGE
        self._foot.setGeometry(column.x(), top, column.width(), height)
        if column.bottom() + GAP > top:  # large words in a small window: all above moves up a little
            self._outer.setContentsMargins(GAP_LARGE * 2, GAP, GAP_LARGE * 2, height + GAP_LARGE + GAP)

    def _sentences(self) -> tuple[str, str, str]:
        return (
            self.tr("Write what you would like to see, then press Ctrl+Return."),
            self.tr("Every picture keeps its whole recipe, so you can make it again or change one word."),
            self.tr("Cut it out, enlarge it or take its depth with the tools below the picture."),
        )

    def _prompts(self) -> tuple[str, str, str]:
        return (
            self.tr("a brave knight with a sword, pixel art, front view"),
            self.tr("a castle on a hill at sunset, painterly backdrop"),
            self.tr("a faceted ruby gem, flat vector icon"),
        )
