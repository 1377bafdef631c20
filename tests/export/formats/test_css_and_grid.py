import re
from dataclasses import replace

import numpy as np
import pytest

from rundot_studio.domain.errors import OutputRefused
from rundot_studio.export.formats import css, grid
from rundot_studio.export.sheet import Sheet, SheetPage
from tests.export import samples


class TestCss:
    def test_a_class_per_frame_with_its_place_and_margins(self) -> None:
        text = css.write(samples.sheet())["art.css"]
        rule = re.search(r"\.art-walk_0 \{(.*?)\}", text, re.DOTALL)
        assert rule is not None
        assert "background-position: -2px -2px;" in rule[1]
        assert "margin: 6px 14px 2px 4px;" in rule[1]
        assert ".art-ui_panel {" in text

    def test_an_animation_runs_through_its_frames_by_their_times(self) -> None:
        text = css.write(samples.sheet())["art.css"]
        assert re.findall(r"^  ([\d.]+)% ", text, re.MULTILINE) == ["0", "22.2222", "55.5556", "100"]
        assert "animation: art-walk 360ms step-end infinite;" in text

    def test_twice_the_pixels_take_the_same_room(self) -> None:
        text = css.write(replace(samples.sheet(), scale=2.0))["art@2x.css"]
        assert "width: 15px;" in text
        assert "background-size: 128px 64px;" in text


class TestGrid:
    def test_cells_hold_the_largest_and_share_their_pivots(self) -> None:
        pictures = [samples.noise((10, 20), 1), samples.noise((30, 8), 2), samples.noise((4, 4), 3)]
        cells = grid.fitted([(10, 20), (30, 8), (4, 4)], columns=2, spacing=1, margin=3)
        assert (cells.cell, cells.rows, cells.size) == ((30, 20), 2, (67, 47))
        page = grid.drawn(pictures, cells, [(0.5, 1.0)] * 3)
        assert np.array_equal(page[3:23, 13:23], pictures[0])
        assert np.array_equal(page[15:23, 34:64], pictures[1])
        assert np.array_equal(page[40:44, 16:20], pictures[2])

    def test_the_description_comes_back(self) -> None:
        cells = grid.fitted([(16, 16)] * 6)
        names = [f"walk_{n}" for n in range(6)]
        sheet = Sheet("art", (SheetPage("art.png", *cells.size),), tuple(grid.regions(names, cells)))
        assert grid.read("art", grid.write(sheet, cells)["art.grid.json"]) == (cells, names)

    def test_no_pictures_are_refused(self) -> None:
        with pytest.raises(OutputRefused):
            grid.fitted([])
