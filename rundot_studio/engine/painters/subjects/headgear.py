"""What sits on a head, by name. A closed helm is not here: it replaces the face (``helmets.helm``)."""

from collections.abc import Callable, Mapping

from numpy.random import Generator

from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.subjects import hats, helmets, hoods
from rundot_studio.engine.painters.subjects.anatomy import Body
from rundot_studio.engine.painters.subjects.livery import Livery

HeadgearPainter = Callable[[Figure, Generator, Body, Livery], None]

HEADGEAR: Mapping[str, HeadgearPainter] = {
    "pointed hat": hats.pointed_hat,
    "hood": hoods.hood,
    "horned helmet": helmets.horned_helmet,
    "cap helmet": helmets.cap_helmet,
    "crown": helmets.crown,
    "tiara": helmets.tiara,
    "tricorn": hats.tricorn,
    "bandana": hoods.bandana,
    "ninja mask": hoods.ninja_mask,
    "kabuto": helmets.kabuto,
    "straw hat": hats.straw_hat,
    "broad hat": hats.broad_hat,
    "feathered cap": hats.feathered_cap,
    "jester cap": hats.jester_cap,
    "mitre": hats.mitre,
    "halo": helmets.halo,
    "demon horns": helmets.demon_horns,
    "top hat": hats.top_hat,
}
