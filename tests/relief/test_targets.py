import json
from collections.abc import Callable

import numpy as np
import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.imaging import codec
from rundot_studio.relief.clip import ClipSettings
from rundot_studio.relief.depth_map import read_depth
from rundot_studio.relief.layer_set import LayerSetSettings
from rundot_studio.relief.targets import SUFFIXES, TARGETS, ReliefSettings, relief_files
from tests.relief.staging import F, box_before_wall, box_picture, over, ramp, speckled

QUICK = ReliefSettings(clip=ClipSettings(frames=2, longest_px=32))


def silent(fraction: float) -> None:
    pass


def made(target: str, settings: ReliefSettings = QUICK, report: Callable[[float], None] = silent) -> dict[str, bytes]:
    return dict(relief_files(target, box_picture(), box_before_wall(), "box", settings, report))


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_names_its_files_and_tells_how_far_it_is(target: str) -> None:
    told: list[float] = []
    files = made(target, report=told.append)
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)
    if target != "layers":
        assert f"box{SUFFIXES[target]}" in files
    assert all(files.values())


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("size", [(1, 1), (1, 40), (33, 20)])
def test_every_target_takes_any_size_and_a_depth_of_another(target: str, size: tuple[int, int]) -> None:
    files = list(relief_files(target, speckled(*size), ramp(7, 9, 0.5, 0.5), "x", QUICK))
    assert files


def test_depth_is_written_at_the_pictures_size_and_stretched_if_asked_for() -> None:
    depth = F(0.4) + F(0.1) * ramp(30, 40, 1, 0)
    for stretch, extent in ((False, 0.1), (True, 1.0)):
        ((_, data),) = relief_files("depth16", box_picture(), depth, "d", ReliefSettings(stretch=stretch))
        again = read_depth(data)
        assert again.shape == (120, 160)
        assert abs(np.ptp(again) - extent) < 0.08


def test_layers_at_their_offsets_are_the_picture_again() -> None:
    files = made("layers", ReliefSettings(layers=LayerSetSettings(3)))
    document = json.loads(files.pop("layers.json"))
    assert (document["width"], document["height"]) == (160, 120)
    assert [layer["file"] for layer in document["layers"]] == sorted(files)
    together = np.zeros((120, 160, 4))
    for layer in document["layers"]:
        pixels = codec.decode_rgba(files[layer["file"]])
        assert pixels.shape == (layer["height"], layer["width"], 4)
        x, y = layer["offset"]["x"], layer["offset"]["y"]
        place = together[y : y + layer["height"], x : x + layer["width"]]
        place[:] = over(place, pixels)
    assert np.abs(together * 255 - box_picture()).max() <= 1.5


def test_nearer_layers_are_told_to_move_more() -> None:
    layers = json.loads(made("layers")["layers.json"])["layers"]
    assert [layer["depth"] for layer in layers] == sorted(layer["depth"] for layer in layers)
    factors = [layer["parallax"] for layer in layers]
    assert factors == sorted(factors)
    assert factors[-1] == 1
    assert 0 < factors[0] < 1


def test_untrimmed_layers_keep_the_pictures_size() -> None:
    files = made("layers", ReliefSettings(layers=LayerSetSettings(2, trim=False)))
    assert all(codec.decode_rgba(files[name]).shape == (120, 160, 4) for name in files if name.endswith(".png"))


def test_what_can_not_be_made_is_named() -> None:
    with pytest.raises(RuleBroken, match="target"):
        made("fbx")
    with pytest.raises(RuleBroken, match="layers"):
        made("layers", ReliefSettings(layers=LayerSetSettings(40)))
