import json
import re

import numpy as np
import pytest

from rundot_studio.domain.errors import OutputRefused
from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.exporting import render
from rundot_studio.export.options import ExportOptions
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.preview_game import game_files
from rundot_studio.export.sheet import Borders
from rundot_studio.imaging import codec
from tests.export import samples

WALK = samples.frames([(20, 30), (22, 30), (18, 30)], margin=2, stem="walk")


def scene(files: dict[str, bytes]) -> dict[str, object]:
    return json.loads(files["scene.json"])  # type: ignore[no-any-return]


def test_every_file_that_the_game_asks_for_is_there() -> None:
    files = game_files(WALK, ExportOptions("godot", "art"))
    page = files["index.html"].decode()
    asked = re.findall(r'(?:src|href)="([^"]+)"', page)
    for name in (name for name in files if name.endswith(".js")):
        asked += re.findall(r'from "\./([^"]+)"', files[name].decode())
    assert set(asked) > {"game.css", "game.js", "atlas.js"}
    assert set(asked) <= set(files)
    assert "http" not in page


def test_the_atlas_is_the_one_that_texturepackers_format_has() -> None:
    files = game_files(WALK, ExportOptions("unity", "art"), "Quest")
    wanted = render(WALK, ExportOptions("texturepacker", "atlas")).files
    assert files["atlas.png"] == wanted["atlas.png"].data
    assert files["atlas.json"] == wanted["atlas.json"].data
    found = scene(files)
    assert found["title"] == "Quest"
    assert found["atlases"] == ["atlas.json"]
    assert found["animations"] == [
        {"name": "walk", "frames": ["walk_0", "walk_1", "walk_2"], "durations": [100, 100, 100], "loop": True}
    ]


def test_several_pages_maps_and_borders_are_told() -> None:
    rgba = samples.noise((40, 40), 1)
    lit = [
        samples.frame(f"{letter}", samples.noise((40, 40), number), maps={"normal": lambda: rgba})
        for number, letter in enumerate("abc")
    ]
    panel = samples.frame("panel", samples.noise((30, 30), 9), borders=Borders(4, 5, 6, 7))
    options = ExportOptions("pixi", atlas=AtlasOptions(PackOptions(max_size=64)))
    files = game_files([*lit, panel], options)
    found = scene(files)
    assert found["atlases"] == [f"atlas-{number}.json" for number in range(4)]
    assert found["maps"] == {"normal": "_n"}
    assert found["borders"] == {"panel": {"left": 4, "top": 5, "right": 6, "bottom": 7}}
    assert codec.decode_rgba(files["atlas-0_n.png"]).shape == codec.decode_rgba(files["atlas-0.png"]).shape


def test_what_fits_on_no_page_is_told() -> None:
    huge = [samples.frame("huge", np.full((300, 300, 4), 255, np.uint8))]
    with pytest.raises(OutputRefused, match="huge"):
        game_files(huge, ExportOptions("pixi", atlas=AtlasOptions(PackOptions(max_size=256))))
