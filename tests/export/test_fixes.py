"""Each finding is mended by its fix: planned again, it is gone."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.domain.errors import OutputRefused, SourceUnusable
from rundot_studio.export import spec as specs
from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.checks import Finding, Fix, Repair, check_link
from rundot_studio.export.composing import Composition, compose
from rundot_studio.export.fixes import apply_fix, apply_fixes, apply_link_fix
from rundot_studio.export.frame import Frame
from rundot_studio.export.links import Link, SourceLink
from rundot_studio.export.options import ExportOptions
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.sheet import Borders
from rundot_studio.export.single import SingleOptions
from rundot_studio.export.spec import ExportSpec, SpriteSettings, prepared
from tests.export import samples
from tests.export.test_checks import soft_disc


def spec(target: str = "pixi", pixel_art: bool = False, **pack: object) -> ExportSpec:
    options = ExportOptions(
        target,
        "art",
        atlas=AtlasOptions(PackOptions(**pack), pixel_art=pixel_art),  # type: ignore[arg-type]
        pictures=SingleOptions(pixel_art=pixel_art),
    )
    return ExportSpec(options)


def planned(frames: list[Frame], how: ExportSpec) -> Composition:
    return compose(prepared(frames, how), how.options)


def only(found: Composition, code: str) -> Finding:
    (finding,) = [each for each in found.findings if each.code == code]
    return finding


def mended(frames: list[Frame], how: ExportSpec, code: str, which: int = 0) -> tuple[Composition, ExportSpec]:
    """The plan with one fix of the finding of this code, in which it must be gone."""
    finding = only(planned(frames, how), code)
    better = apply_fix(how, finding.fixes[which])
    again = planned(frames, better)
    assert code not in {each.code for each in again.findings}
    return again, better


def keyed(name: str, rgba: np.ndarray, key: str) -> Frame:
    return samples.frame(name, rgba, key=key)


def test_rejected_names_are_changed_for_good() -> None:
    frames = [keyed("hero/walk:1", samples.noise((8, 8), 1), "id1"), keyed("rock", samples.noise((8, 8), 2), "id2")]
    again, better = mended(frames, spec("godot"), "NAME_REJECTED")
    assert [frame.name for frame in again.frames] == ["hero_walk_1", "rock"]
    assert better.sprites == {"id1": SpriteSettings(name="hero_walk_1")}


def test_colliding_names_are_numbered() -> None:
    frames = [keyed(name, samples.noise((8, 8), number), f"id{number}") for number, name in enumerate(["A", "a", "a"])]
    again, _ = mended(frames, spec(), "NAMES_COLLIDE")
    assert [frame.name for frame in again.frames] == ["A", "a_2", "a_3"]


@pytest.mark.parametrize("pixel_art", [False, True])
def test_what_is_larger_than_a_page_is_scaled_down(pixel_art: bool) -> None:
    frames = [keyed("huge", samples.noise((300, 20), 1), "h"), keyed("tall", samples.noise((10, 400), 1), "t")]
    how = spec(pixel_art=pixel_art, max_size=256, extrude=2)
    assert planned(frames, how).refusal is not None
    again, better = mended(frames, how, "FRAME_TOO_LARGE")
    assert again.refusal is None
    assert len(again.frames) == 2
    if pixel_art:
        assert {settings.scale for settings in better.sprites.values()} == {0.5}


def test_or_gets_a_larger_page_where_the_engine_takes_one() -> None:
    frames = [keyed("huge", samples.noise((300, 20), 1), "h")]
    again, better = mended(frames, spec(max_size=256), "FRAME_TOO_LARGE", which=1)
    assert better.options.atlas.pack.max_size == 512
    assert again.sheets[0].sheet.region("huge").width == 300
    limited = only(planned([keyed("wide", samples.noise((5000, 2), 1), "w")], spec(max_size=256)), "FRAME_TOO_LARGE")
    assert [fix.action for fix in limited.fixes] == [Repair.SCALE_DOWN]


def test_pages_over_the_engines_limit_become_more_pages() -> None:
    frames = [keyed(letter, np.full((1500, 4000, 4), 255 - n, np.uint8), letter) for n, letter in enumerate("abc")]
    how = spec("pixi", max_size=16384)
    again, _ = mended(frames, how, "PAGE_TOO_LARGE")
    assert all(max(page.shape) <= 4096 for page in again.pages)


def test_other_sizes_become_powers_of_two() -> None:
    again, _ = mended([keyed("f", samples.noise((90, 20), 1), "k")], spec("unity"), "NOT_POWER_OF_TWO")
    assert again.pages[0].shape == (32, 128, 4)


@pytest.mark.parametrize(("which", "wanted"), [(0, (2, 0)), (1, (0, 1))])
def test_edges_get_room_or_are_repeated(which: int, wanted: tuple[int, int]) -> None:
    frames = samples.frames([(10, 10), (10, 12)])
    _, better = mended(frames, spec(padding=0), "EDGES_BLEED", which)
    assert (better.options.atlas.pack.padding, better.options.atlas.pack.extrude) == wanted


def test_fringes_are_taken_out_of_the_pixels() -> None:
    frames = [keyed("disc", soft_disc((0, 255, 0)), "k")]
    before = planned(frames, spec()).pages[0].astype(int)
    again, _ = mended(frames, spec(), "FRINGE")
    after = again.pages[0].astype(int)
    edge = (after[..., 3] > 32) & (after[..., 3] < 200)
    assert (after[edge][:, 1] - before[edge][:, 1]).mean() < -20


def test_empty_frames_are_left_out() -> None:
    frames = [keyed("gone", np.zeros((8, 8, 4), np.uint8), "e"), keyed("there", samples.noise((8, 8), 1), "t")]
    again, _ = mended(frames, spec(), "FRAME_EMPTY")
    assert [frame.name for frame in again.frames] == ["there"]


def test_all_at_once() -> None:
    frames = [
        keyed("a/b", soft_disc((0, 255, 0)), "1"),
        keyed("A_B", samples.noise((30, 30), 2), "2"),
        keyed("e", np.zeros((8, 8, 4), np.uint8), "3"),
    ]
    how = spec("unity", padding=0)
    for _ in range(4):
        how = apply_fixes(how, planned(frames, how).findings)
    assert planned(frames, how).findings == ()


class TestRetiredLinks:
    LINK = Link("art", "pixi", "", (SourceLink("a", "1", "x"), SourceLink("b", "2")), {"o": 1}, {"a.png": "x"})

    def fixes(self, missing: set[str]) -> tuple[Fix, ...]:
        return check_link(self.LINK, Path("nowhere"), missing)[0].fixes

    def test_can_be_forgotten(self) -> None:
        forget = self.fixes({"2"})[1]
        mended = apply_link_fix(self.LINK, forget)
        assert mended is not None
        assert mended.sources == (SourceLink("a", "1", "x"),)
        assert apply_link_fix(self.LINK, self.fixes({"1", "2"})[1]) is None

    def test_can_be_linked_to_another_picture(self) -> None:
        relink = self.fixes({"2"})[0]
        mended = apply_link_fix(self.LINK, relink, {"b": "3"})
        assert mended is not None
        assert mended.sources == (SourceLink("a", "1", "x"), SourceLink("b", "3"))
        with pytest.raises(OutputRefused, match="Choose a picture for b"):
            apply_link_fix(self.LINK, relink)

    def test_are_no_matter_of_a_plan(self) -> None:
        with pytest.raises(OutputRefused):
            apply_fix(spec(), Fix(Repair.FORGET, "", {"a": "1"}))
        with pytest.raises(OutputRefused):
            apply_link_fix(self.LINK, Fix(Repair.RENAME, "", {"a": "1"}))


class TestSpec:
    def test_survives_json(self) -> None:
        how = replace(
            spec("godot", padding=3),
            folder="art",
            lit=True,
            sprites={"id1": SpriteSettings("n", (0.25, 1.0), Borders(1, 2, 3, 4), 80, (1, 2, 3), 0.5, True)},
        )
        assert specs.from_json(json.loads(json.dumps(specs.to_json(how)))) == how

    @pytest.mark.parametrize("value", [{}, {"options": 3}, {"options": {"target": "pixi", "atlas": {"pack": "no"}}}])
    def test_what_is_none_is_told(self, value: dict[str, object]) -> None:
        with pytest.raises(SourceUnusable, match="not known any more"):
            specs.from_json(value)

    def test_each_picture_goes_in_once_with_its_settings(self) -> None:
        frame = keyed("n", samples.noise((20, 10), 1), "k")
        settings = SpriteSettings("hero", (0.5, 1.0), Borders(4, 4, 4, 4), 250, None, 0.5)
        (ready,) = prepared([frame, frame], replace(spec(), sprites={"k": settings}))
        assert (ready.name, ready.pivot, ready.duration_ms) == ("hero", (0.5, 1.0), 250)
        assert ready.borders == Borders(2, 2, 2, 2)
        assert ready.pixels().shape == (5, 10, 4)

    def test_maps_go_along_when_lit_only(self) -> None:
        rgba = samples.noise((20, 10), 1)
        frame = samples.frame("n", rgba, key="k", maps={"normal": lambda: rgba})
        half = {"k": SpriteSettings(scale=0.5)}
        assert prepared([frame], replace(spec(), sprites=half))[0].maps == {}
        (ready,) = prepared([frame], replace(spec(), sprites=half, lit=True))
        assert ready.maps["normal"]().shape == (5, 10, 4)
