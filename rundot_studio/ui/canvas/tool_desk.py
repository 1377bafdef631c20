"""What the tool bar does with the picture on the canvas: orders of tools, another seed, a copy as a file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import Recipe
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.save_copy import CopySaver
from rundot_studio.ui.prompt.price_desk import PriceDesk

from .desk import CanvasDesk
from .tools import tool_recipe, variation

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio


class ToolDesk(QObject):
    def __init__(self, panels: Panels, canvas: CanvasDesk, prices: PriceDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._prices = prices
        self._studio: Studio | None = None
        self._saver = CopySaver(self)
        self._saver.saved.connect(lambda path: panels.status.say(self.tr("Saved as {0}").format(path)))
        self._saver.failed.connect(panels.status.say)
        panels.canvas.tools.used.connect(self.use)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None

    def close(self) -> None:
        self._saver.close()

    def use(self, tool: str) -> None:
        """Order what the tool makes of the picture on the canvas."""
        picture = self._canvas.picture
        if picture is None or self._studio is None:
            return
        if tool == "save":
            self._ask_where_to_save(picture)
        elif tool == "vary":
            recipe = variation(self._canvas.ancestors, picture)
            if recipe is not None:
                self.order(recipe, picture)
        else:
            self.order(tool_recipe(tool, picture), picture)

    def order(self, recipe: Recipe, parent: Picture) -> None:
        """Send it, once the spending guard lets it pass."""
        size = (parent.width, parent.height)
        self._prices.pass_guard(recipe, 1, partial(self._submit, recipe, parent), size)

    def _submit(self, recipe: Recipe, parent: Picture) -> None:
        if self._studio is None:
            return
        self._canvas.follow()
        try:
            self._studio.queue.submit(recipe, parent=parent)
        except StudioError as error:
            self._panels.status.say(error.message)

    def _ask_where_to_save(self, picture: Picture) -> None:
        dialog = QFileDialog(self._panels.canvas.window(), self.tr("Save a copy"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(picture.path).suffix.lstrip("."))
        dialog.selectFile(Path(picture.path).name)
        dialog.fileSelected.connect(lambda name: self.save_copy(picture, Path(name)))
        dialog.open()

    def save_copy(self, picture: Picture, target: Path) -> None:
        if self._studio is not None:
            self._saver.save(self._studio.library.absolute(picture), target)
