"""The card below the project's button: the linked projects, linking another folder, and what can be done with one."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind, PaintedButton
from rundot_studio.ui.controls.columns import HairLine
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_focus, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.theme import GAP, SMALL_PX, TEXT_PX, sized, tokens_of

from .folder_drop import dropped_folder
from .project_words import kind_note

if TYPE_CHECKING:
    from rundot_studio.studio.projects import LinkedProject

WIDTH = 380


class ProjectChoice(PaintedButton):
    """A project to choose: its kind's icon, name and folder; a missing one is greyed. ``stepped`` is an arrow key."""

    HEIGHT = 46
    stepped = Signal(int)

    def __init__(self, name: str, note: str, folder: str, icon: str, *, missing: bool = False) -> None:
        super().__init__()
        self._note = note
        self._folder = folder
        self._icon = icon
        self._missing = missing
        self.setText(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = self.tr("{0} is not there any more").format(folder) if missing else folder
        describe(self, ", ".join(filter(None, (name, note, told))), told or name)

    def sizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Its owner says which is chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.isChecked():
                fill_rounded(painter, self.rect(), tokens.accent_soft)
            elif self.hovered or self.hasFocus():
                fill_rounded(painter, self.rect(), tokens.hover)
            colour = tokens.faint if self._missing else tokens.text
            draw_icon(painter, self._icon, tokens.faint if self._missing else tokens.secondary, 12, 14, 18)
            font = sized(self.font(), TEXT_PX, bold=True)
            left = 42.0
            room = self.width() - left - (34 if self.isChecked() else 8)
            name_width = min(text_width(self.text(), font), room)
            top = 6 if self._folder else 14
            draw_text(painter, QRectF(left, top, name_width, 18), self.text(), colour, font)
            small = sized(self.font(), SMALL_PX)
            note = QRectF(left + name_width + GAP, top, room - name_width - GAP, 18)
            draw_text(painter, note, self._note, tokens.secondary, small)
            draw_text(painter, QRectF(left, 24, room, 17), self._below, tokens.secondary, small)
            if self.isChecked():
                draw_icon(painter, "check", tokens.accent_text, self.width() - 28, (self.height() - 16) / 2, 16)
            draw_focus(painter, self, tokens)

    @property
    def _below(self) -> str:
        return self.tr("Not there any more") if self._missing else self._folder


class ProjectPopover(Popover):
    """``chosen`` tells a project's folder, empty for no project; ``found_again`` and ``removed`` too."""

    chosen = Signal(str)
    link_wanted = Signal()
    find_wanted = Signal(str)
    removed = Signal(str)
    folder_dropped = Signal(str)
    update_wanted = Signal()
    links_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("Projects"))
        self.setAcceptDrops(True)
        self.choices: dict[str, ProjectChoice] = {}
        self._shown: object = None

    def show_projects(self, projects: "Sequence[LinkedProject]", chosen: str, updates: int) -> None:
        """``chosen`` is the folder of the one that exports go into, empty for none."""
        shown = (list(projects), chosen, updates)
        if shown == self._shown:
            return
        self._shown = shown
        had_focus = self.isVisible()
        while self.rows.count():
            item = self.rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        if not projects:
            advice = Label(
                self.tr("Link the folder of your game: exports go to the right place in it, and newer pictures too."),
                wrap=True,
            )
            advice.setContentsMargins(12, GAP, 12, GAP)
            self.rows.addWidget(advice)
        for project in projects:
            self.rows.addWidget(self._row(project, chosen))
        nothing = ProjectChoice(self.tr("No project"), "", "", "close")
        nothing.setChecked(not chosen)
        nothing.clicked.connect(lambda: self.chosen.emit(""))
        self.choices[""] = nothing
        if projects:
            self.rows.addWidget(nothing)
        self.rows.addWidget(HairLine())
        link = self._button(self.tr("Link a folder"), "plus", self.tr("Choose a game's folder, or drop it here"))
        link.clicked.connect(self.link_wanted)
        there = any(str(project.root) == chosen and not project.missing for project in projects)
        if there:
            words = self.tr("Update in project")
            update = self._button(words, "update", self.tr("Write newer pictures in place of those exported"))
            if updates:
                update.setText(self.tr("Update in project: {0}").format(updates))
            update.clicked.connect(self.update_wanted)
            went = self._button(self.tr("What went where"), "link", self.tr("All exports into this project"))
            went.clicked.connect(self.links_wanted)
        for choice in self.choices.values():
            choice.stepped.connect(partial(self._step, choice))
        for place in range(self.rows.count()):
            item = self.rows.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.show()  # Qt would do so with the next event, and lays out only what is shown
        self.arrange()
        if had_focus:
            self.focus_chosen()

    def focus_chosen(self) -> None:
        checked = [choice for choice in self.choices.values() if choice.isChecked() and choice.isVisible()]
        target: QWidget = checked[0] if checked else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, choice: ProjectChoice, by: int) -> None:
        """To the next project, past the buttons beside it."""
        choices = [each for each in self.choices.values() if each.isVisible()]
        choices[(choices.index(choice) + by) % len(choices)].setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, project: "LinkedProject", chosen: str) -> QWidget:
        root = str(project.root)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        choice = ProjectChoice(project.name, kind_note(project.kind), root, project.icon, missing=project.missing)
        choice.setChecked(root == chosen)
        if project.missing:
            choice.clicked.connect(lambda: self.find_wanted.emit(root))
        else:
            choice.clicked.connect(lambda: self.chosen.emit(root))
        self.choices[root] = choice
        line.addWidget(choice, 1)
        if project.missing:
            find = Button(self.tr("Find again"), kind=ButtonKind.LINK)
            describe(find, self.tr("Find {0} again").format(project.name), self.tr("Choose where its folder is now"))
            find.clicked.connect(lambda: self.find_wanted.emit(root))
            line.addWidget(find)
        remove = Button(icon="close", kind=ButtonKind.QUIET, small=True)
        words = self.tr("Remove from the list; nothing in its folder is touched")
        describe(remove, self.tr("Remove {0} from the list").format(project.name), words)
        remove.clicked.connect(lambda: self.removed.emit(root))
        line.addWidget(remove)
        return row

    def _button(self, words: str, icon: str, tip: str) -> Button:
        button = Button(words, kind=ButtonKind.QUIET, icon=icon, at_left=True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(button, words, tip)
        self.rows.addWidget(button)
        return button

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_folder(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folder = dropped_folder(event.mimeData())
        if folder is not None:
            event.acceptProposedAction()
            self.folder_dropped.emit(str(folder))
