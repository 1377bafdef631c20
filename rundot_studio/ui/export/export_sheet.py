"""The export sheet: pictures and options at the left, the sheet as it will be in the middle, what is written at the
right."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import LineField, heading
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles

from .draft import Draft
from .files_list import FilesList
from .findings_list import FindingsList
from .foot import Foot
from .frame_list import FrameList
from .options_panel import OptionsPanel
from .project_words import kind_note
from .stage import Stage

WIDE = 1150
"""A card at least so wide has wider columns."""
LIST_SHARE = 0.36
"""Of the left column's height."""


class ExportSheet(Sheet):
    """``step_back_wanted`` is Ctrl+Z, ``folder_edited`` tells another folder below the project."""

    step_back_wanted = Signal()
    folder_edited = Signal(str)
    project_wanted = Signal()

    def __init__(self, window: QWidget, thumbnails: ThumbnailSource, titles: Titles) -> None:
        super().__init__(window, "", width=1400, height=880)
        words = self.tr("Export")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self.frames = FrameList(thumbnails, titles)
        self.options = OptionsPanel()
        self.stage = Stage()
        self.findings = FindingsList()
        self.files = FilesList()
        self.foot = Foot()
        self.project = Button("", icon="project-folder", at_left=True)
        self.project.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.project.clicked.connect(self.project_wanted)
        self.folder = LineField(self.tr("the project's own folder"))
        describe(self.folder.edit, self.tr("Folder in the project"), self.tr("Made where it is not there yet"))
        self.folder.edit.textEdited.connect(self.folder_edited)
        self._left = self._make_left()
        self._right = self._make_right()
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._left)
        across.addWidget(HairLine(upright=True))
        across.addWidget(self.stage, 1)
        across.addWidget(HairLine(upright=True))
        across.addWidget(self._right)
        self.body.addWidget(HairLine())
        self.body.addLayout(across, 1)
        self.body.addWidget(HairLine())
        self.body.addWidget(self.foot)
        self._fit()

    def _make_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.frames, round(LIST_SHARE * 100))
        column.addWidget(HairLine())
        column.addWidget(ScrollColumn(self.options), round((1 - LIST_SHARE) * 100))
        return left

    def _make_right(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(GAP + GAP_SMALL, GAP, GAP + GAP_SMALL, GAP)
        column.setSpacing(GAP)
        column.addWidget(heading(self.tr("Into")))
        column.addWidget(self.project)
        column.addWidget(self.folder)
        column.addSpacing(GAP_SMALL)
        column.addWidget(self.findings)
        column.addWidget(self.files)
        column.addStretch(1)
        return ScrollColumn(content)

    def show_place(self, draft: Draft) -> None:
        """Which project and folder it goes into."""
        if draft.placed:
            self.project.setText(f"{draft.project.name}  {kind_note(draft.project.kind)}")
            self.project.set_icon_name(f"project-{_icon(draft)}")
            describe(self.project, self.tr("Into {0}").format(draft.project.name), str(draft.project.root))
        else:
            self.project.setText(self.tr("Choose a project or folder"))
            self.project.set_icon_name("project-folder")
            describe(self.project, self.project.text(), self.tr("Link a game's folder, and exports go into it"))
        self.folder.setVisible(draft.placed)
        if self.folder.text != draft.spec.folder and not self.folder.edit.hasFocus():
            self.folder.set_text(draft.spec.folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return exports from anywhere in the sheet, Ctrl+Z takes the last change back."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.foot.export.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The window's own shortcuts of the same keys wait behind the sheet."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            modifiers = event.modifiers()
            ctrl = modifiers == Qt.KeyboardModifier.ControlModifier
            letter = modifiers == Qt.KeyboardModifier.NoModifier and event.text().isalpha()
            if letter or (ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Z)):
                event.accept()
                if ctrl and event.key() == Qt.Key.Key_Z:
                    self.step_back_wanted.emit()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.place.width() >= WIDE
        self._left.setFixedWidth(300 if wide else 248)
        self._right.setFixedWidth(300 if wide else 236)


def _icon(draft: Draft) -> str:
    kind = draft.project.kind.value
    return "folder" if kind == "plain" else kind
