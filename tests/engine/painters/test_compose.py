"""From a request to a painting: every style, sameness, size, references, negative prompt, layers."""

import hashlib
import subprocess
import sys

import cv2
import numpy as np
import pytest

from rundot_studio.engine.painters.color import Array, hex_color, rgb_to_oklab
from rundot_studio.engine.painters.compose import PaintRequest, paint
from rundot_studio.engine.painters.contact_sheet import parse_line
from rundot_studio.engine.painters.painting import Painting
from rundot_studio.engine.painters.styles import STYLES, StyleKind


def _paint(
    prompt: str, negative: str = "", width: int = 160, height: int = 160, seed: int = 3, **more: object
) -> Painting:
    return paint(PaintRequest(prompt, negative, width, height, seed, **more))  # type: ignore[arg-type]


def _mean_ab(rgb: Array) -> Array:
    return rgb_to_oklab(rgb).reshape(-1, 3).mean(0)[1:]


def _check(painting: Painting, width: int, height: int) -> None:
    assert painting.rgb.shape == (height, width, 3)
    assert painting.depth.shape == (height, width)
    fields = [painting.rgb, painting.depth]
    if painting.matte is not None:
        assert painting.foreground is not None
        assert painting.matte.shape == (height, width)
        assert painting.foreground.shape == (height, width, 3)
        fields += [painting.matte, painting.foreground]
    for field in fields:
        assert field.dtype == np.float32
        assert np.isfinite(field).all()
        assert field.min() >= 0
        assert field.max() <= 1.0001
    assert painting.rgb.std() > 0.01


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("what", ["red knight", "knight in a meadow at dawn", "stone texture"])
def test_every_style_paints_subjects_scenes_and_materials(style: StyleKind, what: str) -> None:
    painting = _paint(f"{what}, {style.words[0]}", width=120, height=120)
    _check(painting, 120, 120)
    assert (painting.matte is None) == ("texture" in what)
    if painting.matte is not None:
        assert 0.01 < float(painting.matte.mean()) < 0.7
    assert painting.reading.style is style


@pytest.mark.parametrize(("width", "height"), [(96, 170), (211, 97), (64, 64)])
@pytest.mark.parametrize("prompt", ["potion", "two knights, pixel art", "mountains", "sword icon"])
def test_every_ratio(prompt: str, width: int, height: int) -> None:
    _check(_paint(prompt, width=width, height=height), width, height)


@pytest.mark.parametrize("prompt", ["", "\x00", "龍", "🦄🦄", "no", "the of and", "a" * 5000, "frob", "knight " * 300])
def test_any_prompt_gives_a_picture(prompt: str) -> None:
    _check(_paint(prompt, width=96, height=96), 96, 96)


@pytest.mark.parametrize("prompt", ["a red knight with a lantern", "mountains at night", "ruby gem icon"])
def test_the_same_request_gives_the_same_bytes_and_another_seed_another_picture(prompt: str) -> None:
    first, again, other = (_paint(prompt, seed=seed, width=96, height=96) for seed in (1, 1, 2))
    assert first.rgb8().tobytes() == again.rgb8().tobytes()
    assert first.depth16().tobytes() == again.depth16().tobytes()
    assert first.cutout8().tobytes() == again.cutout8().tobytes()
    assert first.rgb8().tobytes() != other.rgb8().tobytes()


_CODE = """
import hashlib
from rundot_studio.engine.painters.compose import PaintRequest, paint
for prompt in ("a red knight fighting a dragon, watercolor", "spooky zorp", "cobble texture, ink"):
    picture = paint(PaintRequest(prompt, "hat, blue", 96, 96, 5))
    print(hashlib.sha256(picture.rgb8().tobytes() + picture.depth16().tobytes()).hexdigest())
"""


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-c", _CODE], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "77")
    ]
    assert outputs[0] == outputs[1]
    assert len(set(outputs[0].split())) == 3
    here = paint(PaintRequest("spooky zorp", "hat, blue", 96, 96, 5))
    assert hashlib.sha256(here.rgb8().tobytes() + here.depth16().tobytes()).hexdigest() == outputs[0].split()[1]


@pytest.mark.parametrize(
    "prompt", ["a knight holding a torch", "castle at sunset", "three mushrooms", "wizard, watercolor"]
)
def test_a_larger_size_is_the_same_picture_drawn_finer(prompt: str) -> None:
    small, large, other = (
        cv2.resize(_paint(prompt, width=side, height=side, seed=seed).rgb, (16, 16), interpolation=cv2.INTER_AREA)
        for side, seed in ((192, 3), (320, 3), (192, 4))
    )
    assert float(np.abs(small - large).mean()) < 0.035
    assert float(np.abs(small - large).mean()) < float(np.abs(small - other).mean())


def test_a_soft_style_beyond_two_thousand_pixels_still_gives_the_size_asked_for() -> None:
    painting = _paint("potion, watercolor", width=2200, height=240)
    _check(painting, 2200, 240)


def test_the_cut_out_holds_the_subject_and_nothing_of_the_ground() -> None:
    painting = _paint("red potion, white background", width=256, height=256)
    cutout = painting.cutout8()
    assert cutout.shape == (256, 256, 4)
    assert painting.matte is not None
    assert painting.foreground is not None
    composed = painting.foreground * painting.matte[..., None] + (1 - painting.matte[..., None])
    inside = painting.matte > 0.99
    assert np.abs(composed - painting.rgb)[inside].max() < 0.01
    corner = painting.rgb[:20, :20]
    assert (corner == 1).all()


def test_depth_puts_the_subject_before_the_ground() -> None:
    painting = _paint("knight")
    assert painting.matte is not None
    assert painting.depth[painting.matte > 0.9].mean() > painting.depth[painting.matte < 0.1].mean() + 0.2
    assert painting.depth16().dtype == np.uint16
    assert painting.depth_known


def test_a_transparent_or_shadowless_request_has_no_shadow() -> None:
    for prompt, negative in (("potion, transparent background", ""), ("potion, white background", "shadow")):
        painting = _paint(prompt, negative)
        assert painting.matte is not None
        assert (painting.rgb[painting.matte == 0] == 1).all()
    shaded = _paint("potion, white background")
    assert shaded.matte is not None
    assert (shaded.rgb[shaded.matte == 0] < 0.95).any()


def test_the_colour_word_colours_the_subject() -> None:
    for word, color in (("red", "#d8343f"), ("blue", "#3d6fd1"), ("green", "#4faf46")):
        painting = _paint(f"{word} slime, transparent background")
        assert painting.matte is not None
        assert painting.foreground is not None
        mean = _mean_ab(painting.foreground[painting.matte > 0.9][None])
        wanted = _mean_ab(hex_color(color)[None, None])
        assert float((mean * wanted).sum() / (np.hypot(*mean) * np.hypot(*wanted))) > 0.8


def test_a_colour_in_the_negative_prompt_is_gone_from_the_picture() -> None:
    def reds(painting: Painting) -> float:
        lab = rgb_to_oklab(painting.rgb)
        hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360
        strong = np.hypot(lab[..., 1], lab[..., 2]) > 0.1
        return float((strong & (np.abs((hue - 24 + 180) % 360 - 180) < 15)).mean())

    assert reds(_paint("mushroom")) > 0.02
    assert reds(_paint("mushroom", "red")) < 0.004


def test_a_negative_word_changes_nothing_that_it_does_not_name() -> None:
    plain, denied = _paint("knight"), _paint("knight", "blurry, low quality")
    assert plain.rgb8().tobytes() == denied.rgb8().tobytes()


def test_references_lend_their_palette() -> None:
    rng = np.random.default_rng(1)
    teal = np.array([20, 150, 150]) + rng.integers(-20, 20, (64, 64, 1))
    reference = np.clip(teal, 0, 255).astype(np.uint8)
    plain = _paint("dragon")
    lent = _paint("dragon", references=(reference,))
    assert lent.rgb8().tobytes() != plain.rgb8().tobytes()
    target = _mean_ab(reference.astype(np.float32) / 255)
    assert np.hypot(*(_mean_ab(lent.rgb) - target)) < 0.6 * np.hypot(*(_mean_ab(plain.rgb) - target))


def test_a_reference_lends_the_place_of_its_subject() -> None:
    reference = np.full((120, 120, 3), 230, np.uint8)
    reference[70:110, 12:48] = (200, 40, 40)
    plain, lent = _paint("potion"), _paint("potion", references=(reference,))

    def center(painting: Painting) -> tuple[float, float]:
        assert painting.matte is not None
        rows, columns = np.where(painting.matte > 0.5)
        return float(columns.mean()) / 160, float(rows.mean()) / 160

    assert abs(center(plain)[0] - 0.5) < 0.06
    assert center(lent)[0] < 0.35
    assert center(lent)[1] > 0.6


@pytest.mark.parametrize(
    "prompt", ["watercolor", "as pixel art", "", "oil painting of the reference", "make it a pencil sketch"]
)
def test_a_style_alone_redraws_the_reference(prompt: str) -> None:
    y, x = np.mgrid[0:90, 0:120]
    reference = np.stack([x * 2, y * 2, 255 - x], -1).astype(np.uint8)
    painting = _paint(prompt, references=(reference,), width=160, height=120)
    _check(painting, 160, 120)
    assert not painting.depth_known
    gray = cv2.cvtColor(painting.rgb8(), cv2.COLOR_RGB2GRAY).astype(float)
    wanted = cv2.resize(cv2.cvtColor(reference, cv2.COLOR_RGB2GRAY), (160, 120)).astype(float)
    correlation = np.corrcoef(cv2.GaussianBlur(gray, (0, 0), 6).ravel(), cv2.GaussianBlur(wanted, (0, 0), 6).ravel())
    assert correlation[0, 1] > 0.5


@pytest.mark.parametrize(
    "shape", [(40, 40), (40, 40, 1), (40, 40, 2), (40, 40, 3), (40, 40, 4), (1, 1, 3), (3, 300, 4)]
)
def test_any_shape_of_reference_will_do(shape: tuple[int, ...]) -> None:
    reference = np.random.default_rng(0).integers(0, 255, shape, dtype=np.uint8)
    for prompt in ("potion", "watercolor"):
        _check(_paint(prompt, references=(reference,), width=96, height=96), 96, 96)


def test_a_transparent_reference_keeps_its_matte_when_redrawn() -> None:
    reference = np.zeros((80, 80, 4), np.uint8)
    reference[20:60, 20:60] = (200, 60, 60, 255)
    painting = _paint("oil painting", references=(reference,))
    assert painting.matte is not None
    assert painting.matte[80, 80] > 0.9
    assert painting.matte[4, 4] < 0.1


def test_styled_materials_still_tile() -> None:
    for prompt in ("cobble texture, watercolor", "brick texture, ink drawing", "grass texture, oil painting"):
        rgb = _paint(prompt, width=256, height=256).rgb
        for axis in (0, 1):
            lines = np.moveaxis(rgb, axis, 0)
            across = float(np.abs(lines[0] - lines[-1]).mean())
            inside = np.abs(np.diff(lines, axis=0)).reshape(255, -1).mean(1)
            assert across <= float(inside.max()) * 1.15 + 0.004


def test_a_line_of_a_prompt_list() -> None:
    request = parse_line("red dragon || hat @16x9", 640, 7)
    assert request == PaintRequest("red dragon", "hat", 640, 360, 7)
    assert parse_line("# remark", 640, 7) is None
    assert parse_line("  ", 640, 7) is None
