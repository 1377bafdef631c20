"""Prompts that stand for several pictures, styles, wildcards and matrices on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from rundot_studio.cli.main import run

from .conftest import Ran

Rundot = Callable[..., Ran]


def test_every_combination_is_made_in_the_style_with_the_seed(rundot: Rundot, tmp_path: Path) -> None:
    ran = rundot("generate", "{red|blue} gem", "--style", "Pixel-Art", "--seed", 3, "--out", tmp_path, "--json")
    assert ran.code == 0, ran.err
    pictures = ran.json["pictures"]
    assert [picture["prompt"].split(",")[0] for picture in pictures] == ["red gem", "blue gem"]
    assert [picture["seed"] for picture in pictures] == [3, 3]
    assert all("pixel art" in picture["prompt"] for picture in pictures)
    assert pictures[0]["negativePrompt"].startswith("blurry")
    recipe = pictures[0]["recipe"]
    assert (recipe["template"], recipe["styles"]) == ("{red|blue} gem", ["pixel-art"])
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_chance_draws_one_for_each_picture_and_the_same_by_the_same_seed(rundot: Rundot) -> None:
    def prompts() -> list[str]:
        ran = rundot("generate", "__metal__ coin", "--expand", "random", "--count", 2, "--seed", 1, "--json")
        assert [picture["seed"] for picture in ran.json["pictures"]] == [1, 2]
        return [picture["prompt"] for picture in ran.json["pictures"]]

    assert prompts() == prompts()


def test_words_can_be_sent_as_they_are(rundot: Rundot) -> None:
    ran = rundot("generate", "coin <b> {a|b} __metal__", "--expand", "none", "--json")
    assert [picture["prompt"] for picture in ran.json["pictures"]] == ["coin <b> {a|b} __metal__"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["generate", "{red gem"], "not closed"),
        (["generate", "__metall__ gem"], "Did you mean __metal__?"),
        (["generate", "__creature__ __weapon__ __metal__ __biome__"], "one order can have 2,000"),
        (["generate", "__creature__ __weapon__ {a|b}"], "384 pictures"),
        (["generate", "gem", "--style", "pixle-art"], "pixel-art"),
        (["matrix", "gem", "--x", "prompt"], "group 1"),
        (["matrix", "gem", "--x", "colour=a"], "one of prompt, model"),
        (["matrix", "gem", "--x", "seed=9-1"], "from a smaller to a larger"),
        (["matrix", "gem", "--x", "shape=7:5"], "7:5"),
        (["matrix", "gem", "--x", "seed=1", "--y", "seed=2"], "another than that of the columns"),
        (["matrix", "gem", "--x", "seed=1-20", "--y", "style=pixel-art", "--model", "nonsense"], "nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_can_not_be_made_is_said_before_anything_is_sent(
    capsys: pytest.CaptureFixture[str], library_dir: Path, arguments: list[str], said: str
) -> None:
    before = sorted(library_dir.rglob("*.png"))
    assert run(["--library", str(library_dir), *arguments, "--json"]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert said in json.loads(out)["failed"][0]["message"]
    assert sorted(library_dir.rglob("*.png")) == before


def test_an_order_over_the_credit_limit_is_not_sent(capsys: pytest.CaptureFixture[str], library_dir: Path) -> None:
    arguments = ["matrix", "gem", "--x", "seed=1-3", "--max-credits", "0"]
    assert run(["--library", str(library_dir), *arguments]) == 2
    assert "these 3 pictures" in capsys.readouterr().err


def test_a_matrix_makes_its_pictures_a_board_and_a_sheet(rundot: Rundot, typed: Rundot, tmp_path: Path) -> None:
    out = tmp_path / "gems.png"
    arguments = ("matrix", "{red|blue} gem", "--x", "prompt", "--y", "style=none,pixel-art", "--name", "Gems")
    ran = rundot(*arguments, "--seed", 5, "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["matrix"]["name"] == "Gems"
    assert len(ran.json["pictures"]) == 4
    sheet = ran.json["sheet"]
    assert (sheet["kind"], sheet["path"]) == ("contact-sheet", str(out))
    with Image.open(out) as image:
        assert image.size == (sheet["width"], sheet["height"])
    cells = [cell["pictureId"] for cell in sheet["recipe"]["cells"]]
    assert cells == [cell["picture"] for cell in ran.json["cells"]]
    assert {picture["seed"] for picture in ran.json["pictures"]} == {5}
    shown = typed("library", "list", "--kind", "contact-sheet", "--json")
    assert sheet["id"] in shown.out
    again = typed("reproduce", sheet["id"])
    assert again.code == 2
    assert "contact sheet is drawn here" in again.err


def test_styles_and_wildcards_are_listed_with_own_ones_and_broken_ones(typed: Rundot, library_dir: Path) -> None:
    (library_dir / "wildcards").mkdir(exist_ok=True)
    (library_dir / "wildcards" / "hats.txt").write_text("# on heads\ncap\nhelmet\n")
    (library_dir / "wildcards" / "broken.txt").write_bytes(b"\xff\xfe\x00")
    (library_dir / "styles").mkdir(exist_ok=True)
    (library_dir / "styles" / "mine.toml").write_text('[[style]]\nname = "Mine"\ntemplate = "no place"\n')
    lists = {each["name"]: each for each in typed("wildcards", "list", "--json").json["wildcards"]}
    assert (lists["hats"]["options"], lists["hats"]["builtIn"], lists["metal"]["builtIn"]) == (2, False, True)
    assert "UTF-8" in lists["broken"]["problem"]
    styles = {each["id"]: each for each in typed("styles", "list", "--json").json["styles"]}
    assert "{prompt}" in styles["mine"]["problem"]
    assert styles["pixel-art"]["problem"] is None
    assert "16-bit pixel art" in typed("styles", "show", "pixel-art").out
    assert typed("generate", "gem", "--style", "mine").code == 2
