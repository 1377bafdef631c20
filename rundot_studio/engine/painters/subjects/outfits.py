"""What people wear below the head, by name."""

from collections.abc import Callable, Mapping

from numpy.random import Generator

from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.subjects import armor, garments
from rundot_studio.engine.painters.subjects.anatomy import Body
from rundot_studio.engine.painters.subjects.livery import Livery, Sleeves

Outfit = Callable[[Figure, Generator, Body, Livery], Sleeves]

OUTFITS: Mapping[str, Outfit] = {
    "plate": armor.plate,
    "robe": garments.robe,
    "tunic": garments.tunic,
    "hides": armor.hides,
    "dress": garments.dress,
    "coat": garments.coat,
    "wraps": garments.wraps,
    "samurai": armor.samurai_armor,
    "machine": armor.machine,
    "bones": armor.bones,
    "rags": garments.rags,
}
