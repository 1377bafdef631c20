"""Frames of the depth views, in software and when the graphics card lets go."""

import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rundot_studio.domain.errors import StudioError
from rundot_studio.imaging import codec
from rundot_studio.relief.scene import DepthScene, View, ViewSettings
from rundot_studio.ui.canvas.layer import FrameRequest
from rundot_studio.ui.depth import renderer as module
from rundot_studio.ui.depth.choice import RELIEF_HEIGHT, DepthChoice, DepthView
from rundot_studio.ui.depth.reading import Pair
from rundot_studio.ui.depth.renderer import CARD_SLOW_S, SLOW_FRAMES_MOST, DepthRenderer
from rundot_studio.ui.depth.settings import LIVE_VIEWS
from tests.ui.depth.conftest import SIZE, depth_png, picture_pixels


def request(x: float, y: float) -> FrameRequest:
    return FrameRequest(*SIZE, x, y, 0.0)


@pytest.mark.parametrize("view", LIVE_VIEWS)
def test_every_live_view_gives_a_frame_that_is_not_the_picture(view: DepthView, pair_files: tuple[Path, Path]) -> None:
    pair = Pair.read(*pair_files)
    choice = DepthChoice(view)
    drawn = DepthRenderer(pair.scene(choice, SIZE[0]), choice)
    frame = drawn.render(request(0.9, 0.2))
    assert frame.shape == (SIZE[1], SIZE[0], 4)
    assert np.abs(frame.astype(int) - pair.full.picture).mean() > 3


def test_a_slow_view_is_rough_while_the_mouse_moves_and_whole_when_it_rests(
    pair_files: tuple[Path, Path],
) -> None:
    pair = Pair.read(*pair_files)
    choice = DepthChoice(DepthView.PARALLAX)
    drawn = DepthRenderer(pair.scene(choice, SIZE[0]), choice, slow_s=0.0)
    drawn.render(request(0.1, 0.1))
    assert not drawn.unfinished
    rough = drawn.render(request(0.9, 0.1)).copy()
    assert drawn.unfinished
    whole = drawn.render(request(0.9, 0.1))
    assert not drawn.unfinished
    assert 0 < np.abs(rough.astype(int) - whole).mean() < 12


class Falling:
    """A card that gives one frame and is gone."""

    def __init__(self) -> None:
        self.frames = 0
        self.closed = False

    def render(
        self, scene: DepthScene, view: View, mouse: tuple[float, float], settings: ViewSettings
    ) -> NDArray[np.uint8]:
        self.frames += 1
        if self.frames > 1:
            raise RuntimeError("the card is gone")
        return np.zeros_like(scene.picture)

    def close(self) -> None:
        self.closed = True


def test_a_card_that_fails_is_let_go_and_the_view_goes_on_in_software(pair_files: tuple[Path, Path]) -> None:
    pair, choice, card = Pair.read(*pair_files), DepthChoice(DepthView.LIGHT), Falling()
    drawn = DepthRenderer(pair.scene(choice, SIZE[0]), choice, card)
    assert drawn.render(request(0.5, 0.5)).max() == 0
    assert drawn.render(request(0.5, 0.5)).max() > 0
    assert card.closed
    assert not drawn.on_graphics_card
    drawn.render(request(0.5, 0.6))
    assert card.frames == 2


class Slow(Falling):
    """A card at the other end of a slow line."""

    def render(
        self, scene: DepthScene, view: View, mouse: tuple[float, float], settings: ViewSettings
    ) -> NDArray[np.uint8]:
        self.frames += 1
        time.sleep(CARD_SLOW_S * 1.1)
        return np.zeros_like(scene.picture)


def test_a_card_that_is_slow_again_and_again_is_let_go(pair_files: tuple[Path, Path]) -> None:
    pair, choice, card = Pair.read(*pair_files), DepthChoice(DepthView.FOG), Slow()
    drawn = DepthRenderer(pair.scene(choice, SIZE[0]), choice, card)
    for number in range(SLOW_FRAMES_MOST + 2):
        drawn.render(request(number / 10, 0.5))
    assert card.frames == SLOW_FRAMES_MOST
    assert card.closed


@pytest.mark.parametrize("size", [(1, 1), (1, 90), (70, 1)])
@pytest.mark.parametrize("clear", [False, True])
def test_tiny_and_clear_pictures_with_maps_of_another_size(tmp_path: Path, size: tuple[int, int], clear: bool) -> None:
    pixels = picture_pixels(size)
    if clear:
        pixels[..., 3] = 0
    picture, depth = tmp_path / "p.png", tmp_path / "d.png"
    picture.write_bytes(codec.encode_png(pixels))
    depth.write_bytes(depth_png((33, 20)))
    pair = Pair.read(picture, depth)
    for view in DepthView:
        choice = DepthChoice(view)
        scene = pair.scene(choice, 400)
        if view in LIVE_VIEWS:
            assert DepthRenderer(scene, choice).render(request(1.0, 0.0)).shape == (size[1], size[0], 4)
    pair.relief(DepthChoice().with_value(RELIEF_HEIGHT, 1.0))


def test_small_windows_are_filled_from_small_scenes(tmp_path: Path) -> None:
    picture, depth = tmp_path / "p.png", tmp_path / "d.png"
    picture.write_bytes(codec.encode_png(picture_pixels((900, 600))))
    depth.write_bytes(depth_png((300, 200)))
    pair, choice = Pair.read(picture, depth), DepthChoice(DepthView.FOG)
    assert pair.scene(choice, 290).size == (300, 200)
    assert pair.scene(choice, 450).size == (450, 300)
    assert pair.scene(choice, 5000).size == (900, 600)


def test_a_broken_file_is_told_in_words(tmp_path: Path, pair_files: tuple[Path, Path]) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(depth_png()[:80])
    for pair in ((broken, pair_files[1]), (pair_files[0], broken), (tmp_path / "gone.png", pair_files[1])):
        with pytest.raises(StudioError):
            Pair.read(*pair)
    assert module.SLOW_S < 1 / 60
