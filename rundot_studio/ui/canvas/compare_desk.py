"""Putting the pictures that are selected in the gallery side by side on the canvas."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.pictures.titles import short_title
from rundot_studio.ui.pictures.words import caption
from rundot_studio.ui.references.reading import read_file

from .desk import CanvasDesk
from .side_by_side import MOST

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio


class CompareDesk(QObject):
    """One per window. Looking at another picture ends the comparison; deciding for one of them shows it."""

    def __init__(self, panels: Panels, canvas: CanvasDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._studio: Studio | None = None
        self._wanted: list[Picture] = []
        self._compared: list[Picture] = []
        self._read: dict[str, QImage] = {}
        self._loader = PictureLoader(self, threads=1)
        self._loader.loaded.connect(self._loaded)
        panels.canvas.chosen.connect(self._choose)
        panels.gallery.selected.compare.clicked.connect(self.compare_selected)
        canvas.shown.connect(self._shown)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        self._wanted = []

    def close(self) -> None:
        self._loader.close()

    def compare_selected(self) -> None:
        """Two to four of them, read in the background; otherwise say what to do."""
        pictures = self._panels.gallery.view.selected_pictures()
        if self._studio is None or not 2 <= len(pictures) <= MOST:
            self._panels.status.say(self.tr("Select two to four pictures to compare them."))
            return
        self._canvas.stop_following()
        self._wanted = pictures
        self._read = {}
        for picture in pictures:
            self._loader.request(picture.id, partial(read_file, self._studio.library.absolute(picture)))

    def forget(self) -> None:
        """Somebody else has put pictures side by side: deciding for one of those is not ours."""
        self._compared, self._wanted, self._read = [], [], {}

    def _loaded(self, key: object, image: QImage) -> None:
        if not any(picture.id == key for picture in self._wanted):
            return
        if image.isNull():
            self._panels.status.say(self.tr("A picture's file can't be read: {0}").format(key))
            self._wanted = []
            return
        self._read[cast(str, key)] = image
        if len(self._read) < len(self._wanted):
            return
        captions = [self._caption(each) for each in self._wanted]
        here = self._canvas.picture
        marked = next((place for place, each in enumerate(self._wanted) if here and each.id == here.id), 0)
        images = [self._read[each.id] for each in self._wanted]
        self._compared, self._wanted, self._read = self._wanted, [], {}
        self._panels.canvas.compare_pictures(images, captions, marked)

    def _caption(self, picture: Picture) -> str:
        """Seed and first words, or the tool and the words of what it worked on."""
        title = self._panels.titles.of_picture(picture)
        if not isinstance(picture.recipe, GenerateRecipe):
            return title
        return " · ".join(filter(None, (caption(picture), short_title(title))))

    def _choose(self, number: int) -> None:
        if number < len(self._compared):
            self._canvas.go_to(self._compared[number])

    def _shown(self, _picture: Picture | None) -> None:
        if self._panels.canvas.surface is self._panels.canvas.together:
            self._panels.canvas.show_canvas()
