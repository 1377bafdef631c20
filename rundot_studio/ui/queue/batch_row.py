"""A batch in the queue: one row with one bar for many pictures, in place of a row for each."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.painting import draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, SMALL_PX, sized, tokens_of
from rundot_studio.ui.gallery.cards import draw_progress


class BatchRow(QWidget):
    """``pressed`` is the one thing that can be done with it, cancel or retry; ``dismissed`` takes it away."""

    pressed = Signal()
    dismissed = Signal()
    HEIGHT = 56

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._share = 0.0
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button = Button(kind=ButtonKind.LINK)
        self.close_button = Button(icon="close", kind=ButtonKind.QUIET, small=True)
        describe(self.close_button, self.tr("Dismiss"), self.tr("Leave what failed as it is"))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_LARGE, 0, GAP_LARGE + GAP, GAP)
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self.pressed)
        self.close_button.clicked.connect(self.dismissed)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    @property
    def share(self) -> float:
        return self._share

    def show_batch(self, words: str, share: float, action: str) -> None:
        """``share`` of the work that is done, 0..1; without words there is no batch."""
        failed = share >= 1.0
        self._words = words
        self._share = share
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.button.setText(action)
        describe(self.button, f"{action}: {words}", action)
        self.button.updateGeometry()
        self.close_button.setVisible(failed)
        self.setVisible(bool(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        failed = self._share >= 1.0
        ground = QRectF(self.rect()).adjusted(GAP_LARGE, 0, -GAP_LARGE, -GAP)
        inside = ground.adjusted(12, 0, -12, 0)
        right = self.button.x() - GAP
        words = QRectF(inside.x(), ground.y() + 6, right - inside.x(), 18)
        with painting(self) as painter:
            fill_rounded(painter, ground, tokens.bad_soft if failed else tokens.control)
            if failed:
                words.setHeight(ground.height() - 12)
            draw_text(painter, words, self._words, tokens.bad if failed else tokens.text, sized(self.font(), SMALL_PX))
            if not failed:
                bar = QRectF(inside.x(), ground.y() + 32, right - inside.x(), 4)
                draw_progress(painter, bar, self._share, tokens)
