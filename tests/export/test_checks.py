from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from rundot_studio.export.checks import check_link, check_names, check_pixels, check_sheet
from rundot_studio.export.fringes import fringe, without_fringe
from rundot_studio.export.links import Link, SourceLink
from rundot_studio.export.sheet import SheetPage
from tests.export import samples


def soft_disc(background: tuple[int, int, int] | None) -> np.ndarray:
    """A textured orange disc with a soft edge, mixed with a background or clean."""
    alpha = np.zeros((96, 96), np.uint8)
    cv2.circle(alpha, (48, 48), 36, 255, -1)
    alpha = cv2.GaussianBlur(alpha, (0, 0), 1.6)
    rgba = np.empty((96, 96, 4), np.float32)
    rgba[..., :3] = (230, 120, 40)
    rgba[..., :3] += np.random.default_rng(1).normal(0, 6, (96, 96, 1))
    rgba[..., 3] = alpha
    if background is not None:
        share = alpha[..., None] / 255
        rgba[..., :3] = rgba[..., :3] * share + np.array(background) * (1 - share)
    return np.clip(rgba, 0, 255).astype(np.uint8)


class TestFringes:
    def test_the_old_background_is_found_and_taken_out(self) -> None:
        dirty = soft_disc((0, 255, 0))
        (finding,) = check_pixels("disc", dirty)
        assert finding.code == "FRINGE"
        assert finding.fix is not None
        found = finding.fix.changes["disc"]
        assert np.abs(np.array(found) - (0, 255, 0)).max() < 25
        clean = without_fringe(dirty, tuple(found))
        assert fringe(clean) is None
        assert np.array_equal(clean[..., 3], dirty[..., 3])

    def test_a_clean_edge_is_clean(self) -> None:
        assert fringe(soft_disc(None)) is None

    def test_a_glow_is_no_fringe(self) -> None:
        rgba = soft_disc(None)
        rgba[rgba[..., 3] < 250, :3] = (250, 250, 200)
        assert fringe(rgba) is None


def test_an_empty_frame_can_be_left_out() -> None:
    (finding,) = check_pixels("gone", np.zeros((4, 4, 4), np.uint8))
    assert finding.code == "FRAME_EMPTY"


def test_rejected_names_come_with_names_that_work() -> None:
    (finding,) = check_names(["hero/walk:1", "rock"], "godot")
    assert finding.fix is not None
    assert finding.fix.changes == {"hero/walk:1": "hero_walk_1"}


def test_names_that_differ_in_case_only_collide() -> None:
    (finding,) = check_names(["Hero", "hero", "rock"], "texturepacker")
    assert finding.code == "NAMES_COLLIDE"
    assert finding.fix is not None
    assert finding.fix.changes == {"hero": "hero_2"}


def test_pages_are_held_to_the_engines_limits() -> None:
    sheet = replace(samples.sheet(), pages=(SheetPage("art.png", 8192, 100),))
    codes = {finding.code for finding in check_sheet(sheet, "pixi", padding=2, extrude=0)}
    assert codes == {"PAGE_TOO_LARGE"}
    codes = {finding.code for finding in check_sheet(sheet, "unity", padding=0, extrude=0)}
    assert codes == {"NOT_POWER_OF_TWO", "EDGES_BLEED"}
    assert check_sheet(replace(sheet, pixel_art=True), "godot", padding=0, extrude=0) == []


def test_links_to_what_is_gone_are_told(tmp_path: Path) -> None:
    link = Link("art", "pixi", "", (SourceLink("a", "1"), SourceLink("b", "2")), {}, {"a.png": "x"})
    found = check_link(link, tmp_path, {"2"})
    assert [(finding.code, finding.subjects) for finding in found] == [
        ("LINK_RETIRED", ("b",)),
        ("FILE_GONE", ("a.png",)),
    ]
