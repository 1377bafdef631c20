import json

import numpy as np
import pytest

from rundot_studio.imaging import codec
from rundot_studio.relief.layer_set import LayerSetSettings, layer_set
from tests.relief.staging import box_before_wall, over, speckled


@pytest.mark.parametrize("sprite", [False, True])
def test_layers_of_a_large_picture_are_it_again_to_the_pixel(sprite: bool) -> None:
    """What lies behind is worked out at a smaller size; what is seen keeps its own pixels."""
    picture, depth = speckled(500, 3000), box_before_wall(500, 3000)
    if sprite:
        picture[depth < 0.5] = 0
        depth[:, :1500] *= 0.6
    files = dict(layer_set(picture, depth, LayerSetSettings(2)))
    together = np.zeros((500, 3000, 4))
    for layer in json.loads(files["layers.json"])["layers"]:
        x, y = layer["offset"]["x"], layer["offset"]["y"]
        place = together[y : y + layer["height"], x : x + layer["width"]]
        place[:] = over(place, codec.decode_rgba(files[layer["file"]]))
    expected = picture / 255.0
    expected[..., :3] *= expected[..., 3:]
    off = np.abs(together - expected).max(axis=2)
    assert (off > 0.02).mean() < 0.001
