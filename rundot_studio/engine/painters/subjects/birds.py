"""Birds standing and looking at the viewer."""

from dataclasses import dataclass

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, hex_color, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, SubjectPainter, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, spline, stroke
from rundot_studio.engine.painters.subjects.creature import belly_shade, body_color, creature_eyes, mood_of
from rundot_studio.engine.painters.subjects.faces import blush
from rundot_studio.engine.painters.subjects.settle import settled


@dataclass(frozen=True)
class BirdKind:
    """``crest``: none, tufts, comb, plume; ``beak``: short, hooked, long, flat; ``disc``: an owl's face."""

    name: str
    words: tuple[str, ...]
    main: str
    crest: str = "none"
    beak: str = "short"
    disc: bool = False
    white_front: bool = False
    beak_color: str = "#f0a02a"
    width: float = 0.46
    spread: bool = False


BIRDS: tuple[BirdKind, ...] = (
    BirdKind("bird", ("bird", "songbird", "sparrow", "parrot", "robin bird", "blue jay"), "#3f8fd8", "plume"),
    BirdKind("owl", ("owl", "owlet", "barn owl"), "#8a6a4a", "tufts", "hooked", disc=True, width=0.50),
    BirdKind("chicken", ("chicken", "hen", "rooster", "chick", "cockatrice"), "#f2ead8", "comb", width=0.50),
    BirdKind("penguin", ("penguin",), "#2f3a52", "none", "short", white_front=True),
    BirdKind("duck", ("duck", "duckling", "goose", "swan"), "#f2d04a", "plume", "flat", width=0.48),
    BirdKind("crow", ("crow", "raven", "blackbird"), "#34304a", "none", "long", beak_color="#6a6470"),
    BirdKind(
        "eagle", ("eagle", "hawk", "falcon", "griffin", "phoenix", "vulture"), "#8a5228", "plume", "hooked", spread=True
    ),
)


def _beak(figure: Figure, kind: BirdKind, mood: str) -> None:
    y = -0.20
    color = hex_color(kind.beak_color)
    if kind.beak == "flat":
        figure.add(
            spline([(-0.20, y), (0, y - 0.09), (0.20, y), (0.23, y + 0.09), (0, y + 0.15), (-0.23, y + 0.09)]),
            color,
            bevel=0.06,
        )
        figure.add(
            stroke(spline([(-0.20, y + 0.07), (0, y + 0.04), (0.20, y + 0.07)], False, 8), 0.016),
            darken(color, 0.45),
            "flat",
            line=0,
            shadow=0,
        )
        return
    reach = {"short": 0.16, "hooked": 0.24, "long": 0.30}[kind.beak]
    if mood == "happy":
        figure.add(
            spline([(-0.09, y + 0.04), (0.09, y + 0.04), (0, y + reach * 1.15)], True, 6, 0.25),
            darken(color, 0.3),
            bevel=0.04,
        )
    figure.add(
        spline([(-0.12, y), (0, y - 0.08), (0.12, y), (0.03, y + reach), (-0.01, y + reach)], True, 8, 0.3),
        color,
        bevel=0.06,
    )


def _crest(figure: Figure, rng: Generator, kind: BirdKind, palette: Palette, color: Color) -> None:
    if kind.crest == "tufts":
        for s in (-1, 1):
            tuft = [(s * 0.16, -0.60), (s * 0.50, -0.92), (s * 0.46, -0.44)]
            figure.add(spline(tuft, True, 8, 0.25), color, bevel=0.07, texture="fur")
    elif kind.crest == "comb":
        for x, y, r in ((-0.13, -0.76, 0.10), (0.0, -0.83, 0.12), (0.13, -0.76, 0.10)):
            figure.add(ellipse(x, y, r), palette.accent, bevel=0.08)
    elif kind.crest == "plume":
        for k in (-1, 0, 1):
            lean = 0.10 * k + uniform(rng, -0.03, 0.03)
            plume = [
                (lean * 0.4 - 0.05, -0.66),
                (lean - 0.02, -0.90 + 0.05 * abs(k)),
                (lean + 0.06, -0.92 + 0.05 * abs(k)),
                (lean * 0.4 + 0.05, -0.66),
            ]
            figure.add(spline(plume, True, 8, 0.4), color, bevel=0.04)


def bird(kind: BirdKind) -> SubjectPainter:
    """The painter of a kind of bird."""

    def draw(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
        color = body_color(palette, traits, rng)
        pale = hex_color("#fbf6ea") if kind.white_front else belly_shade(color, 0.6)
        feet, w = hex_color("#f0a02a" if kind.name != "crow" else "#5a5460"), kind.width
        mood = mood_of(traits, "angry" if kind.name == "eagle" else "neutral")
        lift = uniform(rng, -0.1, 0.3)
        for s in (-1, 1):
            for k in (-1, 0, 1):
                toe = spline([(s * 0.17, 0.86), (s * 0.17 + k * 0.07, 0.90), (s * 0.17 + k * 0.11, 0.95)], False, 6)
                figure.add(stroke(toe, 0.06, 0.04), feet, bevel=0.025)
            figure.add(stroke([(s * 0.17, 0.74), (s * 0.17, 0.88)], 0.065), feet, bevel=0.03)
        if kind.spread or traits.winged:
            _spread_wings(figure, color)
        for k in (-1, 0, 1):
            figure.push(0, 0.62, k * 18)
            figure.add(
                spline([(-0.07, 0), (0.07, 0), (0.08, 0.28), (0, 0.34), (-0.08, 0.28)]), darken(color, 0.2), bevel=0.05
            )
            figure.pop()
        _crest(figure, rng, kind, palette, color)
        outline = [
            (0, -0.74),
            (w * 0.72, -0.60),
            (w * 0.92, -0.22),
            (w * 1.02, 0.30),
            (w * 0.72, 0.72),
            (0, 0.84),
            (-w * 0.72, 0.72),
            (-w * 1.02, 0.30),
            (-w * 0.92, -0.22),
            (-w * 0.72, -0.60),
        ]
        figure.add(spline(outline), color, bevel=0.34, texture="fur", name="bird")
        front = [(0, 0.0), (w * 0.55, 0.06), (w * 0.74, 0.40), (0, 0.80), (-w * 0.74, 0.40), (-w * 0.55, 0.06)]
        figure.add(spline(front), pale, bevel=0.22, clip="bird", line=0.25, shadow=0.1, texture="fur")
        if not kind.white_front:
            for row in range(3):
                for k in range(-1 - row % 2, 2 + row % 2):
                    x, y = k * 0.15 + (0.075 if row % 2 else 0), 0.22 + row * 0.15
                    mark = spline([(x - 0.05, y), (x, y + 0.045), (x + 0.05, y)], False, 6)
                    figure.add(
                        stroke(mark, 0.022), darken(pale, 0.28), "flat", clip="bird", line=0, shadow=0, alpha=0.8
                    )
        if not (kind.spread or traits.winged):
            for s in (-1, 1):
                wing = [
                    (s * w * 0.86, -0.06),
                    (s * w * 1.12, 0.16),
                    (s * (w * 1.16 + lift * 0.5), 0.52 - lift),
                    (s * w * 0.92, 0.44),
                    (s * w * 0.76, 0.20),
                ]
                figure.add(spline(wing), darken(color, 0.16), bevel=0.10, texture="fur")
        if kind.disc or kind.white_front:
            for s in (-1, 1):
                figure.add(
                    ellipse(s * 0.19, -0.33, 0.25, 0.25),
                    pale if kind.white_front else lighten(color, 0.4),
                    bevel=0.1,
                    clip="bird",
                    line=0.2,
                    shadow=0.1,
                )
        size = 0.145 if kind.disc else 0.10
        iris = pick(rng, "#e0a020", "#e0a020", "#c86a10") if kind.disc or kind.beak == "hooked" else "#2a1a20"
        creature_eyes(
            figure, palette, traits, 0.19, -0.36, size, lid=color, iris=iris, mood=mood, tall=1.1 if kind.disc else 1.25
        )
        _beak(figure, kind, mood)
        if kind.crest == "comb":
            figure.add(ellipse(0, 0.03, 0.07, 0.10), palette.accent, bevel=0.06)
        if not kind.disc:
            blush(figure, 0.31, -0.18, 0.07)

    return settled(draw)


def _spread_wings(figure: Figure, color: Color) -> None:
    tint = mix(color, "#2a1a14", 0.3)
    for s in (-1, 1):
        edge = [
            (s * 0.25, -0.20),
            (s * 0.55, -0.52),
            (s * 0.98, -0.66),
            (s * 0.92, -0.36),
            (s * 1.0, -0.18),
            (s * 0.86, 0.0),
            (s * 0.88, 0.18),
            (s * 0.68, 0.24),
            (s * 0.58, 0.42),
            (s * 0.30, 0.40),
        ]
        figure.add(spline(edge, True, 8, 0.35), tint, bevel=0.08, texture="fur")
        cover = [
            (s * 0.22, -0.18),
            (s * 0.52, -0.46),
            (s * 0.80, -0.48),
            (s * 0.70, -0.16),
            (s * 0.52, 0.08),
            (s * 0.26, 0.20),
        ]
        figure.add(spline(cover), lighten(tint, 0.18), bevel=0.08, texture="fur", line=0.5)


KINDS: tuple[SubjectKind, ...] = tuple(SubjectKind(kind.name, kind.words, bird(kind), main=kind.main) for kind in BIRDS)
