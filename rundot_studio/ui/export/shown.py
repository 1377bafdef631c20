"""What the preview shows: pages as images that draw at any size, where frames lie, and what moves."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from rundot_studio.export.checks import Finding
from rundot_studio.export.composing import Composition, compose
from rundot_studio.export.sequences import animations
from rundot_studio.export.sheet import Animation, Region
from rundot_studio.export.spec import ExportSpec
from rundot_studio.ui.canvas.pyramid import SMALLEST, Pyramid

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

TABLE_PX = 4096


@dataclass(frozen=True)
class Shown:
    """``pages`` and ``regions`` are those of the first scale; ``keys`` the pictures by the frames' names.

    ``as_sheet`` False: the pages are a table on which single pictures lie side by side to be looked at.
    """

    composition: Composition
    pages: tuple[Pyramid, ...] = ()
    regions: tuple[Region, ...] = ()
    moving: tuple[Animation, ...] = ()
    keys: dict[str, str] = field(default_factory=dict)
    as_sheet: bool = True
    buffers: tuple[object, ...] = field(default=(), repr=False)
    """What the pages' images point into."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.composition.findings

    def on_page(self, page: int) -> list[Region]:
        return [region for region in self.regions if region.page == page]

    def region_of(self, key: str) -> Region | None:
        return next((region for region in self.regions if self.keys.get(region.name) == key), None)


def rect_of(region: Region) -> QRect:
    """What a frame takes on its page."""
    width, height = (region.height, region.width) if region.rotated else (region.width, region.height)
    return QRect(region.x, region.y, width, height)


def shown_of(composition: Composition, spec: ExportSpec, progress: "Callable[[int, int], None]") -> Shown:
    """Blocking: turns pages into images, and lays single pictures out on a table."""
    keys = {frame.name: frame.source for frame in composition.frames}
    names = [frame.name for frame in composition.frames]
    laid = composition
    if not spec.options.makes_sheet and composition.refusal is None:
        laid = _on_a_table(composition, spec, progress)
    pages, buffers = [], []
    for page in laid.pages:
        buffers.append(_drawable(page))
        height, width = page.shape[:2]
        form = QImage.Format.Format_ARGB32_Premultiplied
        pyramid = Pyramid(QImage(buffers[-1].data, width, height, width * 4, form))
        while not pyramid.small and max(pyramid.levels[-1].width(), pyramid.levels[-1].height()) > SMALLEST * 4:
            pyramid.add_half()
        pages.append(pyramid)
    regions = laid.sheets[0].sheet.regions if laid.sheets else ()
    moving = animations(names, spec.options.name, loop=spec.options.atlas.loop)
    return Shown(composition, tuple(pages), regions, tuple(moving), keys, spec.options.makes_sheet, tuple(buffers))


def _drawable(page: "Rgba") -> "Rgba":
    """As Qt draws it: by OpenCV, which leaves Python's lock to the window meanwhile."""
    import cv2

    return cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_RGBA2mRGBA), cv2.COLOR_RGBA2BGRA)


def _on_a_table(composition: Composition, spec: ExportSpec, progress: "Callable[[int, int], None]") -> Composition:
    options = spec.options
    single = replace(options.pictures, scales=(1.0,))
    pack = replace(options.atlas.pack, max_size=TABLE_PX, padding=24, border=12, extrude=0, power_of_two=False)
    atlas = replace(options.atlas, pack=pack, trim=single.trim, bleed_px=0)
    table = replace(options, target="texturepacker", as_atlas=True, atlas=atlas, pictures=single)
    return compose(composition.frames, table, progress)
