"""The parts of the export sheet, each by itself."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.checks import Finding, Fix, Repair, Severity
from rundot_studio.export.composing import compose
from rundot_studio.export.frame import Frame
from rundot_studio.export.options import ExportOptions
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.pixel_tools import PixelTools
from rundot_studio.export.project import GameProject, ProjectDefaults, ProjectKind
from rundot_studio.export.single import SingleOptions
from rundot_studio.export.spec import ExportSpec
from rundot_studio.ui.export.draft import Draft
from rundot_studio.ui.export.findings_list import FindingsList, grouped
from rundot_studio.ui.export.option_rows import NumberField
from rundot_studio.ui.export.page_view import PageView
from rundot_studio.ui.export.pixel_options import PixelOptions
from rundot_studio.ui.export.shown import Shown, shown_of
from tests.ui.conftest import Show
from tests.ui.stand_in import GenerateRecipe, picture_of

GAME = GameProject(Path("game"), ProjectKind.PLAIN, "game", ProjectDefaults("texturepacker", ""))


def frames(count: int, side: int = 20) -> list[Frame]:
    def picture(number: int) -> np.ndarray:
        return np.full((side, side, 4), (number, 200, 90, 255), np.uint8)

    return [Frame(f"coin_{number}", lambda number=number: picture(number)) for number in range(count)]  # type: ignore[misc]


def sheet_of(count: int, page_px: int = 256) -> Shown:
    options = ExportOptions("texturepacker", atlas=AtlasOptions(PackOptions(max_size=page_px)))
    spec = ExportSpec(options)
    return shown_of(compose(frames(count), options), spec, lambda _done, _total: None)


@pytest.fixture
def pages(shown: Show) -> PageView:
    view = PageView()
    view.resize(400, 400)
    shown(view)
    return view


def test_a_frame_is_named_under_the_pointer_and_chosen_by_a_press(pages: PageView) -> None:
    sheet = sheet_of(4)
    pages.show_sheet(sheet)
    chosen: list[str] = []
    pages.chosen.connect(chosen.append)
    at = pages.rect_on_screen(sheet.regions[2]).center().toPoint()
    QTest.mouseMove(pages, at)
    assert pages.named == sheet.regions[2].name
    QTest.mouseClick(pages, Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [sheet.keys[sheet.regions[2].name]]
    QTest.mouseMove(pages, QPoint(2, 2))
    assert pages.named == ""


def test_pages_are_turned_and_frames_walked_by_keys(pages: PageView) -> None:
    sheet = sheet_of(9, page_px=44)
    pages.show_sheet(sheet)
    assert pages.page_count == 3
    QTest.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.page == 1
    chosen: list[str] = []
    pages.chosen.connect(chosen.append)
    for _ in sheet.regions:
        QTest.keyClick(pages, Qt.Key.Key_Right)
    assert chosen == [sheet.keys[region.name] for region in sheet.regions]
    assert pages.page == sheet.regions[-1].page


def test_zooming_keeps_what_is_under_the_pointer_and_fit_brings_all_back(pages: PageView) -> None:
    sheet = sheet_of(4)
    pages.show_sheet(sheet)
    fitted = pages.zoom
    pages._zoom(fitted * 2, QPointF(200, 200))
    assert pages.zoom == pytest.approx(fitted * 2)
    pages.show_sheet(sheet_of(4))
    assert pages.zoom == pytest.approx(fitted * 2)
    QTest.keyClick(pages, Qt.Key.Key_0)
    assert pages.zoom == pytest.approx(fitted)


def test_many_findings_of_a_kind_are_one_with_one_fix_for_all() -> None:
    found = [
        Finding(
            "FRINGE",
            Severity.WARNING,
            f"The edge of {name} still has the colour of its old background.",
            (name,),
            (Fix(Repair.CLEAN_FRINGE, "Clean the edge", {name: [1, 2, 3]}),),
        )
        for name in "abcd"
    ]
    (group,) = grouped(found)
    assert group.count == 4
    assert set(group.fixes[0].changes) == set("abcd")
    assert [each.count for each in grouped(found[:2])] == [1, 1]


def test_findings_are_replaced_by_the_next_ones(shown: Show) -> None:
    listed = FindingsList()
    shown(listed)
    listed.show_findings([Finding("A", Severity.ERROR, "One."), Finding("B", Severity.WARNING, "Two.")])
    assert [row.words.text() for row in listed.rows] == ["One.", "Two."]
    listed.show_findings([])
    assert listed.rows == []
    assert not listed.isVisible()


def test_a_number_is_counted_by_keys_and_never_leaves_its_range(shown: Show) -> None:
    field = NumberField("Padding", 0, 12)
    shown(field)
    told: list[int] = []
    field.entered.connect(told.append)
    field.set_value(1)
    assert told == []
    QTest.keyClick(field.edit, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(field.edit, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert told == [11, 12, 11]
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.broken
    assert told == [11, 12, 11]


def test_a_palette_file_is_taken_or_told(shown: Show, tmp_path: Path) -> None:
    options = PixelOptions()
    shown(options)
    edited: list[PixelTools] = []
    options.edited.connect(edited.append)
    good, bad = tmp_path / "four.hex", tmp_path / "four.txt"
    good.write_text("ff0000\n00ff00\n0000ff\nffffff\n")
    bad.write_text("no palette")
    options.use_palette(good)
    assert len(edited[0].palette) == 4
    options.use_palette(bad)
    options.use_palette(tmp_path / "gone.gpl")
    assert len(edited) == 1
    assert "gone.gpl" in options.complaint.text()


def test_how_much_goes_onto_pages_is_known_before_anything_is_read() -> None:
    known = {picture.id: picture for picture in (picture_of(n, GenerateRecipe("a coin"), "a.png") for n in range(1, 5))}
    options = ExportOptions("godot", pictures=SingleOptions(scales=(1.0, 2.0)))
    draft = Draft(tuple(known), GAME, ExportSpec(options), True, known)
    assert draft.pixels == 4 * (1024 * 1024 + 512 * 512)
    side = draft.fitting_side(4 * 200 * 200)
    assert side == 128
    assert draft.with_longest(side).pixels <= 4 * 200 * 200
    first = next(iter(known))
    left_out = draft.with_spec(draft.spec.with_settings(first, left_out=True))
    assert left_out.pixels == 3 * (1024 * 1024 + 512 * 512)
    assert first not in left_out.shown
