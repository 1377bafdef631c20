"""demo: the main job once, ending in sprites."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from .conftest import Ran


def test_the_demo_makes_five_files_twice_over(rundot: Callable[..., Ran], tmp_path: Path) -> None:
    for _ in range(2):
        ran = rundot("demo", "--out", tmp_path / "studio-demo", library=tmp_path / "library")
        assert ran.code == 0, ran.err
        names = sorted(path.name for path in (tmp_path / "studio-demo").iterdir())
        assert names == ["forest.png", "knight-depth.png", "knight.png", "knight@2x.png", "potion.png"]
    assert "procedural" in ran.out
    with Image.open(tmp_path / "studio-demo" / "knight.png") as sprite:
        assert sprite.mode == "RGBA"
        assert sprite.getbbox() == (2, 2, sprite.width - 2, sprite.height - 2)
        assert "knight" in sprite.text["parameters"]  # type: ignore[attr-defined]
