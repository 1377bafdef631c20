"""How it is exported: engine, names, pages, sizes and what goes along. Only what applies to the engine is shown."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.export.naming import FIELDS, check_template
from rundot_studio.export.options import ALWAYS_SHEETS, TARGETS
from rundot_studio.export.spec import ExportSpec
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import HairLine
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import ToggleChip
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.menu import themed_menu
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL
from rundot_studio.ui.controls.toggle import Toggle

from .draft import Draft
from .option_rows import NumberField, OptionGroup, OptionRow, PickButton
from .pixel_options import PixelOptions
from .project_words import target_words

PAGE_SIZES = ("1024", "2048", "4096", "8192")
SCALES = (1.0, 2.0, 3.0)
SHEETS_ONLY_SCALES = frozenset({"grid"})


class OptionsPanel(QWidget):
    """``edited`` brings another ExportSpec, ``target_wanted`` an engine with whether a sheet is wanted (or None)."""

    edited = Signal(object)
    target_wanted = Signal(str, object)
    usual_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec: ExportSpec | None = None
        self._showing = False
        self._make_what()
        self._make_pages()
        self._make_pictures()
        self._make_more()
        self.pixels = PixelOptions()
        self.pixels.edited.connect(self._tools_edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + GAP_SMALL, GAP, GAP + GAP_SMALL, GAP)
        column.setSpacing(GAP + GAP_SMALL)
        for place, part in enumerate((self._what, self._sheet, self._single, self.pixels, self._more)):
            if place:
                column.addWidget(HairLine())
            column.addWidget(part)
        column.addStretch(1)

    # --- making ---

    def _make_what(self) -> None:
        self._what = OptionGroup(self.tr("Export for"))
        self.engine = PickButton()
        self.engine.clicked.connect(self.open_engines)
        self._what.add(self.engine)
        self.form = Segment(
            self.tr("Form"),
            (
                ("sheet", self.tr("One sheet"), self.tr("All pictures packed onto pages")),
                ("pictures", self.tr("Single pictures"), self.tr("A file for each picture")),
            ),
        )
        self.form.chosen.connect(self._form_chosen)
        self._what.add(self.form)
        self.name = LineField()
        describe(self.name.edit, self.tr("Name of the sheet"))
        self.name.edit.textEdited.connect(lambda text: self._options(name=text) if text.strip() else None)
        self._name_row = OptionRow(self.tr("Sheet"), self.name)
        self.name.setFixedWidth(150)
        self._what.add(self._name_row)
        self.template = LineField()
        self.template.setFixedWidth(150)
        fields = ", ".join(f"{{{field}}}" for field in FIELDS)
        describe(self.template.edit, self.tr("Names"), self.tr("Words and {0}").format(fields))
        self.template.edit.textEdited.connect(self._template_typed)
        self._what.add(OptionRow(self.tr("Names"), self.template))
        self.named = Label(colour="faint", wrap=True)
        self._what.add(self.named)

    def _make_pages(self) -> None:
        self._sheet = OptionGroup(self.tr("Pages"))
        sizes = [(size, size, self.tr("Up to {0} pixels a side").format(size)) for size in PAGE_SIZES]
        self.page = Segment(self.tr("Page size"), sizes)
        self.page.chosen.connect(lambda size: self._pack(max_size=int(size)))
        self._sheet.add(self.page)
        self.powers = self._toggle(
            self._sheet, self.tr("Powers of two"), lambda on: self._pack(power_of_two=on), self.tr("512, 1024, 2048 …")
        )
        self.bleed = self._number(self._sheet, self.tr("Repeat edges"), 0, 32, lambda px: self._pack(extrude=px))

    def _make_pictures(self) -> None:
        self._single = OptionGroup(self.tr("Pictures"))
        self.format = Segment(self.tr("Format"), tuple((each, each.upper(), "") for each in ("png", "webp", "jpeg")))
        self.format.chosen.connect(lambda value: self._pictures(picture_format=value))
        self._single.add(self.format)
        self.quality = NumberField(self.tr("Quality"), 1, 100, self.tr("100 loses nothing in WebP"))
        self.quality.entered.connect(lambda value: self._pictures(quality=value))
        self._quality_row = OptionRow(self.tr("Quality"), self.quality)
        self._single.add(self._quality_row)
        self.indexed = self._toggle(
            self._single,
            self.tr("Indexed PNG"),
            lambda on: self._pictures(colors=256 if on else 0),
            self.tr("At most 256 colours, for smaller files"),
        )
        self.trim = self._toggle(
            self._single, self.tr("Trim"), self._set_trim, self.tr("Cut away what is clear; the offset is kept")
        )
        self.padding = self._number(self._single, self.tr("Padding"), 0, 256, self._set_padding)
        self.longest = self._number(
            self._single,
            self.tr("Longest side"),
            0,
            8192,
            lambda px: self._pictures(longest_px=px),
            self.tr("Of the largest of the set, in pixels; 0 as it is"),
        )
        self.scales: dict[float, ToggleChip] = {}
        chips = QWidget()
        row = QHBoxLayout(chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        for scale in SCALES:
            chip = ToggleChip(f"@{scale:g}x")
            describe(chip, self.tr("Scale {0}").format(f"@{scale:g}x"), self.tr("The largest is as large as it is"))
            chip.clicked.connect(self._scales_chosen)
            self.scales[scale] = chip
            row.addWidget(chip)
        self._scale_row = OptionRow(self.tr("Scales"), chips)
        self._single.add(self._scale_row)
        self.pixel_art = self._toggle(
            self._single, self.tr("Pixel art"), self._set_pixel_art, self.tr("Hard pixels at every size")
        )

    def _make_more(self) -> None:
        self._more = OptionGroup(self.tr("Along with it"))
        self.time = self._number(
            self._more, self.tr("Frame time"), 1, 60_000, lambda ms: self._options(frame_ms=ms), unit="ms"
        )
        self.loop = self._toggle(self._more, self.tr("Loop animations"), lambda on: self._atlas(loop=on))
        self.lit = self._toggle(
            self._more,
            self.tr("Normal and depth maps"),
            lambda on: self._edit(lit=on),
            self.tr("Of pictures that have a depth map, in the very same places"),
        )
        self.sidecar = self._toggle(
            self._more,
            self.tr("Recipe beside it"),
            lambda on: self._pictures(sidecar=on),
            self.tr("A small file with prompt, model and seed"),
        )
        self.strip = self._toggle(
            self._more,
            self.tr("Strip recipes"),
            lambda on: self._pictures(metadata=not on, sidecar=False if on else self.sidecar.isChecked()),
            self.tr("For a release: nothing tells how a picture was made"),
        )
        self.usual = Button(self.tr("Make this usual here"), kind=ButtonKind.LINK)
        describe(self.usual, self.tr("Make this usual for the project"), self.tr("The next exports begin with it"))
        self.usual.clicked.connect(self.usual_wanted)
        self._more.column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignRight)

    def _toggle(self, group: OptionGroup, words: str, run: Any, tip: str = "") -> Toggle:
        toggle = Toggle(words)
        describe(toggle, words, tip or words)
        toggle.clicked.connect(run)
        group.add(toggle)
        return toggle

    def _number(
        self, group: OptionGroup, words: str, low: int, high: int, run: Any, tip: str = "", unit: str = "px"
    ) -> NumberField:
        field = NumberField(words, low, high, tip, unit=unit)
        field.entered.connect(run)
        group.add(OptionRow(words, field, tip=tip))
        return field

    # --- showing ---

    def show_draft(self, draft: Draft) -> None:
        """What it is now; nothing is told of it."""
        self._showing = True
        self._spec = spec = draft.spec
        options = spec.options
        sheet, target = options.makes_sheet, options.target
        self.engine.setText(target_words(target))
        describe(self.engine, self.tr("Export for {0}").format(target_words(target)), self.tr("Choose an engine"))
        self.form.choose("sheet" if sheet else "pictures")
        self.form.setVisible(target not in ALWAYS_SHEETS)
        _fill(self.name, options.name)
        _fill(self.template, spec.template)
        self._name_row.setVisible(sheet)
        self._sheet.setVisible(sheet and target != "grid")
        size = str(options.atlas.pack.max_size)
        if size in PAGE_SIZES:
            self.page.choose(size)
        self.powers.setChecked(options.atlas.pack.power_of_two)
        self.bleed.set_value(options.atlas.pack.extrude)
        self.format.setVisible(not sheet and target != "webp")
        self.format.choose(options.pictures.picture_format)
        as_png = target != "webp" and (sheet or options.pictures.picture_format == "png")
        self._quality_row.setVisible(not as_png)
        self.quality.set_value(options.pictures.quality)
        self.indexed.setVisible(as_png)
        self.indexed.setChecked(options.pictures.colors > 0)
        self.trim.setVisible(target != "grid")
        self.trim.setChecked(options.atlas.trim if sheet else options.pictures.trim)
        self.padding.set_value(options.atlas.pack.padding if sheet else options.pictures.padding)
        self.longest.set_value(options.pictures.longest_px)
        for scale, chip in self.scales.items():
            chip.setChecked(scale in options.pictures.scales)
        self._scale_row.setVisible(target not in SHEETS_ONLY_SCALES)
        self.pixel_art.setChecked(options.pictures.pixel_art)
        self.time.set_value(options.frame_ms or _usual_time(spec))
        self.loop.setChecked(options.atlas.loop)
        self.lit.setChecked(spec.lit)
        self.sidecar.setChecked(options.pictures.sidecar)
        self.strip.setChecked(not options.pictures.metadata)
        self.usual.setVisible(draft.placed)
        self.pixels.show_tools(spec.tools)
        self._showing = False

    def show_names(self, words: str) -> None:
        """What the template makes of the first pictures."""
        if not self.template.broken:
            self.named.set_colour("faint")
            self.named.setText(words)

    def open_engines(self) -> None:
        menu = themed_menu(self)
        group = QActionGroup(menu)
        for target in TARGETS:
            action = menu.addAction(target_words(target))
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(self._spec is not None and self._spec.options.target == target)
            action.triggered.connect(partial(self._engine_chosen, target))
        self.menu = menu
        menu.popup(self.engine.mapToGlobal(QPoint(0, self.engine.height() + 2)))

    # --- telling ---

    def _engine_chosen(self, target: str, _checked: bool = False) -> None:
        self.target_wanted.emit(target, None)

    def _form_chosen(self, form: str) -> None:
        if not self._showing and self._spec is not None:
            self.target_wanted.emit(self._spec.options.target, form == "sheet")

    def _template_typed(self, text: str) -> None:
        try:
            check_template(text)
        except RuleBroken as error:
            self.template.set_broken(True)
            self.named.set_colour("bad")
            self.named.setText(error.message)
            return
        self.template.set_broken(False)
        self._edit(template=text)

    def _scales_chosen(self) -> None:
        chosen = tuple(scale for scale, chip in self.scales.items() if chip.isChecked())
        if chosen:
            self._pictures(scales=chosen)
        else:
            self.scales[1.0].setChecked(True)
            self._pictures(scales=(1.0,))

    def _set_trim(self, on: bool) -> None:
        self._both({"trim": on}, {"trim": on})

    def _set_padding(self, pixels: int) -> None:
        if self._spec is not None and self._spec.options.makes_sheet:
            self._pack(padding=pixels)
        else:
            self._pictures(padding=pixels)

    def _set_pixel_art(self, on: bool) -> None:
        self._both({"pixel_art": on}, {"pixel_art": on})

    def _tools_edited(self, tools: object) -> None:
        self._edit(tools=tools)

    def _both(self, atlas: dict[str, Any], pictures: dict[str, Any]) -> None:
        if self._spec is not None:
            options = self._spec.options
            self._options(atlas=replace(options.atlas, **atlas), pictures=replace(options.pictures, **pictures))

    def _pack(self, **changes: Any) -> None:
        if self._spec is not None:
            self._atlas(pack=replace(self._spec.options.atlas.pack, **changes))

    def _atlas(self, **changes: Any) -> None:
        if self._spec is not None:
            self._options(atlas=replace(self._spec.options.atlas, **changes))

    def _pictures(self, **changes: Any) -> None:
        if self._spec is not None:
            self._options(pictures=replace(self._spec.options.pictures, **changes))

    def _options(self, **changes: Any) -> None:
        if self._spec is not None:
            self._edit(options=replace(self._spec.options, **changes))

    def _edit(self, **changes: Any) -> None:
        if self._spec is not None and not self._showing:
            self._spec = replace(self._spec, **changes)
            self.edited.emit(self._spec)


def _fill(field: LineField, text: str) -> None:
    """Not while the artist writes in it the same in other words, such as a space at the end."""
    if field.text != text and not (field.edit.hasFocus() and field.text.strip() == text.strip()):
        field.set_text(text)
    field.set_broken(False)


def _usual_time(spec: ExportSpec) -> int:
    from rundot_studio.export.sheet import DEFAULT_FRAME_MS

    times = {each.duration_ms for each in spec.sprites.values() if each.duration_ms}
    return times.pop() if len(times) == 1 else DEFAULT_FRAME_MS
