"""The left column: everything that goes into the next picture, and the button that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from rundot_studio.domain.catalog import DEFAULT_IMAGE_SIZE, IMAGE_SIZES, ApiLevel, pixel_size
from rundot_studio.domain.styles import own_avoid
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import ScrollColumn, Surface
from rundot_studio.ui.controls.describe import describe, shortcut_text
from rundot_studio.ui.controls.fields import Label, LineField, heading
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, GAP_SMALL, PRIMARY_HEIGHT
from rundot_studio.ui.controls.toggle import Toggle
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.references.strip import ReferenceStrip

from .model_card import ModelCard
from .model_offer import ModelOffer
from .order_question import OrderQuestion
from .own_size import OwnSize
from .prompt_section import LARGEST_SHOWN, PromptSection
from .request import OrderRequest
from .seed_field import SeedField
from .shape_tiles import ShapeTiles
from .spending_guard import SpendingGuard

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import GenerateRecipe

GENERATE_SHORTCUT = "Ctrl+Return"
MATRIX_SHORTCUT = "Ctrl+M"
SPACING = 14
SPACING_DENSE = 4
COUNTS = ("1", "4", "9")


class PromptPanel(Surface):
    """``generate`` carries an :class:`OrderRequest`; ``order_changed`` tells that its price may be another,
    ``model_changed`` that another model is chosen, ``changed`` that anything is."""

    generate = Signal(object)
    changed = Signal()
    order_changed = Signal()
    model_changed = Signal()

    def __init__(self, loader: PictureLoader, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName(self.tr("Prompt panel"))
        self._resizes = False
        self._make_controls(loader)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(GAP_LARGE, GAP_LARGE, GAP_LARGE, GAP)
        column.setSpacing(SPACING)
        self._column = column
        self._lay_out(column)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollColumn(content)
        outer.addWidget(self._scroll, 1)
        foot = QVBoxLayout()
        self._foot = foot
        foot.addWidget(self.size_question)
        foot.addWidget(self.guard)
        foot.addWidget(self.price)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.generate_button, 1)
        buttons.addWidget(self.matrix_button)
        foot.addLayout(buttons)
        outer.addLayout(foot)
        self._connect()
        self._refresh()
        self.set_dense(False)

    def _make_controls(self, loader: PictureLoader) -> None:
        self.words = PromptSection()
        self.prompt = self.words.prompt
        self.complaint = self.words.complaint
        self.prompt.edit.setPlaceholderText(self.tr("What would you like to see?"))
        describe(self.prompt.edit, self.tr("Prompt"), self.tr("What the picture should show"), GENERATE_SHORTCUT)
        self.avoid = LineField(self.tr("blurry, text, extra limbs"))
        describe(self.avoid.edit, self.tr("Avoid"), self.tr("What the picture should not show"))
        self.model = ModelCard()
        self.caution = Label(colour="warn", wrap=True)
        self.caution.hide()
        self.shape = ShapeTiles()
        self.pixels = Label(colour="faint", tabular=True)
        self.image_size = Segment(
            self.tr("Size"), [(size, size, self.tr("{0} pixels").format(size)) for size in IMAGE_SIZES]
        )
        self.own_size = OwnSize()
        self.seed = SeedField()
        self.count = Segment(
            self.tr("Pictures"), [(count, count, self.tr("{0} at a time").format(count)) for count in COUNTS]
        )
        self.references = ReferenceStrip(loader)
        self.cut_out = Toggle(self.tr("Cut out at once"))
        describe(self.cut_out, self.tr("Cut out at once"), self.tr("Remove the background of every new picture"))
        self.guard = SpendingGuard()
        self.size_question = OrderQuestion(self.tr("Many pictures"))
        self.price = Label(colour="secondary", tabular=True)
        self.price.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.price.hide()
        self._price_words = ""
        self.matrix_button = Button(icon="matrix")
        self.matrix_button.setFixedSize(PRIMARY_HEIGHT, PRIMARY_HEIGHT)
        describe(
            self.matrix_button,
            self.tr("Matrix"),
            self.tr("Vary two things, each against the other, and see all on one sheet"),
            MATRIX_SHORTCUT,
        )
        self.generate_button = Button(
            self.tr("Generate"), kind=ButtonKind.PRIMARY, hint=shortcut_text(GENERATE_SHORTCUT).replace("Return", "↵")
        )
        describe(self.generate_button, self.tr("Generate"), self.tr("Make the pictures"), GENERATE_SHORTCUT)

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.addWidget(self.words)
        column.addLayout(_titled(self.tr("Avoid"), self.avoid))
        column.addLayout(_titled(self.tr("Model"), self.model, below=self.caution))
        self._size_row = QWidget()
        _fill(self._size_row, _titled(self.tr("Size"), self.image_size))
        column.addWidget(self._size_row)
        column.addLayout(_titled(self.tr("Shape"), self.shape, self.pixels))
        self._own_size_row = QWidget()
        _fill(self._own_size_row, _titled(self.tr("Own size"), self.own_size))
        self._own_size_row.hide()
        column.addWidget(self._own_size_row)
        pair = QHBoxLayout()
        pair.setSpacing(GAP_LARGE)
        pair.addLayout(_titled(self.tr("Seed"), self.seed), 1)
        pair.addLayout(_titled(self.tr("Pictures"), self.count))
        column.addLayout(pair)
        column.addWidget(self.references)
        column.addWidget(self.cut_out)

    def _connect(self) -> None:
        self.words.order_changed.connect(self._refresh)
        self.words.order_changed.connect(self.order_changed)
        self.model.chosen.connect(self._refresh)
        self.model.chosen.connect(lambda _name: self.model_changed.emit())
        self.image_size.chosen.connect(self._refresh)
        self.shape.chosen.connect(self._refresh)
        self.count.chosen.connect(self._refresh)
        self.own_size.changed.connect(self._refresh)
        for changed in (self.model.chosen, self.image_size.chosen, self.count.chosen, self.cut_out.toggled):
            changed.connect(lambda _value: self.order_changed.emit())
        self.prompt.edit.pictures_given.connect(self.references.take)
        self.references.spoke.connect(self._show_references, Qt.ConnectionType.QueuedConnection)
        self.generate_button.clicked.connect(self.send)
        for heard in (self.prompt.changed, self.avoid.changed, self.shape.chosen):
            heard.connect(lambda _value: self.changed.emit())
        for quiet in (self.order_changed, self.own_size.changed, self.seed.changed, self.references.changed):
            quiet.connect(self.changed)

    def _show_references(self) -> None:
        """Scroll to what the references say, once it has its place."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._scroll.ensureWidgetVisible(self.references, 0, GAP)

    def recipe(self) -> GenerateRecipe:
        """What the controls say now; a seed only where it is locked, a size only where the model has a choice."""
        from rundot_studio.domain.recipe import CutoutSettings, GenerateRecipe

        return GenerateRecipe(
            prompt=self.prompt.text,
            negative_prompt=self.avoid.text.strip(),
            model=self.model.value,
            aspect_ratio=self.shape.value,
            image_size=self.image_size.value if self._has_sizes() else None,
            seed=self.seed.value,
            references=self.references.value,
            remove_background=CutoutSettings() if self.cut_out.isChecked() else None,
            resize=self.own_size.value if self._resizes else None,
        )

    def show_recipe(self, recipe: GenerateRecipe) -> None:
        """Fill every control from a picture's recipe."""
        self.words.show_recipe(recipe)
        self.avoid.set_text(self._own_avoid(recipe))
        self.model.choose(recipe.model)
        self.shape.choose(recipe.aspect_ratio)
        self.image_size.choose(recipe.image_size or DEFAULT_IMAGE_SIZE)
        self.seed.set_value(recipe.seed)
        self.references.set_value(recipe.references)
        self.cut_out.setChecked(recipe.remove_background is not None)
        self.own_size.set_value(recipe.resize)

    def add_above_button(self, widget: QWidget) -> None:
        """What another area has to tell where orders are sent."""
        self._foot.insertWidget(0, widget)

    def request(self) -> OrderRequest:
        """What would be sent now."""
        return OrderRequest(self.recipe(), self.words.styles.value, self.picture_count, self.words.expands)

    def _own_avoid(self, recipe: GenerateRecipe) -> str:
        """What the artist avoided: without that of the styles, which come with their chips."""
        chosen = self.words.styles
        theirs = [style for style in chosen.known if style.id in recipe.styles]
        if not theirs or not recipe.template or not chosen.knows(recipe.styles):
            return recipe.negative_prompt
        return own_avoid(recipe.negative_prompt, theirs)

    def set_dense(self, dense: bool) -> None:
        """Lower controls, so that a short window shows them all."""
        self.words.set_dense(dense)
        self.shape.set_dense(dense)
        self._column.setSpacing(SPACING_DENSE if dense else SPACING)
        margin = GAP_SMALL if dense else GAP  # the dock's grip is above
        self._column.setContentsMargins(GAP_LARGE, margin, GAP_LARGE, GAP_SMALL if dense else GAP)
        self._foot.setSpacing(GAP_SMALL if dense else GAP)
        self._foot.setContentsMargins(GAP_LARGE, GAP_SMALL, GAP_LARGE, GAP + 2 if dense else GAP_LARGE)

    def take_over(self, part: str, recipe: GenerateRecipe) -> None:
        """Fill the one control that ``part`` names: prompt, avoid, model, shape, seed or references."""
        if part == "prompt":
            self.words.show_recipe(recipe)
        elif part == "avoid":
            self.avoid.set_text(self._own_avoid(recipe))
        elif part == "model":
            self.model.choose(recipe.model)
        elif part == "shape":
            self.shape.choose(recipe.aspect_ratio)
            self.image_size.choose(recipe.image_size or DEFAULT_IMAGE_SIZE)
            self.own_size.set_value(recipe.resize)
        elif part == "seed":
            self.seed.set_value(recipe.seed)
        elif part == "references":
            self.references.set_value(recipe.references)

    @property
    def picture_count(self) -> int:
        return int(self.count.value)

    def send(self) -> None:
        """Tell the order, or say at the prompt what is missing."""
        if not self.prompt.text:
            self.complain(self.tr("Write what you would like to see."))
            return
        if self._resizes and self.own_size.complaint:
            self.complain(self.own_size.complaint)
            self.own_size.width_field.edit.setFocus()
            return
        self.complain("")
        self.prompt.remember(self.prompt.text)
        self.generate.emit(self.request())

    def complain(self, words: str) -> None:
        """Show a broken rule where it was broken; empty words take it back."""
        self.words.complain(words)

    def set_offers(self, offers: Sequence[ModelOffer]) -> None:
        """The models that the service offers now."""
        self.model.set_offers(offers)
        self._refresh()

    def set_level(self, level: ApiLevel) -> None:
        """What the connection's API takes."""
        self.references.set_most(level.most_references)
        self._resizes = level.resizes
        self._own_size_row.setVisible(level.resizes)
        self._refresh()

    def show_caution(self, words: str) -> None:
        """What to know of the chosen model before sending; empty words take it back."""
        self.caution.setText(words)
        self.caution.setVisible(bool(words))

    def show_price(self, words: str, tip: str = "") -> None:
        """What the order would cost; empty where nobody tells."""
        self._price_words = words
        self.price.setToolTip(tip)
        self._show_order()

    @property
    def pictures(self) -> int:
        """How many would be sent now."""
        return self.words.pictures(self.picture_count)

    def _show_order(self) -> None:
        """The number of pictures where alternatives make it another than what is chosen below, and the price."""
        parts = [self._price_words]
        if self.words.combinations > 1:
            count = self.pictures
            shown = counted(count) if count < LARGEST_SHOWN else self.tr("countless")
            parts.insert(0, self.tr("1 picture") if count == 1 else self.tr("{0} pictures").format(shown))
        words = " · ".join(part for part in parts if part)
        self.price.setText(words)
        self.price.setVisible(bool(words))

    def _has_sizes(self) -> bool:
        return len(self.model.model.sizes) > 1

    def _refresh(self) -> None:
        self._size_row.setVisible(self._has_sizes())
        size = self.image_size.value if self._has_sizes() else DEFAULT_IMAGE_SIZE
        width, height = pixel_size(self.shape.value, size)
        own = self.own_size.value if self._resizes else None
        self.pixels.setText(f"{own.width} × {own.height}" if own else f"{width} × {height}")
        count = self.pictures
        number = counted(count) if count < LARGEST_SHOWN else "∞"
        self.generate_button.setText(self.tr("Generate") if count == 1 else self.tr("Generate {0}").format(number))
        self._show_order()


def _titled(title: str, control: QWidget, beside: QWidget | None = None, below: QWidget | None = None) -> QVBoxLayout:
    """A heading over its control, with a fainter word at the right end of the heading."""
    column = QVBoxLayout()
    column.setSpacing(6)
    head = QHBoxLayout()
    head.addWidget(heading(title))
    head.addStretch(1)
    if beside is not None:
        head.addWidget(beside)
    column.addLayout(head)
    column.addWidget(control)
    if below is not None:
        column.addWidget(below)
    return column


def _fill(widget: QWidget, layout: QLayout) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    widget.setLayout(layout)
