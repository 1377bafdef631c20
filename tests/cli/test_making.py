"""From a prompt to files, on the command line."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from rundot_studio.cli.main import run

from .conftest import Ran, command, environment

Rundot = Callable[..., Ran]
FIELDS = {
    "id",
    "path",
    "width",
    "height",
    "kind",
    "prompt",
    "negativePrompt",
    "modelRequested",
    "model",
    "aspectRatio",
    "imageSize",
    "seed",
    "generationId",
    "sha256",
    "engine",
    "parent",
}


def test_generate_tells_everything_about_a_picture_that_is_there(knight: dict) -> None:
    assert set(knight) >= FIELDS
    assert (knight["prompt"], knight["negativePrompt"], knight["seed"]) == (
        "a brave knight, pixel art",
        "blurry",
        12345,
    )
    assert (knight["kind"], knight["width"], knight["aspectRatio"], knight["imageSize"]) == (
        "generated",
        1024,
        "1:1",
        "1K",
    )
    assert "procedural" in knight["engine"]
    with Image.open(knight["path"]) as image:
        assert image.size == (1024, 1024)
        assert "a brave knight, pixel art" in image.text["parameters"]  # type: ignore[attr-defined]
        assert "procedural" in image.text["Software"]  # type: ignore[attr-defined]


def test_a_stored_picture_is_reproduced_byte_for_byte_in_a_new_process(rundot: Rundot, knight: dict) -> None:
    ran = rundot("reproduce", knight["id"], "--json")
    assert ran.code == 0
    assert (ran.json["identicalBytes"], ran.json["identicalPixels"], ran.json["distance"]) == (True, True, 0.0)
    assert ran.json["reproduced"]["parent"] == knight["id"]


def test_the_tools_make_children_and_copies(rundot: Rundot, knight: dict, tmp_path: Path) -> None:
    cut = rundot("remove-background", knight["id"], "--out", tmp_path / "cut.png", "--json")
    assert cut.code == 0, cut.err
    (child,) = cut.json["pictures"]
    assert (child["kind"], child["parent"], child["path"]) == ("cutout", knight["id"], str(tmp_path / "cut.png"))
    with Image.open(tmp_path / "cut.png") as image:
        assert image.mode == "RGBA"
        assert image.getchannel("A").getextrema() == (0, 255)
    large = rundot("upscale", tmp_path / "cut.png", "--factor", "1.5", "--model", "cgi", "--json")
    assert large.json["pictures"][0]["width"] == 1536
    depth = rundot("depth", knight["path"], "--steps", 5, "--ensemble", 2, "--out", tmp_path / "depths", "--json")
    assert depth.code == 0, depth.err
    assert Path(depth.json["pictures"][0]["path"]).parent == tmp_path / "depths"


def test_a_batch_goes_into_a_folder_with_seeds_in_a_row(rundot: Rundot, tmp_path: Path) -> None:
    ran = rundot("generate", "a coin", "--count", 2, "--seed", 2147483647, "--out", tmp_path, "--json")
    assert ran.code == 0
    assert [picture["seed"] for picture in ran.json["pictures"]] == [2147483647, 0]
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_a_data_uri_is_a_picture_too(rundot: Rundot, knight: dict) -> None:
    with Image.open(knight["path"]) as image:
        image.resize((64, 64)).save(small := Path(knight["path"]).with_name("small.png"))
    uri = "data:image/png;base64," + base64.b64encode(small.read_bytes()).decode()
    small.unlink()
    ran = rundot("upscale", uri, "--factor", 4, "--format", "jpeg", "--json")
    assert ran.json["pictures"][0]["width"] == 256
    assert ran.json["pictures"][0]["path"].endswith(".jpg")


def test_for_people_a_line_says_where_and_that_it_is_procedural(rundot: Rundot, knight: dict) -> None:
    ran = rundot("library", "list", "--limit", 500)
    line = next(line for line in ran.out.splitlines() if knight["id"] in line)
    assert knight["path"] in line
    assert "procedural" in line


@pytest.mark.parametrize(
    ("arguments", "flag"),
    [
        (["generate", "x", "--aspect", "7:5"], "--aspect"),
        (["generate", "x", "--size", "2K"], "--size"),
        (["generate", "x", "--size", "8K", "--model", "gemini-3-pro-image-preview"], "--size"),
        (["generate", "x", "--model", "dall-e"], "--model"),
        (["generate", "x", "--out", ""], "--out"),
        (["generate", "x", "--out", "x" * 300 + ".png"], "xxx"),
        (["generate", "x", "--seed", "-1"], "--seed"),
        (["generate", "x", "--seed", "2147483648"], "--seed"),
        (["generate", "x", "--seed", "many"], "--seed"),
        (["generate", "x", "--count", "0"], "--count"),
        (["generate", "x", "--count", "65"], "--count"),
        (["generate", ""], "PROMPT"),
        (["generate", "   "], "PROMPT"),
        (["generate", "x", "--remove-background=scissors"], "--remove-background"),
        (["generate", "x", "--remove-background=birefnet:wide"], "--remove-background"),
        (["generate", "x", *["--reference", "https://a/b"] * 6], "--reference"),
        (["generate", "x", "--reference", "http://a/b.png"], "--reference"),
        (["generate", "x", "--colour", "red"], "--colour"),
        (["generate"], "PROMPT"),
        (["upscale", "{knight}", "--factor", "4.1"], "--factor"),
        (["upscale", "{knight}", "--sharpen", "1.1"], "--sharpen"),
        (["upscale", "{knight}", "--format", "gif"], "--format"),
        (["depth", "{knight}", "--steps", "0"], "--steps"),
        (["depth", "{knight}", "--ensemble", "21"], "--ensemble"),
        (["depth", "{knight}", "--resolution", "4097"], "--resolution"),
        (["remove-background", "{knight}", "--variant", "wide"], "--variant"),
        (["remove-background", "ftp://x/y.png"], "PICTURE"),
        (["--connection", "carrier-pigeon", "models"], "--connection"),
        (["library"], "ACTION"),
        (["library", "list", "--limit", "0"], "--limit"),
        (["paint"], "paint"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else None,
)
def test_wrong_usage_names_the_flag_and_makes_nothing(
    capsys: pytest.CaptureFixture[str], library_dir: Path, knight: dict, arguments: list[str], flag: str
) -> None:
    before = sorted(library_dir.rglob("*.png"))
    typed = [argument.format(knight=knight["id"]) for argument in arguments]
    assert run(["--library", str(library_dir), *typed, "--json"]) == 2
    out, err = capsys.readouterr()
    assert flag in err
    document = json.loads(out)
    assert document["pictures"] == []
    assert flag in document["failed"][0]["message"]
    assert sorted(library_dir.rglob("*.png")) == before


@pytest.mark.parametrize(
    "prompt",
    [
        "שלום אביר אמיץ",
        "🐉🔥",
        "x" * 100_000,
        "two\nlines\tand tabs",
        "ｆｕｌｌ　ｗｉｄｔｈ",
        "<b>&quot;</b> a|b \\n",
    ],
)
def test_any_text_makes_a_picture(rundot: Rundot, prompt: str) -> None:
    ran = rundot("generate", prompt, "--seed", 1, "--aspect", "9:16", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["pictures"][0]["prompt"] == prompt


def test_references_that_are_no_pictures_are_named(rundot: Rundot, tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("not a picture")
    for reference, why in (("missing.png", "no file"), (".", "folder"), ("words.png", "not a picture")):
        ran = rundot("generate", "x", "--reference", tmp_path / reference, "--json")
        assert ran.code == 1
        assert why in ran.json["failed"][0]["message"]


def test_an_existing_file_is_never_overwritten_without_force(rundot: Rundot, tmp_path: Path) -> None:
    out = tmp_path / "mine.png"
    out.write_bytes(b"mine")
    ran = rundot("generate", "a coin", "--seed", 1, "--out", out, "--json")
    assert ran.code == 2
    assert "--force" in ran.err
    assert out.read_bytes() == b"mine"
    assert rundot("generate", "a coin", "--seed", 1, "--out", out, "--force").code == 0
    with Image.open(out) as image:
        assert image.size == (1024, 1024)


@pytest.mark.parametrize(
    ("out", "why"), [("none/here.png", "no folder"), ("a.gif", "gif"), ("folder-of-one.png/x.png", "no folder")]
)
def test_an_output_that_can_not_be_written_is_said_before_anything_is_made(
    rundot: Rundot, tmp_path: Path, out: str, why: str
) -> None:
    ran = rundot("generate", "a coin", "--out", tmp_path / out, "--json")
    assert ran.code == 2
    assert why in ran.err


def test_a_library_of_something_else_is_left_alone(rundot: Rundot, tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("It was a dark and stormy night.")
    ran = rundot("generate", "a coin", library=tmp_path)
    assert ran.code == 1
    assert "something else" in ran.err
    assert [entry.name for entry in tmp_path.iterdir()] == ["novel.txt"]


def test_without_a_display_the_window_says_so(rundot: Rundot) -> None:
    if sys.platform != "linux":
        pytest.skip("displays are always there")
    ran = rundot()
    assert ran.code == 2
    assert "no display" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("after_s", [0.05, 0.3, 0.8, 1.6, 2.5])
def test_ctrl_c_leaves_nothing_half_written_and_exits_130(tmp_path: Path, after_s: float) -> None:
    library = tmp_path / "library"
    running = subprocess.Popen(
        command("--library", library, "generate", "a forest", "--count", 6, "--out", tmp_path, "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    time.sleep(after_s)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130 or (after_s < 0.1 and running.returncode in (1, -signal.SIGINT)), err
    assert after_s < 0.5 or "Traceback" not in err
    assert not [path for path in tmp_path.rglob("*.part") if "engine" not in path.parts]
    for path in library.rglob("pictures/**/*.png"):
        with Image.open(path) as image:
            image.load()
    if out.strip():
        document = json.loads(out)
        assert len(document["pictures"]) == len(list(library.rglob("pictures/**/*.png")))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("arguments", [("generate", "a forest"), ("reproduce", "{knight}")])
def test_an_interrupted_command_still_prints_its_one_document(
    knight: dict, library_dir: Path, arguments: tuple[str, ...]
) -> None:
    typed = [argument.format(knight=knight["id"]) for argument in arguments]
    running = subprocess.Popen(
        command("--library", library_dir, *typed, "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    time.sleep(0.6)
    os.killpg(running.pid, signal.SIGINT)
    out, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "INTERRUPTED" in {problem["code"] for problem in json.loads(out)["failed"]}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_output_that_can_not_be_written_is_a_sentence(library_dir: Path, knight: dict) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            command("--library", library_dir, "library", "list", "--json"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr
