"""Update in project: what would change is seen first, old beside new, file by file; then it is written as one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.export.writing import Change, Resolution
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource

from .files_list import FileRow, FilesList, in_kilobytes
from .foot import Foot
from .swap_rows import Replacement, SwapRow

if TYPE_CHECKING:
    from rundot_studio.export.updating import FileUpdate, UpdatePlan

MOST_ROWS = 200


class UpdateSheet(Sheet):
    """``switched`` tells (key, on) of a picture's switch."""

    switched = Signal(str, bool)

    def __init__(self, window: QWidget, thumbnails: ThumbnailSource) -> None:
        super().__init__(window, "", width=980, height=720)
        self._thumbnails = thumbnails
        self.rows: list[SwapRow] = []
        self.advice = Label(colour="secondary", pixels=TEXT_PX, wrap=True)
        self.files = FilesList()
        self.torn = Label(colour="warn", wrap=True)
        self.foot = Foot()
        self.foot.play.hide()
        self.foot.export.setText(self.tr("Update"))
        content = QWidget()
        self._swaps = QVBoxLayout(content)
        self._swaps.setContentsMargins(GAP_LARGE + GAP, GAP, GAP_LARGE, GAP)
        self._swaps.setSpacing(0)
        self._swaps.addWidget(self.advice)
        self._swaps.addStretch(1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP)
        column.addWidget(self.files)
        column.addWidget(self.torn)
        column.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(ScrollColumn(content), 5)
        across.addWidget(HairLine(upright=True))
        across.addWidget(ScrollColumn(listed), 4)
        self.body.addWidget(HairLine())
        self.body.addLayout(across, 1)
        self.body.addWidget(HairLine())
        self.body.addWidget(self.foot)

    def show_project(self, name: str) -> None:
        words = self.tr("Update in {0}").format(name)
        self.heading.setText(words)
        self.setAccessibleName(words)

    def show_replacements(self, replacements: Sequence[Replacement]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        words = self.tr(
            "Nothing newer was made from the pictures in this project. What you cut out, enlarge or touch up of one of "
            "them is offered here."
        )
        if len(replacements) > MOST_ROWS:
            words = self.tr("The first {0} of {1}:").format(MOST_ROWS, counted(len(replacements)))
        elif replacements:
            words = self.tr("Switched on is what you gave more stars than the picture in the game.")
        self.advice.setText(words)
        for replacement in replacements[:MOST_ROWS]:
            row = SwapRow(replacement, self._thumbnails)
            row.switched.connect(self.switched)
            self.rows.append(row)
            self._swaps.insertWidget(self._swaps.count() - 1, row)
            row.show()

    def show_plan(self, plan: "UpdatePlan", resolutions: "dict[str, Resolution]") -> None:
        refusals = [sentence(update.refusal.message) for update in plan.updates if update.refusal is not None]
        rows = [FileRow(file.path, file.change, file.bytes_after, _more(file)) for file in plan.files]
        if rows:
            self.files.show_files(rows, resolutions)
        else:
            self.files.say(" ".join(refusals) or self.tr("Nothing would change."))
        self.show_torn([*(refusals if rows else []), *(sentence(each) for each in plan.torn(resolutions))])
        count = sum(row.change is not Change.SAME for row in rows)
        words = self.tr("Update 1 file") if count == 1 else self.tr("Update {0} files").format(counted(count))
        self.foot.export.setText(words if count else self.tr("Update"))
        self.foot.export.updateGeometry()
        self.foot.export.setEnabled(count > 0)
        if count and self.close_button.hasFocus():  # it was all that could be pressed while the files were looked for
            self.foot.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_torn(self, sentences: Sequence[str]) -> None:
        """What would not fit together any more."""
        self.torn.setText(" ".join(sentences))
        self.torn.setVisible(bool(sentences))


def _more(file: "FileUpdate") -> str:
    """How its size changes."""
    parts = []
    if file.size_before is not None and file.size_after is not None and file.size_before != file.size_after:
        old, new = file.size_before, file.size_after
        parts.append(f"{old[0]} × {old[1]} → {new[0]} × {new[1]}")
    before, after = in_kilobytes(file.bytes_before), in_kilobytes(file.bytes_after)
    if file.bytes_before and before != after:
        parts.append(f"{before} → {after}")
    return " · ".join(parts)
