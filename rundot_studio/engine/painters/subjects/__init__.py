"""All subjects a prompt can name. Each module lists its own in ``KINDS``; here they only come together."""

from rundot_studio.engine.painters.figure import SubjectKind
from rundot_studio.engine.painters.subjects import (
    animals,
    automata,
    blades,
    coins,
    food,
    monsters,
    nature,
    papers,
    people,
    plants,
    potions,
    produce,
    provisions,
    sky,
    stones,
    treasure,
    trees,
    weapons,
)

SUBJECTS: tuple[SubjectKind, ...] = (
    *people.KINDS,
    *monsters.KINDS,
    *automata.KINDS,
    *animals.KINDS,
    *blades.KINDS,
    *coins.KINDS,
    *food.KINDS,
    *nature.KINDS,
    *papers.KINDS,
    *plants.KINDS,
    *potions.KINDS,
    *produce.KINDS,
    *provisions.KINDS,
    *sky.KINDS,
    *stones.KINDS,
    *treasure.KINDS,
    *trees.KINDS,
    *weapons.KINDS,
)
