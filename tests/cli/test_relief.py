"""relief, as it is typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rundot_studio.imaging import codec
from rundot_studio.relief.depth_map import encode_depth_png, read_depth
from tests.relief import gltf
from tests.relief.staging import box_before_wall, box_picture

from .conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def box(tmp_path: Path) -> tuple[Path, Path]:
    picture, depth = tmp_path / "box.png", tmp_path / "box-depth.png"
    picture.write_bytes(codec.encode_png(box_picture()))
    depth.write_bytes(encode_depth_png(box_before_wall(), 16))
    return picture, depth


def test_a_stored_picture_is_found_with_its_depth_by_either_id(
    rundot: Run, typed: Run, knight: dict[str, Any], tmp_path: Path
) -> None:
    missing = typed("relief", knight["id"], "--to", "normal", "--out", tmp_path)
    if "no depth map yet" not in missing.err:
        pytest.fail(missing.err)
    assert missing.code == 1
    assert f"rundot-studio depth {knight['id']}" in missing.err
    depth = rundot("depth", knight["id"], "--json").json["pictures"][0]
    by_picture = typed("relief", knight["id"], "--to", "normal", "--out", tmp_path / "a.png", "--json")
    by_depth = typed("relief", depth["id"], "--to", "normal", "--out", tmp_path / "b.png", "--json")
    assert by_picture.json == {"files": [str(tmp_path / "a.png")]}
    assert by_depth.code == 0, by_depth.err
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    normals = codec.decode_rgba((tmp_path / "a.png").read_bytes())
    assert normals.shape == (knight["height"], knight["width"], 4)
    assert normals[..., 2].min() > 100
    assert len(np.unique(normals[..., 0])) > 20


def test_files_become_a_mesh_without_any_library(rundot: Run, box: tuple[Path, Path], tmp_path: Path) -> None:
    picture, depth = box
    told = rundot(
        "relief", "--file", picture, "--depth", depth, "--to", "glb", "--cut", "--out", tmp_path / "b.glb", library=None
    )
    assert told.code == 0, told.err
    file = gltf.parse((tmp_path / "b.glb").read_bytes())
    assert file.accessor(3).max() < len(file.accessor(0))


def test_a_folder_takes_several_files_and_none_is_replaced_unasked(
    typed: Run, box: tuple[Path, Path], tmp_path: Path
) -> None:
    picture, depth = box
    arguments = (
        "relief",
        "--file",
        picture,
        "--depth",
        depth,
        "--to",
        "layers",
        "--layers",
        2,
        "--out",
        tmp_path / "l",
    )
    told = typed(*arguments, "--json")
    assert told.code == 0, told.err
    names = [Path(path).name for path in told.json["files"]]
    assert names == ["layer-0.png", "layer-1.png", "layers.json"]
    assert len(json.loads((tmp_path / "l/layers.json").read_text())["layers"]) == 2
    again = typed(*arguments)
    assert again.code == 2
    assert "exists already" in again.err
    assert typed(*arguments, "--force").code == 0


def test_depth_comes_out_as_it_went_in(typed: Run, box: tuple[Path, Path], tmp_path: Path) -> None:
    picture, depth = box
    told = typed("relief", "--file", picture, "--depth", depth, "--to", "depth16", "--out", tmp_path / "d.png")
    assert told.code == 0, told.err
    assert np.array_equal(read_depth((tmp_path / "d.png").read_bytes()), read_depth(depth.read_bytes()))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "normal", "--height", 9), "--height: 9.0 is not allowed; it must be from 0 to 2"),
        (("--to", "layers", "--layers", 99), "--layers: 99 is not allowed"),
        (("--to", "webp", "--frames", 1), "--frames: 1 is not allowed"),
        (("--to", "obj"), "obj is written as .obj"),
    ],
)
def test_what_does_not_go_is_told_before_the_work(
    typed: Run, box: tuple[Path, Path], tmp_path: Path, arguments: tuple[object, ...], told: str
) -> None:
    picture, depth = box
    out = tmp_path / "out.png"
    ran = typed("relief", "--file", picture, "--depth", depth, *arguments, "--out", out)
    assert ran.code == 2
    assert told in ran.err
    assert not out.exists()


def test_a_picture_without_a_name_or_a_depth_is_asked_for(typed: Run, box: tuple[Path, Path], tmp_path: Path) -> None:
    nothing = typed("relief", "--to", "normal", "--out", tmp_path / "n.png")
    assert nothing.code == 2
    assert "name one picture" in nothing.err
    alone = typed("relief", "--file", box[0], "--to", "normal", "--out", tmp_path / "n.png")
    assert alone.code == 2
    assert "--file needs --depth" in alone.err
    lost = typed("relief", "--file", tmp_path / "no.png", "--depth", box[1], "--to", "normal", "--out", tmp_path)
    assert lost.code == 1
    assert "There is no file" in lost.err
