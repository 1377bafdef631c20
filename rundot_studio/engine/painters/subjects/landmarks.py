"""Buildings one knows from afar: lighthouse, igloo, pyramid, skyscraper."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import blob, ellipse, polygon, rounded_rect, spline, stroke

from .condition import conditioned, unless_avoided
from .gleams import tint
from .masonry import LAMPLIGHT, arch, door, flag, spire, window


@conditioned(stretch=0.1)
def lighthouse(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A striped tower with a lamp that throws its beam."""
    side = pick(rng, -1, 1)
    if unless_avoided(traits, "light", "beam"):
        beam = polygon((0, -0.66), (side * 1.0, -0.86), (side * 1.0, -0.38), (0, -0.58))
        figure.add(beam, "#ffe98a", "flat", alpha=0.42, line=0, shadow=0, glow=1)
    figure.add(
        polygon((-0.20, -0.46), (0.20, -0.46), (0.36, 0.86), (-0.36, 0.86)), "#f4f1ea", "round", bevel=0.3, name="tower"
    )
    stripes = int(rng.integers(2, 4))
    step = 1.32 / (2 * stripes)
    for i in range(stripes):
        y = -0.46 + step * (2 * i + 0.5)
        figure.add(
            rounded_rect(-0.4, y, 0.4, y + step, 0.005),
            palette.main,
            "round",
            bevel=0.3,
            clip="tower",
            shadow=0,
            line=0.4,
        )
    window(figure, 0, 0.16, 0.06, 0.2, "#8a8592")
    door(figure, 0, 0.88, 0.11, 0.28, palette.wood, "#8a8592", palette.metal, is_open=traits.open)
    figure.add(rounded_rect(-0.17, -0.78, 0.17, -0.48, 0.03), "#ffe9a0", "flat", glow=0.8)
    figure.add(
        [rounded_rect(x - 0.02, -0.80, x + 0.02, -0.46, 0.01) for x in (-0.16, 0.0, 0.16)],
        palette.dark,
        "metal",
        bevel=0.02,
    )
    figure.add(rounded_rect(-0.32, -0.52, 0.32, -0.43, 0.03), palette.dark, "metal", bevel=0.05)
    spire(figure, 0, -0.78, 0.26, 0.24, palette.main)
    for x, size in ((-0.5, 0.22), (0.48, 0.24), (-0.16, 0.2), (0.2, 0.22)):
        figure.add(
            blob(rng, x, 0.88, size, 0.16, 7, 0.14), darken(palette.stone, 0.25), "round", bevel=0.12, texture="stone"
        )
    if traits.ornate:
        flag(figure, 0, -1.0, 0.16, palette.accent, palette.metal)


@conditioned(stretch=0.1)
def igloo(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Blocks of snow in a dome, with an entrance to one side."""
    snow = mix("#e9f4ff", palette.main, 0.06)
    side = pick(rng, -1, 1)
    figure.add(ellipse(0, 0.62, 0.90, 1.06, 60, 180, 360), snow, "round", bevel=0.5, name="dome")
    for row, y in enumerate((0.36, 0.08, -0.18)):
        line = spline([(-0.95, y + 0.10), (0, y - 0.02), (0.95, y + 0.10)], False)
        tint(figure, stroke(line, 0.028), mix(snow, "#5a86b8", 0.6), clip="dome")
        for k in range(5 - row):
            x = (k - (4 - row) / 2) * 0.38 + uniform(rng, -0.04, 0.04)
            tint(figure, stroke([(x, y + 0.02), (x * 1.06, y + 0.28)], 0.026), mix(snow, "#5a86b8", 0.6), clip="dome")
    figure.add(arch(side * 0.22, 0.78, 0.42, 0.72), snow, "round", bevel=0.14)
    figure.add(arch(side * 0.22, 0.78, 0.28, 0.52), "#23334e" if not traits.open else LAMPLIGHT, "flat", shadow=0.2)
    drift = spline(
        [(-1.0, 0.80), (-0.5, 0.66), (side * 0.22, 0.76), (0.5, 0.66), (1.0, 0.80), (0.6, 0.92), (-0.6, 0.92)]
    )
    figure.add(drift, "#f7fbff", "round", bevel=0.12)
    if traits.ornate:
        flag(figure, 0, -0.42, 0.3, palette.accent, palette.metal)


@conditioned(stretch=0.1)
def pyramid(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A smooth or a stepped pyramid in the sand."""
    if rng.random() < 0.5:
        ridge = uniform(rng, 0.10, 0.30)
        figure.add(
            polygon((0, -0.86), (0.98, 0.80), (-0.98, 0.80)),
            palette.main,
            "round",
            bevel=0.05,
            texture="stone",
            name="pyramid",
        )
        tint(
            figure,
            polygon((0, -0.86), (0.98, 0.80), (ridge, 0.80)),
            darken(palette.main, 0.4),
            clip="pyramid",
            alpha=0.65,
        )
        for k in range(1, 7):
            y = -0.86 + 1.66 * k / 7
            tint(
                figure,
                rounded_rect(-1, y - 0.014, 1, y + 0.014, 0.004),
                darken(palette.main, 0.35),
                clip="pyramid",
                alpha=0.6,
            )
        tip = polygon((0, -0.88), (0.20, -0.52), (-0.20, -0.52))
        figure.add(tip, palette.metal if traits.ornate else lighten(palette.main, 0.2), "bevel", bevel=0.04)
    else:
        for k in range(5):
            wide, y = 0.30 + 0.17 * k, -0.56 + k * 0.28
            figure.add(
                polygon((-wide + 0.05, y), (wide - 0.05, y), (wide, y + 0.30), (-wide, y + 0.30)),
                palette.main,
                "round",
                bevel=0.06,
                texture="stone",
            )
        figure.add(
            polygon((-0.14, -0.56), (0.14, -0.56), (0.26, 0.84), (-0.26, 0.84)),
            lighten(palette.main, 0.2),
            "round",
            bevel=0.04,
        )
        for k in range(9):
            tint(
                figure,
                rounded_rect(-0.15 - k * 0.012, -0.44 + k * 0.145, 0.15 + k * 0.012, -0.40 + k * 0.145, 0.004),
                darken(palette.main, 0.4),
            )
        figure.add(rounded_rect(-0.24, -0.84, 0.24, -0.54, 0.02), palette.main, "round", bevel=0.05, texture="stone")
        figure.add(arch(0, -0.54, 0.08, 0.2), "#241a20", "flat", shadow=0)
    figure.add(arch(0, 0.82, 0.10, 0.26), "#241a20", "flat", shadow=0.2)
    dune = spline([(-1.1, 0.90), (-0.6, 0.74), (0, 0.82), (0.5, 0.74), (1.1, 0.90), (0.6, 0.98), (-0.6, 0.98)])
    figure.add(dune, lighten(palette.main, 0.16), "round", bevel=0.1, texture="stone")


@conditioned()
def skyscraper(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """An office tower with lit windows and a lower neighbour."""
    side = pick(rng, -1, 1)
    _block(figure, rng, side * 0.50, 0.34, -0.14, mix(palette.main, palette.stone, 0.5), 3)
    _block(figure, rng, side * -0.14, 0.44, uniform(rng, -0.8, -0.64), palette.main, 4)
    x = side * -0.14
    top = float(figure.parts[-1].outlines[0][:, 1].min())
    figure.add(rounded_rect(x - 0.02, -1.0, x + 0.02, min(top, -0.6), 0.01), palette.dark, "metal", bevel=0.02)
    figure.add(ellipse(x, -1.0, 0.05), palette.accent, "flat", glow=0.8)
    figure.add(rounded_rect(-0.94, 0.84, 0.94, 0.94, 0.04), darken(palette.stone, 0.2), "round", bevel=0.05)
    if traits.ornate:
        figure.add(rounded_rect(x - 0.3, 0.46, x + 0.3, 0.62, 0.03), palette.accent, "flat", glow=0.7)


def _block(figure: Figure, rng: Generator, cx: float, half: float, top: float, color: Color, columns: int) -> None:
    figure.add(
        polygon((cx + half, top), (cx + half + 0.16, top + 0.10), (cx + half + 0.16, 0.88), (cx + half, 0.88)),
        darken(color, 0.45),
        "round",
        bevel=0.02,
    )
    figure.add(rounded_rect(cx - half, top, cx + half, 0.88, 0.02), color, "round", bevel=0.05)
    figure.add(
        rounded_rect(cx - half - 0.03, top - 0.05, cx + half + 0.03, top + 0.06, 0.02),
        lighten(color, 0.2),
        "round",
        bevel=0.03,
    )
    step = 2 * half / columns
    rows = int((0.80 - top) / 0.19)
    lit = rng.random((16, 8))
    for row in range(rows):
        for i in range(columns):
            x, y = cx - half + (i + 0.5) * step, top + 0.18 + row * 0.185
            pane = rounded_rect(x - step * 0.28, y - 0.055, x + step * 0.28, y + 0.055, 0.01)
            shines = lit[row, i] < 0.55
            figure.add(
                pane,
                LAMPLIGHT if shines else mix(color, "#16203a", 0.7),
                "flat",
                glow=0.6 if shines else 0,
                shadow=0,
                line=0.4,
            )


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "lighthouse",
        ("lighthouse", "light house", "beacon"),
        lighthouse,
        main="#d8343f",
        colored_roles=("main", "wood"),
    ),
    SubjectKind("igloo", ("igloo", "snow hut"), igloo, colored_roles=("main",)),
    SubjectKind("pyramid", ("pyramid", "ziggurat", "aztec temple"), pyramid, main="#e2bd72", colored_roles=("main",)),
    SubjectKind(
        "skyscraper",
        ("skyscraper", "office building", "building", "apartment building", "city tower"),
        skyscraper,
        main="#5f7fae",
    ),
)
