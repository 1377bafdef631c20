"""local-ai: says what there is and what it would fetch, adds and removes, and never fetches unasked."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Rundot = Callable[..., Ran]


@pytest.fixture
def network(tmp_path: Path) -> Path:
    file = tmp_path / "matting.onnx"
    file.write_bytes(b"weights")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "dreams-turbo"
    (place / "unet").mkdir(parents=True)
    (place / "unet" / "model.safetensors").write_bytes(b"weights")
    (place / "LICENSE").write_text("free")
    index = {"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"]}
    (place / "model_index.json").write_text(json.dumps(index))
    return place


def test_the_list_names_size_and_licence_before_anything_is_there(rundot: Rundot) -> None:
    ran = rundot("local-ai", "list")
    assert ran.code == 0
    assert "Nothing is installed" in ran.out
    bria = next(line for line in ran.out.splitlines() if line.startswith("bria-rmbg"))
    assert "1.02 GB" in bria
    assert "CC BY-NC 4.0  NON-COMMERCIAL" in bria
    listed = rundot("local-ai", "list", "--json").json
    assert listed["installed"] == []
    assert {"birefnet-lite", "realesrgan-x4plus"} <= {weights["id"] for weights in listed["available"]}


def test_a_file_of_ones_own_is_added_switched_and_removed(rundot: Rundot, network: Path) -> None:
    digest = hashlib.sha256(network.read_bytes()).hexdigest()
    added = rundot("local-ai", "add", network, "--as", "birefnet-heavy", "--json").json
    assert (added["sha256"], added["on"]) == (digest, ["birefnet-heavy"])
    assert rundot("local-ai", "off", "birefnet-heavy").code == 0
    assert rundot("local-ai", "show", added["id"], "--json").json["on"] == []
    assert "answers birefnet-heavy" in rundot("local-ai", "on", added["id"]).out
    assert "on for birefnet-heavy" in rundot("local-ai", "list").out
    assert rundot("local-ai", "remove", added["id"]).code == 0
    assert rundot("local-ai", "list", "--json").json["installed"] == []


def test_a_folder_of_ones_own_becomes_a_model(rundot: Rundot, folder: Path) -> None:
    ran = rundot("local-ai", "use-folder", folder)
    assert ran.code == 0
    assert "--model local-dreams-turbo" in ran.out
    assert "4 steps, guidance 0" in ran.out
    assert "--negative has no effect" in ran.out
    assert "licence is in LICENSE" in ran.out
    assert "local-dreams-turbo" in rundot("models").out
    assert rundot("local-ai", "remove", "local-dreams-turbo").code == 0
    assert folder.exists()
    refused = rundot("generate", "a knight", "--model", "local-dreams-turbo")
    assert refused.code == 1
    assert "local-dreams-turbo" in refused.err


def test_nothing_is_fetched_unasked(rundot: Rundot, home: Path) -> None:
    ran = rundot("local-ai", "fetch", "bria-rmbg-2.0")
    assert ran.code == 2
    for words in ("1.02 GB", "github.com", "CC BY-NC 4.0", "Non-commercial", "--yes"):
        assert words in ran.err
    assert not list(home.rglob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("fetch", "resnet"), 2, "realesrgan-x4plus"),
        (("remove", "resnet"), 2, "nothing yet"),
        (("add", "none.onnx", "--as", "bria"), 1, "no ONNX file"),
        (("use-folder", "."), 1, "no model_index.json"),
    ],
)
def test_what_cannot_be_done_is_told(rundot: Rundot, tmp_path: Path, arguments, code: int, words: str) -> None:
    ran = rundot("local-ai", *arguments, cwd=tmp_path)
    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err
