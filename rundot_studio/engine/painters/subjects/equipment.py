"""What a hand can hold: the registry of weapons and of the things people carry.

Every item has its grip at the origin and points up (a lantern hangs), at the size of a person about two units tall.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    ellipse,
    lathe,
    limb,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)
from rundot_studio.engine.painters.subjects import armory

ItemPainter = Callable[[Figure, Generator, Palette], None]


@dataclass(frozen=True)
class HeldItem:
    """An item and how it is carried.

    ``pose``: where the hand goes: low, raised, out, forward, upright (a long shaft set on the floor);
    ``tilt_deg``: range of turns, outward negative; ``in_front``: drawn over the hand, as a shield is;
    ``words``: other names; ``weapon``: goes when the prompt avoids weapons.
    """

    draw: ItemPainter
    pose: str = "low"
    tilt_deg: tuple[float, float] = (-24, -10)
    in_front: bool = False
    words: tuple[str, ...] = ()
    weapon: bool = True


def _lantern(figure: Figure, rng: Generator, palette: Palette) -> None:
    frame = mix(palette.metal, palette.dark, 0.55)
    light = "#ffd27a"
    figure.add(
        stroke(spline([(-0.09, 0.16), (-0.07, 0.02), (0.07, 0.02), (0.09, 0.16)], False, 8), 0.022), frame, bevel=0.01
    )
    figure.add(
        spline([(-0.06, 0.12), (0.06, 0.12), (0.16, 0.22), (-0.16, 0.22)], True, 8, 0.2), frame, "metal", bevel=0.04
    )
    figure.add(rounded_rect(-0.12, 0.21, 0.12, 0.48, 0.03), light, bevel=0.10, glow=0.75)
    flame = spline([(0, 0.25), (0.05, 0.36), (0.03, 0.44), (-0.03, 0.44), (-0.05, 0.36)])
    figure.add(flame, "#fffbe0", "flat", glow=1, line=0, shadow=0)
    for x in (-0.12, 0.12):
        figure.add(rounded_rect(x - 0.018, 0.20, x + 0.018, 0.49, 0.01), frame, "metal", bevel=0.02)
    figure.add(rounded_rect(-0.16, 0.47, 0.16, 0.55, 0.03), frame, "metal", bevel=0.03)


def _torch(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(limb((0, -0.20), (0, 0.22), 0.045, 0.03), palette.wood, bevel=0.04, texture="wood")
    figure.add(rounded_rect(-0.065, -0.30, 0.065, -0.16, 0.03), palette.dark, bevel=0.04)
    sway = uniform(rng, -0.04, 0.05)
    for size, color in ((1.0, "#ff6a1f"), (0.70, "#ffa42e"), (0.42, "#fff0a0")):
        flame = [(sway, -0.62), (0.10, -0.44), (0.12, -0.32), (0.0, -0.22), (-0.12, -0.32), (-0.09, -0.46)]
        outline = spline([(x * size, -0.25 + (y + 0.25) * size) for x, y in flame])
        figure.add(outline, color, "flat", glow=1, line=0, shadow=0)


def _potion(figure: Figure, rng: Generator, palette: Palette) -> None:
    glass = mix("#cfeaf2", palette.glow, 0.3)
    body = lathe([(0.05, -0.28), (0.05, -0.18), (0.14, -0.06), (0.16, 0.04), (0.10, 0.13), (0, 0.14)])
    figure.add(body, glass, bevel=0.12, alpha=0.8, name="held-flask")
    liquid = polygon((-1, -0.05), (1, -0.05), (1, 1), (-1, 1))
    figure.add(liquid, palette.glow, "wet", bevel=0.12, clip="held-flask", line=0.3, shadow=0)
    figure.add(ellipse(-0.06, -0.01, 0.025, 0.05), "#ffffff", "flat", line=0, shadow=0, alpha=0.8)
    figure.add(rounded_rect(-0.045, -0.36, 0.045, -0.25, 0.02), "#b9844f", bevel=0.03)


def _book(figure: Figure, rng: Generator, palette: Palette) -> None:
    cover = pick(rng, "#7a2b4a", "#2f5a4a", "#3a3f7a", "#7a4a2b")
    figure.add(rounded_rect(-0.15, -0.24, 0.21, 0.20, 0.02), "#efe3c4", bevel=0.02)
    figure.add(rounded_rect(-0.18, -0.27, 0.18, 0.16, 0.03), cover, bevel=0.04)
    figure.add(rounded_rect(-0.18, -0.27, -0.12, 0.16, 0.02), darken(cover, 0.3), bevel=0.03)
    figure.add(star(0.03, -0.06, 0.10, 0.045, pick(rng, 4, 5, 6)), palette.metal, "bevel", bevel=0.03)


def _orb(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(ellipse(0, -0.20, 0.14), palette.glow, "wet", bevel=0.13, glow=0.45)
    figure.add(ellipse(-0.045, -0.25, 0.03), "#ffffff", "flat", line=0, shadow=0)


def _pickaxe(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(limb((0, -0.46), (0, 0.34), 0.032, 0.034), palette.wood, bevel=0.03, texture="wood")
    head = spline(
        [(-0.36, -0.34), (-0.18, -0.50), (0, -0.55), (0.18, -0.50), (0.36, -0.34), (0.16, -0.42), (-0.16, -0.42)]
    )
    figure.add(head, palette.armor, "metal", bevel=0.05)


def _flower(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(stroke(spline([(0, 0.18), (0.02, -0.05), (0, -0.28)], False, 8), 0.025), palette.leaf, bevel=0.01)
    figure.add(spline([(0.01, 0), (0.08, -0.10), (0.13, -0.08), (0.08, 0)]), palette.leaf, bevel=0.03)
    petals = [ellipse(0, 0, 0.05, 0.075)]
    for turn in range(6):
        figure.push(0, -0.30, turn * 60)
        figure.add(petals[0] + [0, -0.08], palette.accent, bevel=0.04, shadow=0.4)
        figure.pop()
    figure.add(ellipse(0, -0.30, 0.05), "#ffd24a", bevel=0.04)


def _key(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(rounded_rect(-0.03, -0.42, 0.03, 0.02, 0.02), palette.metal, "metal", bevel=0.03)
    for y in (-0.42, -0.32):
        figure.add(rounded_rect(0, y, 0.12, y + 0.05, 0.01), palette.metal, "metal", bevel=0.02)
    figure.add(ellipse(0, 0.08, 0.11), palette.metal, "metal", bevel=0.04, holes=[ellipse(0, 0.08, 0.05)])


def _scroll(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(rounded_rect(-0.13, -0.26, 0.13, 0.18, 0.02), "#ecd9ab", bevel=0.05)
    for row in range(4):
        figure.add(
            stroke([(-0.08, -0.16 + row * 0.07), (0.08, -0.16 + row * 0.07)], 0.015),
            "#8a6a43",
            "flat",
            line=0,
            shadow=0,
        )
    for y in (-0.27, 0.19):
        figure.add(rounded_rect(-0.17, y - 0.035, 0.17, y + 0.035, 0.03), "#e2c68d", bevel=0.03)


def _mug(figure: Figure, rng: Generator, palette: Palette) -> None:
    ring = ellipse(0.14, -0.06, 0.09, 0.10)
    figure.add(ring, palette.metal, "metal", bevel=0.03, holes=[ellipse(0.14, -0.06, 0.045, 0.055)])
    figure.add(rounded_rect(-0.12, -0.20, 0.12, 0.12, 0.03), palette.wood, bevel=0.10, texture="wood")
    for y in (-0.14, 0.04):
        figure.add(rounded_rect(-0.125, y, 0.125, y + 0.04, 0.01), palette.metal, "metal", bevel=0.02)
    for x, radius in ((-0.08, 0.07), (0.02, 0.085), (0.10, 0.06)):
        figure.add(ellipse(x, -0.21, radius, radius * 0.8), "#fff7e6", bevel=0.05, shadow=0.4)


def _banner(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(limb((0, -0.98), (0, 0.64), 0.024, 0.026), palette.wood, bevel=0.03, texture="wood")
    cloth = spline(
        [(0, -0.94), (-0.24, -0.88), (-0.48, -0.94), (-0.42, -0.74), (-0.48, -0.56), (-0.24, -0.52), (0, -0.58)],
        True,
        8,
        0.3,
    )
    figure.add(cloth, palette.accent, bevel=0.06, texture="cloth")
    figure.add(star(-0.22, -0.73, 0.10, 0.045, 5), palette.metal, "bevel", bevel=0.03)
    figure.add(ellipse(0, -1.0, 0.045), palette.metal, "metal", bevel=0.04)


def _wand(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(stroke([(0, 0.10), (0, -0.10), (0, -0.34)], 0.05, 0.03), palette.wood, bevel=0.02, texture="wood")
    figure.add(star(0, -0.40, 0.12, 0.05, 5), palette.glow, "bevel", bevel=0.04, glow=0.5)


def _skull(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(rounded_rect(-0.08, -0.16, 0.08, 0.0, 0.03), "#d9d0b8", bevel=0.05)
    figure.add(ellipse(0, -0.26, 0.16, 0.15), "#e9e2cf", bevel=0.14)
    for side in (-1, 1):
        figure.add(ellipse(side * 0.065, -0.24, 0.042, 0.05), "#2a1d26", "flat", shadow=0)


def _bag(figure: Figure, rng: Generator, palette: Palette) -> None:
    sack = spline([(-0.05, 0.0), (0.05, 0.0), (0.19, 0.18), (0.16, 0.36), (-0.16, 0.36), (-0.19, 0.18)])
    figure.add(sack, palette.leather, bevel=0.14, texture="cloth")
    figure.add(rounded_rect(-0.07, 0.0, 0.07, 0.06, 0.02), palette.accent, bevel=0.03)
    figure.add(ellipse(0, 0.22, 0.06), palette.metal, "metal", bevel=0.04)


def _gem(figure: Figure, rng: Generator, palette: Palette) -> None:
    stone = polygon((-0.12, -0.30), (0.12, -0.30), (0.20, -0.19), (0, 0.04), (-0.20, -0.19))
    figure.add(stone, palette.glow, "gem", bevel=0.08, glow=0.2, gloss=0.7)
    figure.add(
        polygon((-0.10, -0.28), (0, -0.28), (-0.06, -0.20), (-0.16, -0.20)),
        lighten(palette.glow, 0.7),
        "flat",
        line=0,
        shadow=0,
    )


def _hook(figure: Figure, rng: Generator, palette: Palette) -> None:
    line = spline([(0, -0.02), (0, -0.14), (0.10, -0.26), (0.18, -0.16), (0.12, -0.08)], False, 10)
    figure.add(stroke(line, 0.06, 0.03), palette.armor, "metal", bevel=0.03)
    figure.add(rounded_rect(-0.07, -0.04, 0.07, 0.08, 0.03), palette.leather, bevel=0.04)


HELD: Mapping[str, HeldItem] = {
    "sword": HeldItem(armory.sword, words=("longsword", "blade", "greatsword", "rapier")),
    "cutlass": HeldItem(armory.cutlass, words=("saber", "sabre", "scimitar")),
    "katana": HeldItem(armory.katana, tilt_deg=(-34, -16)),
    "dagger": HeldItem(armory.dagger, tilt_deg=(-40, -20), words=("knife", "kunai")),
    "axe": HeldItem(armory.axe, words=("battleaxe", "battle axe", "hatchet")),
    "hammer": HeldItem(armory.hammer, words=("warhammer", "war hammer", "mallet")),
    "mace": HeldItem(armory.mace, words=("flail", "morningstar")),
    "club": HeldItem(armory.club, words=("cudgel",)),
    "spear": HeldItem(armory.spear, "upright", (-8, 0), words=("lance", "halberd", "pike", "javelin")),
    "trident": HeldItem(armory.trident, "upright", (-8, 0)),
    "pitchfork": HeldItem(armory.pitchfork, "upright", (-8, 0), words=("fork", "rake")),
    "scythe": HeldItem(armory.scythe, "upright", (-6, 2), words=("sickle",)),
    "staff": HeldItem(armory.staff, "upright", (-7, 0), words=("rod", "scepter", "sceptre", "stave")),
    "wand": HeldItem(_wand, "raised", (-30, -10), words=("magic wand",), weapon=False),
    "bow": HeldItem(armory.bow, "forward", (-6, 6), words=("longbow", "bow and arrow")),
    "crossbow": HeldItem(armory.crossbow, "forward", (-30, -10)),
    "shield": HeldItem(armory.shield, "forward", (-4, 6), in_front=True, words=("buckler",), weapon=False),
    "lantern": HeldItem(_lantern, "out", (-4, 4), words=("lamp", "light"), weapon=False),
    "torch": HeldItem(_torch, "raised", (-14, -4), words=("fire", "flame", "candle"), weapon=False),
    "potion": HeldItem(_potion, "raised", (-8, 8), words=("bottle", "flask", "vial", "elixir", "poison"), weapon=False),
    "book": HeldItem(
        _book, "forward", (-10, 4), in_front=True, words=("tome", "spellbook", "grimoire", "bible"), weapon=False
    ),
    "orb": HeldItem(
        _orb, "raised", (0, 0), words=("crystal ball", "ball", "sphere", "magic", "fireball"), weapon=False
    ),
    "pickaxe": HeldItem(_pickaxe, words=("pick", "shovel"), weapon=False),
    "flower": HeldItem(_flower, "raised", (-14, 0), words=("rose", "flowers"), weapon=False),
    "key": HeldItem(_key, "raised", (-20, 0), words=("keys",), weapon=False),
    "scroll": HeldItem(_scroll, "forward", (-10, 6), in_front=True, words=("map", "letter", "paper"), weapon=False),
    "mug": HeldItem(_mug, "raised", (-10, 4), words=("beer", "ale", "cup", "goblet", "tankard"), weapon=False),
    "banner": HeldItem(_banner, "upright", (-5, 0), words=("flag", "standard"), weapon=False),
    "skull": HeldItem(_skull, "raised", (-8, 8), weapon=False),
    "bag": HeldItem(_bag, "out", (-4, 4), words=("sack", "pouch", "coins", "gold", "treasure", "money"), weapon=False),
    "gem": HeldItem(_gem, "raised", (-8, 8), words=("crystal", "jewel", "diamond", "ruby", "emerald"), weapon=False),
    "hook": HeldItem(_hook, "low", (-10, 10)),
}


def held_item(word: str | None) -> HeldItem | None:
    """The item a word names, by its key, one of its other names, or its last word ("fire staff"); None if unknown."""
    if not word:
        return None
    asked = word.lower().strip()
    for candidate in (asked, asked.split()[-1]):
        if candidate in HELD:
            return HELD[candidate]
        for item in HELD.values():
            if candidate in item.words:
                return item
    return None
