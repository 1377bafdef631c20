"""Riveted plate and spaceship panelling."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, Color, F, hex_color, ramp
from rundot_studio.engine.painters.noise import child_rng, smoothstep, uniform

from .tile import TextureKind, Tile, blend, cavity, first_color, light, screen, second_color, shine, tinted, toned


def metal(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Brushed plates, riveted, worn bright at the rims, rusting in the corners."""
    rows, columns = tile.cells(2)
    x, y = tile.coordinates()
    along, down = (x * columns) % 1, (y * rows) % 1
    plate_width, plate_height = tile.width / columns / tile.unit, tile.height / rows / tile.unit
    edge_x = np.minimum(along, 1 - along) * F(plate_width)
    edge_y = np.minimum(down, 1 - down) * F(plate_height)
    edge = np.minimum(edge_x, edge_y)
    wear_noise = tile.noise(rng, 14, 5, 0.6)
    brushed = tile.noise(rng, 150, 2, stretch_y=1 / 14)
    blotch = tile.noise(rng, 4, 5)
    plate = smoothstep(0.0015, 0.0075, edge)
    rivets = np.zeros((tile.height, tile.width), F)
    inset, radius = F(0.032), F(0.0135)
    for k in (0.0, 0.5):
        for first, second, middle in ((edge_x, edge_y, k), (edge_y, edge_x, k)):
            centre = F(inset) if middle == 0 else None
            if centre is None:
                span = plate_height if first is edge_x else plate_width
                distance2 = (first - inset) ** 2 + (F(span / 2) - second) ** 2
            else:
                distance2 = (first - inset) ** 2 + (second - inset) ** 2
            rivets = np.maximum(rivets, np.sqrt(np.maximum(1 - distance2 / (radius * radius), 0)))
    dents = tile.noise(rng, 5, 3)
    height = plate * F(0.010) + rivets * F(0.011) + dents * F(0.006)
    scratch = smoothstep(0.965, 0.995, tile.noise(rng, 26, 2, stretch_y=1 / 8, ridged=True))
    worn = smoothstep(0.030, 0.004, edge) * smoothstep(0.42, 0.66, wear_noise) * plate
    tone = (
        F(0.46)
        + F(0.60) * light(tile, height, strength=1.2)
        + F(0.16) * (brushed - F(0.5))
        + F(0.20) * (blotch - F(0.5))
    )
    tone = tone + F(0.16) * scratch + F(0.26) * worn - F(0.30) * cavity(tile, height, 0.012, 0.008)
    steel = toned(ramp(first_color(colors, "#8390a2")), tone * (F(0.35) + F(0.65) * plate))
    steel = screen(steel, (shine(tile, height, 0.22, 40) * plate)[..., None] * hex_color("#ffffff"))
    damp = smoothstep(0.10, 0.0, edge) * F(0.10) + smoothstep(0.5, 1.0, rivets) * F(0.03)
    rust = smoothstep(0.575, 0.70, blotch + damp + F(0.22) * (wear_noise - F(0.5)))
    rust_tone = F(0.42) + F(0.55) * (wear_noise - F(0.45)) + F(0.5) * light(tile, height + wear_noise * F(0.02))
    rusty = tinted(toned(ramp(second_color(colors, "#93502a")), rust_tone), F(0.2) * (wear_noise - F(0.5)))
    return blend(steel, rusty, rust * F(0.9)), height + rust * wear_noise * F(0.004)


@dataclass(frozen=True)
class Panel:
    """A rectangle in fractions of the tile, with what is mounted on it."""

    left: float
    top: float
    right: float
    bottom: float
    tone: float
    level: float
    fitting: str


FITTINGS = ("plain", "plain", "plain", "vent", "inset", "light", "stripe", "bolts")


def _split(rng: Generator, box: tuple[float, float, float, float], ratio: float, depth: int) -> list[Panel]:
    """Cut a box at random until its parts are small; ``ratio`` is width over height of the whole tile."""
    left, top, right, bottom = box
    wide, high = (right - left) * ratio, bottom - top
    small = min(wide, high) < 0.15
    if depth == 0 or small or (depth < 4 and rng.random() < 0.22):
        fitting = FITTINGS[int(rng.integers(len(FITTINGS)))]
        return [Panel(left, top, right, bottom, uniform(rng, -1, 1), float(rng.random()), fitting)]
    cut = uniform(rng, 0.32, 0.68)
    if wide > high:
        middle = left + (right - left) * cut
        return _split(rng, (left, top, middle, bottom), ratio, depth - 1) + _split(
            rng, (middle, top, right, bottom), ratio, depth - 1
        )
    middle = top + (bottom - top) * cut
    return _split(rng, (left, top, right, middle), ratio, depth - 1) + _split(
        rng, (left, middle, right, bottom), ratio, depth - 1
    )


class _Plating:
    """Draws panels onto a height, a tone, a light and a stripe field."""

    def __init__(self, tile: Tile) -> None:
        self.tile = tile
        shape = (tile.height, tile.width)
        self.height, self.tone = np.zeros(shape, F), np.zeros(shape, F)
        self.glow, self.stripe = np.zeros(shape, F), np.zeros(shape, F)

    def rectangle(self, field: Array, box: tuple[float, float, float, float], value: float) -> None:
        """``box`` is (left, top, right, bottom) in units; corners in pixels with sub-pixel precision."""
        scale = self.tile.unit * 16
        left, top, right, bottom = (round(v * scale) for v in box)
        if right <= left or bottom <= top:
            return
        corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.int32) - 8
        cv2.fillConvexPoly(field, corners, value, cv2.LINE_AA, 4)

    def add(self, panel: Panel) -> None:
        wide, high = self.tile.width / self.tile.unit, self.tile.height / self.tile.unit
        left, top = panel.left * wide + 0.0035, panel.top * high + 0.0035
        right, bottom = panel.right * wide - 0.0035, panel.bottom * high - 0.0035
        level = 0.010 + 0.010 * panel.level
        self.rectangle(self.height, (left, top, right, bottom), level)
        self.rectangle(self.tone, (left, top, right, bottom), panel.tone)
        width, depth = right - left, bottom - top
        if min(width, depth) < 0.05:
            return
        if panel.fitting == "inset":
            inset = min(width, depth) * 0.22
            self.rectangle(self.height, (left + inset, top + inset, right - inset, bottom - inset), level - 0.007)
        elif panel.fitting == "vent":
            self._slats(self.height, (left, top, right, bottom), level - 0.009)
        elif panel.fitting == "light":
            middle = (top + bottom) / 2
            bar = (left + width * 0.2, middle - 0.006, right - width * 0.2, middle + 0.006)
            self.rectangle(self.height, (bar[0] - 0.006, bar[1] - 0.006, bar[2] + 0.006, bar[3] + 0.006), level - 0.006)
            self.rectangle(self.glow, bar, 1.0)
        elif panel.fitting == "stripe" and width > 0.10:
            self._hazard((left, bottom - min(depth * 0.32, 0.05), right, bottom))
        elif panel.fitting == "bolts":
            for cx in (left + 0.014, right - 0.014):
                for cy in (top + 0.014, bottom - 0.014):
                    centre = (round(cx * self.tile.unit * 16), round(cy * self.tile.unit * 16))
                    cv2.circle(
                        self.height, centre, round(0.006 * self.tile.unit * 16), level + 0.006, -1, cv2.LINE_AA, 4
                    )

    def _slats(self, field: Array, box: tuple[float, float, float, float], value: float) -> None:
        left, top, right, bottom = box
        width, depth = right - left, bottom - top
        slats = max(3, int(depth * 0.7 / 0.016))
        for k in range(slats):
            y = top + depth * 0.15 + (depth * 0.7) * k / slats
            self.rectangle(field, (left + width * 0.16, y, right - width * 0.16, y + 0.007), value)

    def _hazard(self, box: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box
        scale = self.tile.unit * 16
        step, lean = 0.024, (bottom - top) * 0.8
        x = left
        while x + step + lean <= right:
            corners = [(x + lean, top), (x + lean + step / 2, top), (x + step / 2, bottom), (x, bottom)]
            points = np.array([(round(px * scale), round(py * scale)) for px, py in corners], np.int32)
            cv2.fillConvexPoly(self.stripe, points, 1.0, cv2.LINE_AA, 4)
            x += step


def scifi_panel(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Hull plating: panels at several levels, vents, hazard stripes, strip lights."""
    plating = _Plating(tile)
    own = child_rng(rng)
    ratio = tile.width / tile.height
    for panel in _split(own, (0.0, 0.0, 1.0, 1.0), ratio, 6 + round(abs(np.log2(ratio)))):
        plating.add(panel)
    height = tile.blur(plating.height, 0.0014)
    grime = tile.noise(rng, 5, 6, 0.55)
    streaks = tile.noise(rng, 40, 3, stretch_y=9)
    edges = cavity(tile, height, 0.008, 0.006)
    raised = np.clip((height - tile.blur(height, 0.006)) / F(0.005), 0, 1)
    tone = F(0.42) + F(0.60) * light(tile, height, strength=0.9) + F(0.10) * plating.tone + F(0.22) * (grime - F(0.5))
    tone = tone + F(0.08) * (streaks - F(0.5)) - F(0.34) * edges + F(0.14) * raised * smoothstep(0.45, 0.6, grime)
    rgb = toned(ramp(first_color(colors, "#66768c")), tone)
    paint = toned(ramp("#d9a52c"), tone + F(0.06))
    rgb = blend(rgb, paint, plating.stripe * smoothstep(0.30, 0.42, grime) * F(0.9))
    glow_color = hex_color(second_color(colors, "#57e6ff"))
    halo = tile.blur(plating.glow, 0.012) * F(0.9) + tile.blur(plating.glow, 0.04) * F(0.8)
    rgb = screen(rgb, halo[..., None] * glow_color)
    return blend(rgb, np.broadcast_to(glow_color * F(0.35) + F(0.65), rgb.shape).astype(F), plating.glow), height


KINDS = (
    TextureKind("metal", ("metal", "steel", "iron", "rust", "rusty metal", "metal plate", "rusted"), metal),
    TextureKind(
        "sci-fi panel",
        ("sci-fi panel", "scifi", "sci-fi", "panel", "spaceship hull", "hull", "tech", "circuit", "futuristic"),
        scifi_panel,
    ),
)
