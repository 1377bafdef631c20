"""The furred animals and what sets each apart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Species:
    """Ears: pointed, tall, floppy, round, long, leaf; muzzle: short, long, snout, broad.

    Tail: thin, bushy, puff, curl, tuft. ``head`` and ``body`` are half axes, ``coat`` a texture.
    """

    name: str
    words: tuple[str, ...]
    main: str
    ears: str = "pointed"
    muzzle: str = "short"
    tail: str = "thin"
    head: tuple[float, float] = (0.44, 0.38)
    body: tuple[float, float] = (0.34, 0.42)
    markings: tuple[str, ...] = ("none", "bib")
    whiskers: bool = False
    claws: bool = False
    horns: bool = False
    mane: bool = False
    fleece: bool = False
    coat: str | None = "fur"
    iris: str = "#3a2a1a"
    white: str = "#ffffff"
    mood: str = "neutral"


SPECIES: tuple[Species, ...] = (
    Species(
        "cat",
        ("cat", "kitten", "kitty", "black cat", "panther"),
        "#e09a4a",
        whiskers=True,
        markings=("stripes", "bib", "patch", "none"),
        iris="#4a8a2a",
        body=(0.30, 0.40),
    ),
    Species(
        "dog",
        ("dog", "puppy", "hound", "corgi"),
        "#b9814a",
        "floppy",
        "long",
        "curl",
        markings=("patch", "bib", "none"),
    ),
    Species(
        "wolf",
        ("wolf", "werewolf", "direwolf", "husky"),
        "#7f8794",
        "pointed",
        "long",
        "bushy",
        markings=("mask",),
        claws=True,
        iris="#d0a020",
        mood="angry",
    ),
    Species(
        "fox",
        ("fox", "kitsune", "vixen"),
        "#e0702a",
        "tall",
        "long",
        "bushy",
        markings=("mask",),
        iris="#5a3a10",
        body=(0.30, 0.40),
    ),
    Species(
        "bear",
        ("bear", "grizzly", "polar bear", "teddy bear", "panda"),
        "#7a5236",
        "round",
        "broad",
        "puff",
        (0.46, 0.42),
        (0.44, 0.46),
        ("bib", "none"),
        claws=True,
    ),
    Species(
        "rabbit",
        ("rabbit", "bunny", "hare"),
        "#d9cbbd",
        "long",
        "short",
        "puff",
        (0.38, 0.36),
        (0.32, 0.38),
        ("bib", "patch"),
        whiskers=True,
        iris="#6a2a30",
    ),
    Species(
        "mouse",
        ("mouse", "rat", "hamster", "rodent"),
        "#a39a98",
        "leaf",
        "short",
        "thin",
        (0.36, 0.33),
        (0.30, 0.34),
        ("bib",),
        whiskers=True,
    ),
    Species(
        "pig",
        ("pig", "piglet", "boar", "hog"),
        "#f0a0a4",
        "floppy",
        "snout",
        "curl",
        (0.44, 0.40),
        (0.42, 0.44),
        ("none",),
    ),
    Species(
        "cow",
        ("cow", "bull", "ox", "minotaur"),
        "#e8e0d6",
        "floppy",
        "broad",
        "tuft",
        (0.42, 0.40),
        (0.42, 0.44),
        ("patches",),
        horns=True,
    ),
    Species(
        "sheep",
        ("sheep", "lamb", "ram", "goat"),
        "#efe9dd",
        "floppy",
        "long",
        "puff",
        (0.34, 0.36),
        (0.46, 0.44),
        ("none",),
        fleece=True,
    ),
    Species(
        "lion",
        ("lion", "lioness", "tiger", "leopard", "cheetah"),
        "#e0a848",
        "round",
        "broad",
        "tuft",
        (0.42, 0.38),
        (0.38, 0.44),
        ("bib",),
        whiskers=True,
        claws=True,
        mane=True,
        iris="#7a4a10",
    ),
)
