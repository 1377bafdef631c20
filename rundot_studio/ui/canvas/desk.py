"""What is on the canvas: one picture with its family, read off the window's thread, and looked after when it goes."""

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.pictures.words import kind_words
from rundot_studio.ui.references.reading import read_file

if TYPE_CHECKING:  # the services pull in what may only be imported after the first paint
    from rundot_studio.studio.studio import Studio

ANCESTORS_MOST = 8
KEPT_PICTURES = 4
KEPT_BYTES = 512 * 1024 * 1024
"""Decoded pictures kept for walking to and fro; fewer where they are large, but never less than two."""
PREVIEW_FROM_PIXELS = 4_000_000
"""A picture that takes so long to read is shown as a thumbnail until then."""
PREVIEW_PX = 256


class CanvasDesk(QObject):
    """One per window. ``shown`` tells which picture is on the canvas now, or None."""

    shown = Signal(object)

    def __init__(self, panels: Panels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._studio: Studio | None = None
        self.picture: Picture | None = None
        """The picture on the canvas."""
        self.ancestors: list[Picture] = []
        """What it was made from, the first of the family first."""
        self._following = True
        self._decoded: OrderedDict[str, QImage] = OrderedDict()
        self._loader = PictureLoader(self, threads=1)
        self._loader.loaded.connect(self._decoded_arrived)
        panels.gallery.view.picked.connect(self._picked)
        panels.gallery.view.walked.connect(self._chosen_by_hand)
        panels.inspector.walked.connect(self.show_picture)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None

    def close(self) -> None:
        self._loader.close()

    def select_shown(self) -> None:
        """What was on the canvas before another connection was opened, else the newest picture."""
        view = self._panels.gallery.view
        row = view.rows.row_of_picture(self.picture.id) if self.picture is not None else None
        if row is None and view.rows.picture_count:
            row = view.rows.job_count
        if row is not None:
            view.select_row(row)

    def look_after_picture(self, _deleted: object = None) -> None:
        """Show another picture where the one on the canvas was deleted, or where its row was read anew."""
        if self._studio is None or self.picture is None:
            return
        if self._studio.library.deleted([self.picture.id]):
            self._show_nothing()
        view = self._panels.gallery.view
        if not view.currentIndex().isValid():
            self.select_shown()
        elif not view.selectionModel().hasSelection():
            view.select_row(view.currentIndex().row())

    def _show_nothing(self) -> None:
        self.picture = None
        self.ancestors = []
        self._panels.canvas.canvas.clear()
        self._panels.canvas.refresh()
        self._panels.inspector.show_nothing()
        self.shown.emit(None)

    def _picked(self, item: object) -> None:
        if isinstance(item, Picture):
            self.show_picture(item)
        elif isinstance(item, Job):
            self._panels.inspector.show_job(item)

    def _chosen_by_hand(self) -> None:
        """Who looks at a picture is left in peace by new ones; who looks at a job waits for what it makes."""
        self._following = isinstance(self._panels.gallery.view.current_item(), Job)

    def follow(self) -> None:
        """Show what is made next when it comes."""
        self._following = True

    def stop_following(self) -> None:
        self._following = False

    def picture_arrived(self, picture: Picture) -> None:
        view = self._panels.gallery.view
        row = view.rows.row_of_picture(picture.id)
        if self._following and row is not None:
            view.select_row(row)
        elif self.picture is not None and picture.parent_id == self.picture.id:
            self._show_family(self.picture)

    def show_picture(self, picture: Picture) -> None:
        """Put it on the canvas and into the inspector, and read its pixels."""
        if self._studio is None:
            return
        self.picture = picture
        self._show_family(picture)
        self._show_pixels()
        self._show_preview(picture)
        self._read(picture)
        if self.ancestors and not isinstance(picture.recipe, GenerateRecipe):
            self._read(self.ancestors[-1])
        self.shown.emit(picture)

    def _show_preview(self, picture: Picture) -> None:
        """Its thumbnail at its size, where the gallery has it and reading the picture takes long."""
        canvas = self._panels.canvas.canvas
        if canvas.key == picture.id or picture.width * picture.height < PREVIEW_FROM_PIXELS:
            return
        thumbnail = self._panels.thumbnails.get(picture, PREVIEW_PX, always=True)
        if not thumbnail.isNull():
            canvas.show_preview(thumbnail.toImage(), QSize(picture.width, picture.height))
            self._panels.canvas.refresh()

    def find(self, words: str, most: int) -> list[Picture]:
        """Pictures with these words in their recipe, tags or notes, newest first."""
        return self._studio.library.page(most, search=words) if self._studio is not None else []

    def go_to(self, picture: Picture) -> None:
        """Show it, and select it in the gallery where the gallery shows it."""
        self._following = False
        row = self._panels.gallery.view.rows.row_of_picture(picture.id)
        if row is not None:
            self._panels.gallery.view.select_row(row)
        else:
            self.show_picture(picture)

    def _show_family(self, picture: Picture) -> None:
        assert self._studio is not None
        library = self._studio.library
        self.ancestors = []
        parent_id = picture.parent_id
        while parent_id and len(self.ancestors) < ANCESTORS_MOST:
            try:
                parent = library.get(parent_id)
            except StudioError:
                break  # the parent was removed; the family begins here
            self.ancestors.insert(0, parent)
            parent_id = parent.parent_id
        self._panels.inspector.show_picture(picture, self.ancestors, list(library.children(picture.id)))

    def _read(self, picture: Picture) -> None:
        assert self._studio is not None
        if picture.id not in self._decoded:
            self._loader.request(picture.id, partial(read_file, self._studio.library.absolute(picture)))

    def _decoded_arrived(self, key: object, image: QImage) -> None:
        picture_id = cast(str, key)
        if image.isNull():
            self._panels.status.say(self.tr("A picture's file can't be read: {0}").format(picture_id))
            return
        self._decoded[picture_id] = image
        self._decoded.move_to_end(picture_id)
        while len(self._decoded) > 2 and (
            len(self._decoded) > KEPT_PICTURES or sum(map(QImage.sizeInBytes, self._decoded.values())) > KEPT_BYTES
        ):
            self._decoded.popitem(last=False)
        self._show_pixels()

    def _show_pixels(self) -> None:
        """Show what has been decoded so far of the picture and of what it was made from."""
        if self.picture is None:
            return
        canvas = self._panels.canvas.canvas
        image = self._decoded.get(self.picture.id)
        if image is None:
            return
        if canvas.key != self.picture.id:
            canvas.show_picture(image, self.picture.id)
            canvas.show_before(QImage())
        parent = self.ancestors[-1] if self.ancestors else None
        if parent is not None and not isinstance(self.picture.recipe, GenerateRecipe):
            before = self._decoded.get(parent.id)
            if before is not None and not canvas.can_compare:
                canvas.show_before(before, self.tr("Before"), kind_words(self.picture.recipe))
        self._panels.canvas.refresh()
