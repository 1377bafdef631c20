"""People and their kin: one body, dressed, armed and given a face by role, seed and traits."""

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, hex_color, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, SubjectPainter, Traits
from rundot_studio.engine.painters.noise import child_rng, pick, uniform
from rundot_studio.engine.painters.subjects import helmets
from rundot_studio.engine.painters.subjects.anatomy import (
    Body,
    draw_arm,
    draw_bat_wings,
    draw_cape,
    draw_feathered_wings,
    draw_hand,
    draw_item,
    draw_tail,
    make_body,
)
from rundot_studio.engine.painters.subjects.armor import pauldrons
from rundot_studio.engine.painters.subjects.equipment import HELD, HeldItem, held_item
from rundot_studio.engine.painters.subjects.faces import Eyes, draw_eyes, full_beard, goatee, moustache
from rundot_studio.engine.painters.subjects.fighters import FIGHTERS
from rundot_studio.engine.painters.subjects.folk import FOLK
from rundot_studio.engine.painters.subjects.headgear import HEADGEAR
from rundot_studio.engine.painters.subjects.heads import (
    brute_head,
    hair_behind,
    hair_in_front,
    human_head,
    robot_head,
    skull_head,
)
from rundot_studio.engine.painters.subjects.livery import Livery, Sleeves
from rundot_studio.engine.painters.subjects.outfits import OUTFITS
from rundot_studio.engine.painters.subjects.role import Role
from rundot_studio.engine.painters.subjects.settle import settled

_HOUSE = Palette.default()
_SKINS = ("#f0c097", "#e3ab7c", "#c98d5e", "#f6d2b3", "#9a6440", "#70452c")
_WHITE_HAIR = hex_color("#e4e1de")
_EVIL_GLOW = hex_color("#ff3a2a")
_HATS = frozenset({"hat", "hats", "helmet", "helm", "hood", "crown", "cap", "headgear"})
_WEAPONS = frozenset({"weapon", "weapons"})


def _asked(color: Color, house: Color) -> bool:
    """Whether the prompt replaced a house colour."""
    return not np.array_equal(color, house)


def _livery(role: Role, rng: Generator, palette: Palette, traits: Traits) -> Livery:
    skin = hex_color(pick(rng, *_SKINS))
    if role.skin is not None:
        skin = mix(role.skin, pick(rng, "#ffffff", "#203018", "#c0a060"), uniform(rng, 0.0, 0.14))
    trim, hair = hex_color(pick(rng, *role.trims)), hex_color(pick(rng, *role.hairs))
    own_main = hex_color(pick(rng, role.main, *role.mains))
    main = palette.main if _asked(palette.main, hex_color(role.main)) else own_main
    if traits.evil and role.face == "skull":
        skin = darken(skin, 0.4)
    if traits.evil:
        main, trim = darken(main, 0.35), mix(trim, "#8a1420", 0.5)
    return Livery(
        main=main,
        trim=palette.accent if _asked(palette.accent, _HOUSE.accent) else trim,
        skin=palette.skin if _asked(palette.skin, _HOUSE.skin) else skin,
        hair=_WHITE_HAIR if traits.old else hair,
        leather=mix(palette.leather, pick(rng, "#2b1a14", "#b07a4a"), uniform(rng, 0.0, 0.25)),
        gold=palette.metal,
        armor=darken(palette.armor, 0.35) if traits.evil else palette.armor,
        dark=palette.dark,
        glow=palette.glow,
        ornate=traits.ornate,
    )


def _avoids(traits: Traits, *words: str) -> bool:
    return any(word in traits.avoid for word in words)


def _choose_item(
    asked: str | None, usual: tuple[str, ...], rng: Generator, traits: Traits, *, shield: bool
) -> HeldItem | None:
    """What the prompt asks for, else one of the role's usual things, unless the prompt avoids it."""
    drawn = pick(rng, *(usual or ("",)))
    item = held_item(asked) if asked else HELD.get(drawn)
    if item is None or asked:
        return item
    if (item.weapon and traits.avoid & _WEAPONS) or _avoids(traits, drawn) or traits.avoid & set(item.words):
        return None
    return None if shield and drawn == "shield" and _avoids(traits, "shield") else item


def _headgear(role: Role, rng: Generator, traits: Traits) -> str:
    worn = pick(rng, *(role.headgear or ("",)))
    if traits.hooded and not _avoids(traits, "hood"):
        return "hood"
    if traits.avoid & _HATS or (worn and _avoids(traits, *worn.split())):
        return worn if worn in ("demon horns", "halo") and not _avoids(traits, *worn.split()) else ""
    return worn


def _eye_glow(role: Role, traits: Traits, livery: Livery) -> Color | None:
    if traits.evil:
        return _EVIL_GLOW
    return livery.glow if traits.glowing or role.glowing_eyes else None


def _mood(role: Role, traits: Traits) -> str:
    if traits.mood != "neutral":
        return traits.mood
    return "angry" if traits.evil and role.mood == "neutral" else role.mood


def _draw_back(figure: Figure, rng: Generator, body: Body, role: Role, livery: Livery, traits: Traits) -> None:
    """Wings, tail and cape. Chances are drawn whether or not they are used: avoiding one changes no other."""
    caped, ragged = float(rng.random()) < role.cape, float(rng.random()) < 0.25
    if (traits.winged or role.wings) and not _avoids(traits, "wings", "wing"):
        if role.wings == "bat" or traits.evil or role.face in ("goblin", "orc"):
            draw_bat_wings(figure, body, mix(livery.skin, livery.dark, 0.55), darken(livery.skin, 0.25))
        else:
            draw_feathered_wings(figure, body, hex_color("#f4f2ee"))
    if role.tail:
        draw_tail(figure, livery.skin)
    if caped and not _avoids(traits, "cape", "cloak"):
        draw_cape(
            figure, child_rng(rng), body, livery.trim if role.outfit[0] != "coat" else darken(livery.main, 0.2), ragged
        )


def _draw_head(
    figure: Figure, rng: Generator, body: Body, role: Role, livery: Livery, traits: Traits, feminine: bool, worn: str
) -> None:
    mood, glow = _mood(role, traits), _eye_glow(role, traits, livery)
    if role.face == "visor" and not traits.avoid & _HATS and not traits.hooded:
        helmets.helm(figure, rng, body, livery)
        lit = glow if glow is not None or pick(rng, True, False) is False else livery.glow
        draw_eyes(
            figure,
            Eyes(body.head * 0.38, body.head_y + body.head * 0.18, body.head * 0.15, glow=lit, mood=mood, tall=1.1),
        )
        helmets.helm_trim(figure, rng, body, livery)
        return
    if role.face == "robot":
        robot_head(figure, rng, body, livery, "evil" if traits.evil else mood)
    elif role.face == "skull":
        skull_head(figure, rng, body, livery, glow)
    elif role.face in ("goblin", "orc"):
        brute_head(figure, rng, body, livery, mood, glow, role.face == "goblin")
    else:
        evil = traits.evil or role.name in ("vampire", "demon")
        human_head(figure, rng, body, livery, mood, feminine, glow, mouth=True, ears=role.ears, evil=evil)
    _draw_hair(figure, child_rng(rng), body, role, livery, traits, feminine, worn)
    if worn:
        HEADGEAR[worn](figure, child_rng(rng), body, livery)


def _draw_hair(
    figure: Figure, rng: Generator, body: Body, role: Role, livery: Livery, traits: Traits, feminine: bool, worn: str
) -> None:
    bald, bearded, style = float(rng.random()) < role.bald, float(rng.random()), pick(rng, *role.hair)
    length = uniform(rng, 0.1, 0.7)
    haired = role.face in ("human", "visor") or (role.face == "orc" and not worn)
    if haired and not bald and not _avoids(traits, "hair") and worn not in ("ninja mask", "hood", "bandana"):
        tall = style in ("spiky", "mohawk") and worn not in ("", "tiara", "halo", "demon horns", "crown")
        hair_in_front(figure, rng, body, livery.hair, "short" if tall else style)
    if feminine or role.face not in ("human", "visor") or _avoids(traits, "beard") or worn == "ninja mask":
        return
    chance = max(role.beard, 0.85 if traits.old else 0.0)
    if bearded < chance * 0.8 or (traits.old and bearded < 0.85):
        full_beard(figure, body.head_y, body.head, length if role.name != "dwarf" else 0.35 + length * 0.6, livery.hair)
    elif bearded < chance * 0.9:
        moustache(figure, body.head_y + body.head * 0.46, body.head * 0.9, livery.hair)
    elif bearded < chance:
        goatee(figure, body.head_y, body.head, livery.hair)


def _draw_arm_and_item(
    figure: Figure,
    rng: Generator,
    body: Body,
    side: int,
    pose: str,
    sleeves: Sleeves,
    item: HeldItem | None,
    palette: Palette,
) -> None:
    own = child_rng(rng)
    draw_arm(figure, body, side, pose, sleeves.color, sleeves.material, sleeves.texture)
    if item is not None and not item.in_front:
        draw_item(figure, body, side, pose, item, own, palette)
    draw_hand(figure, body, side, pose, sleeves.hand, sleeves.cuff, sleeves.hand_material)
    if item is not None and item.in_front:
        draw_item(figure, body, side, pose, item, own, palette)


def person(role: Role) -> SubjectPainter:
    """The painter of a role."""

    def draw(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
        body = make_body(pick(rng, *role.build), rng, traits.cute)
        livery = _livery(role, rng, palette, traits)
        coin = pick(rng, True, False)
        feminine = coin if role.feminine is None else role.feminine
        feminine = feminine and role.face in ("human", "visor") and role.name != "zombie"
        worn = _headgear(role, rng, traits)
        if worn == "crown" and feminine is False and role.name == "queen":
            worn = "tiara"
        main_item = _choose_item(traits.holding, role.held, rng, traits, shield=False)
        other_item = _choose_item(traits.offhand, role.offhand, rng, traits, shield=True)
        if main_item is not None and main_item.in_front:  # a shield or a book alone goes on the other arm
            main_item, other_item = None, main_item
        idle = role.pose or pick(rng, "relaxed", "relaxed", "hip")
        tinted = replace(palette, main=livery.main, accent=livery.trim, armor=livery.armor)

        _draw_back(figure, child_rng(rng), body, role, livery, traits)
        long_hair = feminine and not _avoids(traits, "hair") and worn not in ("ninja mask", "hood")
        if long_hair and not (role.face == "visor" and worn == ""):
            hair_behind(figure, child_rng(rng), body, livery.hair)
        outfit_rng, head_rng, arms_rng = child_rng(rng), child_rng(rng), child_rng(rng)
        sleeves = OUTFITS[pick(outfit_rng, *role.outfit)](figure, outfit_rng, body, livery)
        _draw_arm_and_item(
            figure, arms_rng, body, 1, other_item.pose if other_item else idle, sleeves, other_item, tinted
        )
        _draw_head(figure, head_rng, body, role, livery, traits, feminine, worn)
        pose = main_item.pose if main_item else role.pose or "relaxed"
        _draw_arm_and_item(figure, arms_rng, body, -1, pose, sleeves, main_item, tinted)
        if role.pauldrons or traits.ornate:
            pauldrons(figure, body, livery, role.pauldrons == "metal" or traits.ornate)

    return settled(draw)


KINDS: tuple[SubjectKind, ...] = tuple(
    SubjectKind(role.name, role.words, person(role), main=role.main, colored_roles=role.colored_roles)
    for role in (*FIGHTERS, *FOLK)
)
