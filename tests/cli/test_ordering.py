"""What is checked, said and summed around an order: sizes, large references, limits, retired names, later jobs."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from .conftest import Ran, Serve

Rundot = Callable[..., Ran]


def pictures(typed: Rundot) -> list[dict]:
    return typed("library", "list", "--json", "--limit", 1000).json["pictures"]


def test_a_size_of_ones_own_needs_the_level_that_has_it(rundot: Rundot, typed: Rundot) -> None:
    order = ("generate", "a coin", "--seed", 3, "--remove-background", "--resize", "96x64:contain", "--json")
    refused = rundot(*order)
    assert refused.code == 2
    assert "--resize" in refused.err
    assert "5.28" in refused.err
    (picture,) = rundot(*order, "--api-level", "5.28").json["pictures"]
    assert (picture["width"], picture["height"], picture["recipe"]["resize"]["fit"]) == (96, 64, "contain")
    for wrong in ("96", "96x", "0x9", "9x9:stretch", "axb"):
        ran = typed("generate", "a coin", "--resize", wrong, "--api-level", "5.28")
        assert (ran.code, "--resize" in ran.err) == (2, True), wrong


def test_a_reference_that_is_too_large_is_scaled_down_only_when_asked(rundot: Rundot, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    pixels = np.random.default_rng(1).integers(0, 255, (1700, 2200, 3), np.uint8)
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=0)
    (tmp_path / "huge.png").write_bytes(buffer.getvalue())
    order = ("generate", "a coin", "--seed", 3, "--reference", tmp_path / "huge.png", "--json")
    refused = rundot(*order)
    assert refused.code == 2
    assert refused.json["failed"][0]["code"] == "REFERENCE_TOO_LARGE"
    assert "--reference: 'huge.png'" in refused.err
    assert "--shrink-references" in refused.err
    ran = rundot(*order, "--shrink-references")
    assert ran.code == 0, ran.err
    (reference,) = ran.json["pictures"][0]["recipe"]["references"]
    assert "scaled down" in ran.err
    assert reference["scaledFrom"] != reference["sha256"]


def test_an_order_above_the_limit_is_not_sent(rundot: Rundot, typed: Rundot) -> None:
    before = len(pictures(typed))
    ran = rundot("generate", "a coin", "--count", 3, "--max-credits", 11, "--json")
    assert ran.code == 2
    assert "--max-credits 11" in ran.err
    assert "12 credits" in ran.err
    assert "made-up" in ran.err
    assert ran.json["failed"][0]["code"] == "SPENDING_LIMIT"
    assert len(pictures(typed)) == before
    assert rundot("generate", "a coin", "--max-credits", 4).code == 0
    assert typed("generate", "a coin", "--max-credits", -1).code == 2


def test_a_retired_name_is_warned_of_and_both_names_are_shown(rundot: Rundot) -> None:
    ran = rundot("generate", "a coin", "--model", "gpt-image-1", "--seed", 3, "--json")
    assert "warning: GPT Image 1 (gpt-image-1) is retired" in ran.err
    assert [warning["code"] for warning in ran.json["warnings"]] == ["MODEL_RETIRED"]
    (picture,) = ran.json["pictures"]
    assert (picture["modelRequested"], picture["model"]) == ("gpt-image-1", "gpt-image-2")
    line = next(line for line in rundot("library", "list").out.splitlines() if picture["id"] in line)
    assert "asked for gpt-image-1, answered by gpt-image-2" in line


def test_models_say_whether_they_can_be_called_and_what_the_level_takes(typed: Rundot) -> None:
    document = typed("models", "--json", "--api-level", "5.28").json
    assert document["apiLevel"] == "5.28"
    assert {model["callable"] for model in document["models"]} == {True}
    shown = typed("models").out
    assert "API level 5.21: up to 5 references." in shown
    assert "callable" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_without_an_estimate_a_limit_can_not_be_held_unless_that_is_agreed_to(rundot: Rundot, serve: Serve) -> None:
    server = serve("--faults", "estimate:404", "--credits", 100)
    order = ("--connection", server, "generate", "a coin", "--seed", 3, "--max-credits", 50)
    refused = rundot(*order)
    assert refused.code == 2
    assert "no estimate" in refused.err
    assert "--yes" in refused.err
    ran = rundot(*order, "--yes", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["credits"] == {"used": 4, "remaining": 96}
    assert "credits: 4 used, 92 left" in rundot(*order, "--yes").err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_the_service_finishes_later_is_collected_once(rundot: Rundot, serve: Serve, tmp_path: Path) -> None:
    server = serve("--faults", "generate:later=0")
    here = {"library": tmp_path / "library"}
    ran = rundot("--connection", server, "generate", "a coin", "--seed", 3, "--json", **here)
    assert ran.code == 1
    assert [problem["code"] for problem in ran.json["failed"]] == ["FINISHES_LATER"]
    assert "collect" in ran.json["failed"][0]["hint"]
    collected: list[dict] = []
    for _ in range(20):
        collected = rundot("--connection", server, "collect", "--json", **here).json["pictures"]
        if collected:
            break
    (picture,) = collected
    assert (picture["prompt"], picture["seed"], picture["procedural"]) == ("a coin", 3, True)
    again = rundot("--connection", server, "collect", **here)
    assert (again.code, again.out) == (0, "")
    assert "No job has finished" in again.err
    assert len(rundot("library", "list", "--json", **here).json["pictures"]) == 1
