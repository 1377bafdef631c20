"""The files that an export would write, each with what becomes of it; what somebody else changed waits for a word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.export.writing import Change, Resolution
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.numbers import counted, rounded
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

MOST_ROWS = 60


@dataclass(frozen=True)
class FileRow:
    """``path`` is below the project, with forward slashes; ``bytes`` is how large it will be; ``more`` stands below."""

    path: str
    change: Change
    bytes: int
    more: str = ""


def in_kilobytes(count: int) -> str:
    """As file managers tell it: 212 KB, 4.2 MB."""
    if count < 1_000:
        return f"{count} B"
    return f"{rounded(count / 1_000, 0)} KB" if count < 1_000_000 else f"{rounded(count / 1_000_000, 1)} MB"


class FilesList(QWidget):
    """``resolved`` tells (path, Resolution) where the artist says what becomes of somebody else's file."""

    resolved = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_SMALL)
        self._column.addWidget(self.title)
        self._parts: list[QWidget] = []
        self.choices: dict[str, Segment] = {}

    def show_files(self, files: Iterable[FileRow], chosen: "dict[str, Resolution]") -> None:
        """What needs a word comes first; ``chosen`` are the words that were said."""
        self.clear()
        rows = sorted(files, key=lambda row: (row.change is not Change.FOREIGN, row.change is Change.SAME, row.path))
        writing = [row for row in rows if row.change is not Change.SAME]
        self.title.setText(self._summary(rows, writing))
        foreign = sum(row.change is Change.FOREIGN for row in rows)
        most = max(MOST_ROWS, foreign)
        for row in rows[:most]:
            self._add(self._line(row))
            if row.more:
                self._add(Label(row.more, colour="faint", tabular=True))
            if row.change is Change.FOREIGN:
                self._add(self._choice(row, chosen.get(row.path)))
        if len(rows) > most:
            self._add(Label(self.tr("and {0} more").format(counted(len(rows) - most)), colour="secondary"))

    def say(self, words: str) -> None:
        """In place of files."""
        self.clear()
        self.title.setText(self.tr("Files"))
        self._add(Label(words, colour="secondary", wrap=True))

    def clear(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        self.choices = {}
        self.title.setText("")

    def _summary(self, rows: Sequence[FileRow], writing: Sequence[FileRow]) -> str:
        if not writing:
            return self.tr("All files are there already, just like this")
        size = in_kilobytes(sum(row.bytes for row in writing))
        if len(writing) == 1:
            return self.tr("1 file, {0}").format(size)
        return self.tr("{0} files, {1}").format(counted(len(writing)), size)

    def _line(self, row: FileRow) -> QWidget:
        words, colour = {
            Change.NEW: (self.tr("new"), "good"),
            Change.UPDATED: (self.tr("changed"), "accent_text"),
            Change.SAME: (self.tr("same"), "faint"),
            Change.FOREIGN: (self.tr("by others"), "bad"),
        }[row.change]
        line = QWidget()
        path = Label(row.path, colour="secondary" if row.change is Change.SAME else "text", wrap=True)
        path.setToolTip(row.path)
        change = Label(words, colour=colour)
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        across.addWidget(path, 1)
        across.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        line.setAccessibleName(f"{row.path}, {words}")
        return line

    def _choice(self, row: FileRow, chosen: Resolution | None) -> QWidget:
        segment = Segment(
            self.tr("What becomes of {0}").format(row.path),
            (
                ("", self.tr("Choose"), self.tr("Somebody else made or changed this file")),
                (Resolution.OVERWRITE.value, self.tr("Replace"), self.tr("Theirs is lost, until you undo")),
                (Resolution.KEEP.value, self.tr("Keep"), self.tr("Theirs stays as it is")),
                (Resolution.BESIDE.value, self.tr("Beside"), self.tr("Theirs stays, ours goes next to it")),
            ),
        )
        describe(segment, segment.accessibleName(), self.tr("Somebody else made or changed this file"))
        if chosen is not None:
            segment.choose(chosen.value)
        segment.chosen.connect(partial(self._resolve, row.path))
        self.choices[row.path] = segment
        return segment

    def _resolve(self, path: str, value: str) -> None:
        self.resolved.emit(path, Resolution(value) if value else None)

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)
        part.show()
