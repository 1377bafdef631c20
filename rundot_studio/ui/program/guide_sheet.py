"""The user guide over the window: its chapters at the left, a page at the right, and a field to search all of it."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.studio.guide import Chapter, chapters, picture
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.language import spoken
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE

from .guide_text import GuideText

SIDE_WIDTH = 200


class GuideSheet(Sheet):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=1060, height=780)
        words = self.tr("Guide")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self.search = LineField(self.tr("Find in the guide"), icon="search")
        describe(self.search.edit, self.tr("Find in the guide"), self.tr("Shows only chapters with these words"))
        self.search.setMaximumWidth(280)
        self.head.addWidget(self.search)
        self.tour = Button(self.tr("Take the tour"), icon="play")
        describe(self.tour, self.tour.text(), self.tr("Round the window, with its real parts"))
        self.head.addWidget(self.tour)
        self.text = GuideText(picture)
        describe(self.text, self.tr("The chapter"))
        self.nothing = Label(self.tr("No chapter has these words."), wrap=True)
        self.nothing.hide()
        self._chapters: dict[str, Chapter] = {}
        self._buttons: dict[str, Button] = {}
        self._shown = ""
        self._names = QVBoxLayout()
        self._names.setContentsMargins(GAP_LARGE, 0, 0, GAP_LARGE)
        self._names.setSpacing(2)
        self._names.addWidget(self.nothing)
        self._names.addStretch(1)
        side = QWidget()
        side.setLayout(self._names)
        column = ScrollColumn(side)
        column.setFixedWidth(SIDE_WIDTH + GAP_LARGE + GAP)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(column)
        row.addWidget(HairLine(upright=True))
        row.addWidget(self.text, 1)
        self.body.setContentsMargins(0, 0, 0, GAP)
        self.body.addLayout(row)
        self.search.changed.connect(self._look_for)
        self.text.chapter_wanted.connect(self.show_chapter)

    @property
    def shown(self) -> str:
        """The chapter that is shown, by its file's name."""
        return self._shown

    @property
    def listed(self) -> list[str]:
        """The chapters that can be chosen, by their files' names."""
        return [name for name, button in self._buttons.items() if not button.isHidden()]

    def open_guide(self, chapter: str = "") -> None:
        """Open it where it was left, or at a chapter."""
        if not self._chapters:
            self._fill()
        self.open(self.search.edit)
        self.show_chapter(chapter or self._shown or next(iter(self._chapters)))

    def show_chapter(self, name: str) -> None:
        """One chapter by its file's name; one that there is not changes nothing."""
        chapter = self._chapters.get(name)
        if chapter is None:
            return
        self._shown = name
        for other, button in self._buttons.items():
            button.setChecked(other == name)
        self.text.show_chapter(chapter.text)
        self.text.mark(self.search.text)

    def _fill(self) -> None:
        for chapter in chapters(spoken()):
            self._chapters[chapter.name] = chapter
            button = Button(chapter.title, kind=ButtonKind.QUIET, at_left=True)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFixedWidth(SIDE_WIDTH)
            describe(button, chapter.title)
            button.clicked.connect(lambda _on=False, name=chapter.name: self.show_chapter(name))
            self._buttons[chapter.name] = button
            self._names.insertWidget(self._names.count() - 1, button)

    def _look_for(self, words: str) -> None:
        for name, button in self._buttons.items():
            button.setVisible(self._chapters[name].has(words))
        listed = self.listed
        self.nothing.setVisible(not listed)
        if listed and self._shown not in listed:
            self.show_chapter(listed[0])
        else:
            self.text.mark(words)
