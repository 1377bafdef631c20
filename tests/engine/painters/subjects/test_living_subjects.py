"""People, monsters, animals and automata: every one of them, by the laws all subjects share."""

import itertools
from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
import pytest

from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.shading import render
from rundot_studio.engine.painters.subjects import SUBJECTS, animals, automata, monsters, people

LIVING = (*people.KINDS, *monsters.KINDS, *animals.KINDS, *automata.KINDS)
each_kind = pytest.mark.parametrize("kind", LIVING, ids=lambda kind: kind.name)


@pytest.fixture(autouse=True)
def one_code_path() -> Iterator[None]:
    """Intel's IPP rounds by the alignment of its input; painters run without it, and so must what compares bytes."""
    used = cv2.ipp.useIPP()
    cv2.ipp.setUseIPP(False)
    yield
    cv2.ipp.setUseIPP(used)


@cache
def drawn(kind: SubjectKind, seed: int = 0, traits: Traits | None = None, **colors: str) -> Figure:
    figure = Figure()
    main = {"main": kind.main} if kind.main else {}
    kind.draw(figure, rng_for(kind.name, seed), Palette.default(**{**main, **colors}), traits or Traits())
    return figure


@cache
def pixels(kind: SubjectKind, seed: int = 0, traits: Traits | None = None, **colors: str) -> np.ndarray:
    return render(drawn(kind, seed, traits, **colors), 48, 48, "flat", rng_for("grain"), supersample=1).rgba


def look(figure: Figure) -> list[bytes]:
    """All outlines and colours, for comparing without rendering."""
    return [part.color.tobytes() + b"".join(o.tobytes() for o in part.outlines) for part in figure.parts]


def named(name: str) -> SubjectKind:
    return next(kind for kind in LIVING if kind.name == name)


def difference(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a * a[..., 3:] - b * b[..., 3:]).mean())


@each_kind
def test_it_stays_in_the_frame_and_fills_a_good_part_of_it(kind: SubjectKind) -> None:
    for seed in range(3):
        low, high = drawn(kind, seed).bounds()
        assert low.min() >= -1.0
        assert high.max() <= 1.0
        assert (high - low).max() > 1.2
    rgba = pixels(kind)
    assert 0.08 < float((rgba[..., 3] > 0.5).mean()) < 0.9


@each_kind
def test_the_same_seed_gives_the_same_parts_and_another_seed_others(kind: SubjectKind) -> None:
    assert look(drawn(kind, 1)) == look(drawn.__wrapped__(kind, 1))
    looks = [pixels(kind, seed) for seed in range(3)]
    assert all(difference(a, b) > 0.001 for a, b in itertools.combinations(looks, 2))


@each_kind
def test_it_turns_evil(kind: SubjectKind) -> None:
    assert look(drawn(kind)) != look(drawn(kind, traits=Traits(evil=True)))


@each_kind
def test_it_takes_the_prompts_colour(kind: SubjectKind) -> None:
    role = kind.colored_roles[0]
    red, blue = drawn(kind, **{role: "#d02020"}), drawn(kind, **{role: "#2030d0"})
    changed = sum(a != b for a, b in zip(look(red), look(blue), strict=True))
    assert changed >= 2


@each_kind
def test_its_words_are_plain_lower_case(kind: SubjectKind) -> None:
    assert kind.words
    assert all(word == word.lower().strip() and word for word in kind.words)


def test_names_and_words_are_not_shared() -> None:
    names = [kind.name for kind in LIVING]
    assert len(set(names)) == len(names)
    words = [word for kind in LIVING for word in kind.words]
    assert sorted(words) == sorted(set(words))


def test_all_of_them_are_among_the_subjects() -> None:
    assert set(LIVING) <= set(SUBJECTS)


def test_there_are_enough_of_each() -> None:
    assert len(people.KINDS) >= 16
    assert len(monsters.KINDS) >= 11
    assert len(animals.KINDS) >= 10


HAND_ITEMS = (
    *("sword", "axe", "staff", "bow", "lantern", "shield", "potion", "torch", "book", "spear", "hammer"),
    *("dagger", "orb", "mug", "key", "flower", "scroll", "pickaxe", "trident", "wand", "banner", "gem"),
)


@pytest.mark.parametrize("item", HAND_ITEMS)
def test_a_knight_holds_what_the_prompt_names(item: str) -> None:
    empty = Traits(avoid=frozenset({"weapon", "shield"}))
    armed = Traits(avoid=empty.avoid, holding=item)
    assert len(drawn(named("knight"), 2, armed).parts) > len(drawn(named("knight"), 2, empty).parts)


def test_a_lantern_shines_in_the_hand_that_holds_it() -> None:
    for seed in range(4):
        figure = drawn(named("knight"), seed, Traits(holding="lantern"))
        lights = [part for part in figure.parts if part.glow > 0.7 and part.outlines[0][:, 1].mean() > 0]
        assert lights
        assert lights[0].outlines[0][:, 0].mean() < -0.2


def test_an_item_by_another_name_is_the_same_item() -> None:
    lamp, lantern = (pixels(named("knight"), 1, Traits(holding=word)) for word in ("lamp", "old lantern"))
    assert np.array_equal(lamp, lantern)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("wizard", "hat"),
        ("wizard", "beard"),
        ("knight", "shield"),
        ("king", "crown"),
        ("king", "cape"),
        ("samurai", "sword"),
        ("angel", "wings"),
        ("imp", "wings"),
        ("dragon", "wings"),
    ],
)
def test_what_the_prompt_avoids_is_left_out(name: str, word: str) -> None:
    words = {"sword": {"sword", "weapon"}}.get(word, {word})
    changed = sum(
        len(drawn(named(name), seed, Traits(avoid=frozenset(words))).parts) < len(drawn(named(name), seed).parts)
        for seed in range(6)
    )
    assert changed >= 3


def test_a_knight_without_a_helmet_shows_a_face() -> None:
    avoided = (Traits(), Traits(avoid=frozenset({"helmet"})))
    names = [{part.name for part in drawn(named("knight"), 1, traits).parts} for traits in avoided]
    assert "helm" in names[0]
    assert "face" not in names[0]
    assert "face" in names[1]
    assert "helm" not in names[1]


FELT = [(name, mood) for name in ("hero", "slime", "cat") for mood in ("happy", "angry", "sad", "sleepy", "scary")]


@pytest.mark.parametrize(("name", "mood"), [*FELT, ("robot", "happy"), ("robot", "angry")])
def test_moods_change_the_face(name: str, mood: str) -> None:
    kind = named(name)
    looks = [pixels(kind, seed) for seed in range(3)]
    felt = [pixels(kind, seed, Traits(mood=mood)) for seed in range(3)]
    assert any(difference(a, b) > 1e-4 for a, b in zip(looks, felt, strict=True))


@pytest.mark.parametrize("trait", ["old", "cute", "winged", "hooded", "glowing", "ornate"])
def test_adjectives_show_on_a_hero(trait: str) -> None:
    kind = named("hero")
    assert difference(pixels(kind, 1), pixels(kind, 1, Traits(**{trait: True}))) > 1e-3


def test_the_old_grow_a_white_beard() -> None:
    kind = named("king")
    whites = [
        sum(bool((part.color > 0.8).all()) for part in drawn(kind, seed, Traits(old=old)).parts)
        for old in (False, True)
        for seed in range(4)
    ]
    assert sum(whites[4:]) > sum(whites[:4])


def test_a_cute_hero_has_a_larger_head() -> None:
    def face(traits: Traits) -> float:
        figure = drawn(named("monk"), 3, traits)
        outline = next(part.outlines[0] for part in figure.parts if part.name == "face")
        low, high = figure.bounds()
        return float(np.ptp(outline[:, 1]) / (high - low)[1])

    assert face(Traits(cute=True)) > face(Traits()) * 1.05


def test_automaton_creatures_are_mirrored() -> None:
    for seed in range(5):
        body = automata.grow(rng_for(seed)).body
        assert np.array_equal(body, body[:, ::-1])
        assert body.sum() > 40
