"""What the tool bar does with the picture on the canvas: tools on one or many pictures, another seed, a copy."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QFileDialog

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import Recipe, ToolRecipe, UpscaleRecipe
from rundot_studio.domain.tool_settings import MOST_RESULT_MEGAPIXELS, TOOLS, is_too_large, result_size
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.save_copy import CopySaver
from rundot_studio.ui.prompt.price_desk import PriceDesk
from rundot_studio.ui.session.errands import Errands

from .batch_desk import BatchDesk
from .desk import CanvasDesk
from .tool_card_desk import ToolCardDesk
from .tool_settings import ToolSettings
from .tools import tool_recipe, variation

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio


class ToolDesk(QObject):
    """The tools work on what is selected in the gallery where that is more than one picture, else on the canvas's."""

    def __init__(
        self, panels: Panels, canvas: CanvasDesk, prices: PriceDesk, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._prices = prices
        self._studio: Studio | None = None
        self.settings = ToolSettings(self)
        self.cards = ToolCardDesk(panels.canvas.tools, self.settings, errands, self)
        self.batches = BatchDesk(panels, errands, self)
        self._saver = CopySaver(self)
        self._saver.saved.connect(lambda path: panels.status.say(self.tr("Saved as {0}").format(path)))
        self._saver.failed.connect(panels.status.say)
        tools = panels.canvas.tools
        tools.used.connect(self.use)
        tools.settings_wanted.connect(self.open_settings)
        panels.gallery.view.selection.changed.connect(self._show_selected)
        self.settings.changed.connect(self._show_factor)
        self.cards.applied.connect(self.apply)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self.cards.attach(studio)
        self.batches.attach(studio)

    def release(self) -> None:
        self._studio = None
        self.cards.release()
        self.batches.release()

    def close(self) -> None:
        self._saver.close()

    def targets(self) -> list[Picture]:
        """The pictures that a tool would work on now."""
        view = self._panels.gallery.view
        if view.selection.picture_count > 1:
            return view.selected_pictures()
        return [self._canvas.picture] if self._canvas.picture is not None else []

    def use(self, tool: str) -> None:
        """Do it with what the tool was last set to. Exporting is for whoever listens to the bar."""
        picture = self._canvas.picture
        if tool in TOOLS:
            self.apply(self.settings.get(tool))
        elif picture is None or self._studio is None:
            return
        elif tool == "save":
            self._ask_where_to_save(picture)
        elif tool == "vary":
            recipe = variation(self._canvas.ancestors, picture)
            if recipe is not None:
                self._guard(recipe, picture)

    def open_settings(self, tool: str) -> None:
        if self._studio is None:
            return
        if not self._panels.canvas.tools.isVisible():  # by its shortcut: the card needs the button to stand beside
            self._panels.area.show_only(None)
            self._panels.canvas.show_canvas()
        self.cards.open(tool, self.targets())

    def apply(self, settings: ToolRecipe) -> None:
        """Order the tool for its targets: refused as a whole, or guarded and sent as a whole."""
        from rundot_studio.studio.batches import check_batch, source_size

        pictures = self.targets()
        if self._studio is None or not pictures:
            return
        try:
            check_batch(settings, pictures, self._studio.capability.level)
        except StudioError as error:
            self._panels.status.say(_refusal(settings, pictures) or error.message)
            return
        if len(pictures) == 1:
            self._guard(tool_recipe(settings, pictures[0]), pictures[0])
            return
        send = partial(self._send_many, settings, pictures)
        self._prices.pass_guard(tool_recipe(settings, pictures[0]), len(pictures), send, source_size(pictures))

    def _send_many(self, settings: ToolRecipe, pictures: list[Picture]) -> None:
        self._canvas.stop_following()  # forty results would chase one another over the canvas
        self.batches.order(settings, pictures)

    def _guard(self, recipe: Recipe, parent: Picture) -> None:
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

    def _show_selected(self) -> None:
        self._panels.canvas.tools.show_selected(self._panels.gallery.view.selection.picture_count)

    def _show_factor(self, tool: str) -> None:
        settings = self.settings.get(tool)
        if isinstance(settings, UpscaleRecipe):
            self._panels.canvas.tools.show_factor(settings.factor)

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


def _refusal(settings: ToolRecipe, pictures: list[Picture]) -> str:
    """Which pictures would become too large, and how large; empty where another rule is broken."""
    translate = QCoreApplication.translate
    sizes = [result_size(settings, (picture.width, picture.height)) for picture in pictures]
    large = [size for size in sizes if is_too_large(size)]
    if not large:
        return ""
    width, height = large[0]
    if len(pictures) == 1:
        words = translate("ToolDesk", "It would have {0} × {1} pixels; at most {2} megapixels can be made.")
    else:
        words = translate("ToolDesk", "{3} of them would be too large ({0} × {1} pixels); at most {2} megapixels.")
    return words.format(width, height, MOST_RESULT_MEGAPIXELS, len(large))
