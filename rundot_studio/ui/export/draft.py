"""An export as it is being put together: which pictures, into which project, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rundot_studio.domain.picture import Picture
    from rundot_studio.export.project import GameProject
    from rundot_studio.export.spec import ExportSpec

MOST_PIXELS = 600_000_000
"""More on all pages together is no sheet that a game could load, and 2.4 GB of memory here."""


@dataclass(frozen=True)
class Draft:
    """A value: each change makes another, so that the one before can be brought back.

    ``placed`` says whether ``project`` is a folder that the artist chose; without one, all can be seen but not written.
    """

    pictures: tuple[str, ...]
    project: GameProject
    spec: ExportSpec
    placed: bool
    known: Mapping[str, Picture] = field(default_factory=dict, compare=False)
    """The library's, by id."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Those that are not left out."""
        return tuple(key for key in self.pictures if not self.spec.settings(key).left_out)

    @property
    def pixels(self) -> int:
        """At most so many pixels go onto pages at all scales together, before anything is trimmed."""
        single = self.spec.options.pictures
        largest = max(single.scales)
        total = 0.0
        for key in self.shown:
            picture = self.known.get(key)
            if picture is None:
                continue
            shrunk = self.spec.settings(key).scale
            if single.longest_px:
                shrunk = single.longest_px / max(picture.width, picture.height)
            area = picture.width * picture.height * shrunk * shrunk
            total += sum(area * (scale / largest) ** 2 for scale in single.scales)
        return round(total)

    def fitting_side(self, most_pixels: int) -> int:
        """The longest side in pixels, a power of two, that makes all of it fit."""
        side = 1024
        while side > 16 and self.with_longest(side).pixels > most_pixels:
            side //= 2
        return side

    def with_longest(self, side: int) -> Draft:
        options = self.spec.options
        changed = replace(options, pictures=replace(options.pictures, longest_px=side))
        return replace(self, spec=replace(self.spec, options=changed))

    def with_spec(self, spec: ExportSpec) -> Draft:
        return replace(self, spec=spec)

    def with_pictures(self, pictures: Sequence[str]) -> Draft:
        return replace(self, pictures=tuple(pictures))
