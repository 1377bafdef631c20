"""Every lifeless subject: bounded, deterministic, different by seed, obedient to traits and colours."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundot_studio.engine.painters.color import ColorLike
from rundot_studio.engine.painters.figure import MATERIALS, TEXTURES, Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.shading import render
from rundot_studio.engine.painters.subjects import (
    SUBJECTS,
    aircraft,
    blades,
    castles,
    coins,
    food,
    instruments,
    landmarks,
    monuments,
    nature,
    papers,
    plants,
    potions,
    produce,
    provisions,
    ships,
    sky,
    spacecraft,
    stones,
    tools,
    treasure,
    trees,
    vehicles,
    village,
    weapons,
)

MODULES = (
    aircraft,
    blades,
    castles,
    coins,
    food,
    instruments,
    landmarks,
    monuments,
    nature,
    papers,
    plants,
    potions,
    produce,
    provisions,
    ships,
    sky,
    spacecraft,
    stones,
    tools,
    treasure,
    trees,
    vehicles,
    village,
    weapons,
)
KINDS: tuple[SubjectKind, ...] = tuple(kind for module in MODULES for kind in module.KINDS)
BY_NAME = {kind.name: kind for kind in KINDS}

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
TRAITS = (
    Traits(),
    Traits(glowing=True, ornate=True, old=True),
    Traits(broken=True, open=True, evil=True, cute=True, mood="happy"),
)


def drawn(
    kind: SubjectKind, seed: int = 0, traits: Traits | None = None, colors: dict[str, ColorLike] | None = None
) -> Figure:
    """The subject in the house colours, its own main colour, and ``colors`` by role."""
    roles: dict[str, ColorLike] = {} if kind.main is None else {"main": kind.main}
    roles.update(colors or {})
    figure = Figure()
    kind.draw(figure, rng_for(kind.name, seed), Palette.default(**roles), traits or Traits())
    return figure


def outline_bytes(figure: Figure) -> list[bytes]:
    """All outlines and holes, in order."""
    return [points.tobytes() for part in figure.parts for points in (*part.outlines, *part.holes)]


def color_bytes(figure: Figure) -> list[bytes]:
    """All parts' colours, in order."""
    return [part.color.tobytes() for part in figure.parts]


def silhouette(figure: Figure) -> np.ndarray:
    return render(figure, 48, 48, "flat", rng_for("test"), fit=0.9).rgba[..., 3] > 0.5


def test_there_are_many_kinds_of_things() -> None:
    assert len(KINDS) >= 50
    assert set(KINDS) <= set(SUBJECTS)


def test_no_two_subjects_share_a_name_or_a_word() -> None:
    names = Counter(kind.name for kind in SUBJECTS)
    words = Counter(word for kind in SUBJECTS for word in kind.words)
    assert [name for name, count in names.items() if count > 1] == []
    assert [word for word, count in words.items() if count > 1] == []


@each_kind
def test_words_are_lower_case_and_name_the_kind(kind: SubjectKind) -> None:
    assert all(word == word.lower().strip() for word in kind.words)
    assert kind.words


@each_kind
def test_stays_in_its_frame_whatever_is_asked_of_it(kind: SubjectKind) -> None:
    for seed, traits in enumerate(TRAITS):
        low, high = drawn(kind, seed, traits).bounds()
        assert low.min() >= -1.3
        assert high.max() <= 1.3
        assert min(high - low) > 0.25


@each_kind
def test_parts_name_known_materials_and_earlier_parts(kind: SubjectKind) -> None:
    for seed, traits in enumerate(TRAITS):
        seen: set[str | None] = {None}
        for part in drawn(kind, seed, traits).parts:
            assert part.material in MATERIALS
            assert part.texture is None or part.texture in TEXTURES
            assert part.clip in seen
            assert 0 <= part.alpha <= 1
            assert 0 <= part.glow <= 1
            assert all(np.isfinite(outline).all() and len(outline) >= 3 for outline in part.outlines)
            seen.add(part.name)


@each_kind
def test_same_seed_same_thing_and_other_seed_another(kind: SubjectKind) -> None:
    first = drawn(kind, 1)
    assert outline_bytes(first) == outline_bytes(drawn(kind, 1))
    assert color_bytes(first) == color_bytes(drawn(kind, 1))
    others = [drawn(kind, seed) for seed in (2, 3)]
    looks = {(*outline_bytes(figure), *color_bytes(figure)) for figure in (first, *others)}
    assert len(looks) == 3


@each_kind
def test_each_coloured_role_recolours_something_and_the_first_nearly_always(kind: SubjectKind) -> None:
    for position, role in enumerate(kind.colored_roles):
        changed = 0
        for seed in range(8):
            green, purple = drawn(kind, seed, colors={role: "#12f0a3"}), drawn(kind, seed, colors={role: "#7a1040"})
            changed += color_bytes(green) != color_bytes(purple)
            if changed >= (3 if position == 0 else 1):
                break
        assert changed >= (3 if position == 0 else 1), role


@each_kind
def test_broken_takes_a_piece_out(kind: SubjectKind) -> None:
    whole, broken = silhouette(drawn(kind, 2)), silhouette(drawn(kind, 2, Traits(broken=True)))
    assert (whole != broken).sum() > 12


@each_kind
def test_glowing_spreads_light_around(kind: SubjectKind) -> None:
    figure = drawn(kind, 2, Traits(glowing=True))
    aura, body = figure.parts[0], figure.parts[4:-5]
    assert 0 < aura.alpha < 0.3
    reach = np.concatenate(aura.outlines)
    solid = np.concatenate([o for part in body if part.clip is None and part.alpha > 0.5 for o in part.outlines])
    assert (reach.min(0) < solid.min(0) - 0.05).all()
    assert (reach.max(0) > solid.max(0) + 0.05).all()


@pytest.mark.parametrize("name", ["sword", "chest", "house", "tree", "rock", "potion", "spaceship"])
def test_old_and_evil_things_change_their_colours(name: str) -> None:
    plain = color_bytes(drawn(BY_NAME[name], 3))
    assert color_bytes(drawn(BY_NAME[name], 3, Traits(old=True))) != plain
    assert color_bytes(drawn(BY_NAME[name], 3, Traits(evil=True))) != plain


@pytest.mark.parametrize("name", ["chest", "book", "gate", "castle", "letter", "house", "potion", "barrel"])
def test_open_things_show_it(name: str) -> None:
    changed = [
        outline_bytes(drawn(BY_NAME[name], seed)) != outline_bytes(drawn(BY_NAME[name], seed, Traits(open=True)))
        for seed in range(3)
    ]
    assert any(changed)


@pytest.mark.parametrize("name", ["sword", "dagger", "staff", "shield", "crown", "barrel", "crate", "book", "castle"])
def test_ornate_things_carry_more(name: str) -> None:
    plain = sum(len(drawn(BY_NAME[name], seed).parts) for seed in range(4))
    assert sum(len(drawn(BY_NAME[name], seed, Traits(ornate=True)).parts) for seed in range(4)) > plain


@pytest.mark.parametrize("name", ["apple", "heart", "mushroom", "sun", "cloud", "cactus", "egg", "pie", "snowman"])
def test_cute_things_get_a_face_unless_it_is_unwanted(name: str) -> None:
    cute = Traits(cute=True)
    plain = len(drawn(BY_NAME[name], 1).parts)
    assert len(drawn(BY_NAME[name], 1, cute).parts) > plain or name == "snowman"
    faceless = drawn(BY_NAME[name], 1, replace(cute, avoid=frozenset({"face"})))
    assert len(faceless.parts) < len(drawn(BY_NAME[name], 1, cute).parts)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("castle", "flag"),
        ("torch", "flame"),
        ("rocket", "fire"),
        ("chest", "gold"),
        ("house", "smoke"),
        ("ufo", "alien"),
    ],
)
def test_the_negative_prompt_leaves_parts_out(name: str, word: str) -> None:
    without = Traits(avoid=frozenset({word}), open=True)
    fewer = [
        len(drawn(BY_NAME[name], seed, without).parts) < len(drawn(BY_NAME[name], seed, Traits(open=True)).parts)
        for seed in range(4)
    ]
    assert any(fewer)


def test_a_rocket_a_saucer_and_a_fighter_are_three_things() -> None:
    words = {word: kind.name for kind in KINDS for word in kind.words}
    assert words["rocket ship"] == "rocket"
    assert words["flying saucer"] == "ufo"
    assert words["spaceship"] == "spaceship"
    shapes = [silhouette(drawn(BY_NAME[name])) for name in ("rocket", "ufo", "spaceship")]
    for i in range(3):
        different = (shapes[i] != shapes[i - 1]).mean()
        assert different > 0.1


def test_potions_have_the_colour_that_their_name_promises() -> None:
    words = {word: kind for kind in KINDS for word in kind.words}
    red = render(drawn(words["health potion"]), 64, 64, "painted", rng_for(1), fit=0.9).rgba
    blue = render(drawn(words["mana potion"]), 64, 64, "painted", rng_for(1), fit=0.9).rgba
    assert red[40:58, 24:40, 0].mean() > red[40:58, 24:40, 2].mean() + 0.2
    assert blue[40:58, 24:40, 2].mean() > blue[40:58, 24:40, 0].mean() + 0.2


@given(st.integers(0, 2**32), st.sampled_from(KINDS))
@settings(max_examples=40, deadline=None)
def test_any_seed_draws_inside_the_frame(seed: int, kind: SubjectKind) -> None:
    low, high = drawn(kind, seed).bounds()
    assert low.min() >= -1.3
    assert high.max() <= 1.3
