"""The card that exports: what can be made of a picture and its depth, how far it is, and a way to give it up."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from rundot_studio.export.naming import short_name
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.choice_row import ChoiceRow
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.theme import GAP, tokens_of

from .choice import DepthChoice
from .exporting import Exporter, Order

WIDTH = 360
SUFFIXES = {"glb": ".glb", "obj": ".obj", "webp": ".webp"}
"""What is not a PNG; layers are a folder."""


class ExportRow(ChoiceRow):
    """A target to press: nothing stays ticked."""

    HEIGHT = 44

    def __init__(self, name: str, more: str) -> None:
        super().__init__(name, more)
        self.setCheckable(False)
        describe(self, f"{name}. {more}", more)


class ProgressLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        return self._share

    def show_share(self, share: float) -> None:
        self._share = share
        self.setAccessibleName(f"{share:.0%}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.handle, 2)
            fill_rounded(painter, QRectF(0, 0, self.width() * self._share, self.height()), tokens.accent, 2)


class ExportCard(Popover):
    """``said`` brings a sentence for the status line. Closed while it exports, it goes on."""

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("Export from depth"))
        self.exporter = Exporter(self)
        self._order: Order | None = None
        self._sources = (Path(), Path())
        self._name = ""
        self._folder = ""
        self._choice = DepthChoice()
        self.rows.setContentsMargins(GAP, GAP, GAP, GAP)
        self.rows.addWidget(heading(self.tr("Export from depth")))
        self.targets: dict[str, ExportRow] = {}
        for target, name, more in self._targets():
            row = ExportRow(name, more)
            row.clicked.connect(lambda _checked=False, chosen=target: self._ask_where(chosen))
            self.targets[target] = row
            self.rows.addWidget(row)
        self._make_progress()
        self.exporter.progressed.connect(self.progress.show_share)
        self.exporter.ended.connect(self._ended)
        self.exporter.failed.connect(self._failed)

    def _targets(self) -> tuple[tuple[str, str, str], ...]:
        tr = self.tr
        return (
            ("depth8", tr("Depth map, 8 bit"), tr("Grey PNG, white near")),
            ("depth16", tr("Depth map, 16 bit"), tr("Grey PNG with fine steps, for displacement")),
            ("normal", tr("Normal map, OpenGL"), tr("Green is up: Godot, Unity, Blender")),
            ("normal-dx", tr("Normal map, DirectX"), tr("Green is down: Unreal")),
            ("layers", tr("Parallax layers"), tr("A folder of PNG layers with a JSON file")),
            ("glb", tr("Relief mesh, GLB"), tr("One file with its texture, for any engine")),
            ("obj", tr("Relief mesh, OBJ"), tr("OBJ with MTL and texture, for modelling")),
            ("webp", tr("Parallax clip"), tr("Animated WebP that loops")),
        )

    def _make_progress(self) -> None:
        self.working = QWidget()
        row = QHBoxLayout(self.working)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(GAP)
        self.words = Label("")
        self.progress = ProgressLine()
        self.cancel = Button(self.tr("Cancel"), small=True)
        describe(self.cancel, self.tr("Cancel"), self.tr("Give it up; no file is left behind"))
        self.cancel.clicked.connect(self._cancel)
        row.addWidget(self.words)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.rows.addWidget(self.working)
        self.working.hide()

    def close_threads(self) -> None:
        self.exporter.close()

    @property
    def busy(self) -> bool:
        return self._order is not None

    def open_for(self, anchor: QWidget, name: str, picture: Path, depth: Path, choice: DepthChoice) -> None:
        """Offer what can be made of a pair; ``choice`` has the parameters. What is being exported goes on."""
        self._sources = picture, depth
        self._name = short_name(name) or picture.stem
        self._choice = choice
        self._show_busy()
        self.open_below(anchor, WIDTH)
        first = self.cancel if self.busy else self.targets["depth8"]
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _ask_where(self, target: str) -> None:
        label = {"glb": "relief", "obj": "relief", "webp": "parallax"}.get(target, target)
        name = f"{self._name}-{label}"
        dialog = QFileDialog(self.window(), self.targets[target].text(), self._folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if target == "layers":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.fileSelected.connect(lambda path: self.export_to(target, Path(path) / name))
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(SUFFIXES.get(target, ".png").lstrip("."))
            dialog.selectFile(f"{name}{SUFFIXES.get(target, '.png')}")
            dialog.fileSelected.connect(lambda path: self.export_to(target, Path(path)))
        dialog.open()

    def export_to(self, target: str, place: Path) -> None:
        """A file that exists was agreed to be replaced in the dialog; what comes beside it only with it."""
        self._folder = str(place.parent)
        picture, depth = self._sources
        self._order = Order(target, picture, depth, place, self._choice, replace=place.exists())
        self.progress.show_share(0.0)
        self.words.setText(self.targets[target].text())
        self._show_busy()
        self.exporter.start(self._order)

    def _show_busy(self) -> None:
        for row in self.targets.values():
            row.setVisible(not self.busy)
        self.working.setVisible(self.busy)
        if self.isVisible():
            self.arrange()
            (self.cancel if self.busy else self.targets["depth8"]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self.exporter.cancel()
        self._order = None
        self._show_busy()
        self.said.emit(self.tr("Export cancelled; no file was left."))

    def _ended(self, path: str) -> None:
        self._order = None
        self.dismiss()
        self.said.emit(self.tr("Exported as {0}").format(path))

    def _failed(self, reason: str) -> None:
        self._order = None
        self._show_busy()
        self.said.emit(reason)
