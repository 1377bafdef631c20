import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rundot_studio.imaging.matte_edit import Box, Brush, BrushMode, MatteEdit, capsule_cover

SIDE = 96
HARD_ADD = Brush(radius=12, hardness=1, mode=BrushMode.ADD)
HARD_REMOVE = Brush(radius=12, hardness=1, mode=BrushMode.REMOVE)


def cutout() -> NDArray[np.uint8]:
    """Of every colour and alpha, with colours hidden under clear pixels."""
    return np.random.default_rng(3).integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8)


def source() -> NDArray[np.uint8]:
    picture = np.random.default_rng(4).integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8)
    picture[..., 3] = 255
    return picture


def far_from(x: float, y: float, distance: float) -> NDArray[np.bool_]:
    rows, columns = np.mgrid[:SIDE, :SIDE]
    return np.hypot(columns + 0.5 - x, rows + 0.5 - y) > distance


def test_removing_clears_the_alpha_and_keeps_the_colours() -> None:
    edit = MatteEdit(cutout(), source())
    edit.begin(HARD_REMOVE, 48, 48)
    edit.end()
    inside = ~far_from(48, 48, 10)
    assert (edit.rgba[inside][:, 3] == 0).all()
    assert (edit.rgba[..., :3] == cutout()[..., :3]).all()


def test_restoring_brings_the_sources_pixels_back() -> None:
    edit = MatteEdit(cutout(), source())
    edit.begin(HARD_ADD, 48, 48)
    inside = ~far_from(48, 48, 10)
    assert (edit.rgba[inside] == source()[inside]).all()


def test_a_source_with_alpha_of_its_own_gives_no_more_than_it_has() -> None:
    faint = source()
    faint[..., 3] = 100
    edit = MatteEdit(np.zeros_like(faint), faint)
    edit.begin(HARD_ADD, 48, 48)
    assert tuple(edit.rgba[48, 48]) == tuple(faint[48, 48])


@pytest.mark.parametrize("mode", BrushMode)
def test_what_no_stroke_has_touched_stays_to_the_bit(mode: BrushMode) -> None:
    edit = MatteEdit(cutout(), source())
    edit.begin(Brush(10, 0.3, mode), 30, 30)
    edit.move(60, 30)
    edit.end()
    rows, columns = np.mgrid[:SIDE, :SIDE]
    away = (rows < 18) | (rows > 42) | (columns < 18) | (columns > 72)
    assert (edit.rgba[away] == cutout()[away]).all()


def test_a_stroke_that_crosses_itself_does_not_add_up() -> None:
    soft = Brush(20, 0.0, BrushMode.REMOVE)
    once, twice = MatteEdit(source(), source()), MatteEdit(source(), source())
    for edit, times in ((once, 1), (twice, 4)):
        edit.begin(soft, 20, 48)
        for _ in range(times):
            edit.move(70, 48)
            edit.move(20, 48)
        edit.end()
    assert (once.rgba == twice.rgba).all()


def test_each_stroke_is_laid_over_the_last_one() -> None:
    edit = MatteEdit(source(), source())
    for x in (30, 50):
        edit.begin(Brush(14, 1, BrushMode.REMOVE), x, 48)
        edit.end()
    assert (edit.rgba[48, 20:60, 3] == 0).all()
    edit.begin(Brush(30, 0.0, BrushMode.ADD), 40, 48)
    edit.end()
    assert edit.rgba[48, 40, 3] > 240
    assert edit.rgba[48, 17:20, 3].max() < 100
    assert edit.rgba[48, 70:, 3].min() == 255


def test_a_soft_brush_fades_and_a_hard_one_does_not() -> None:
    shares = {}
    for hardness in (0.0, 1.0):
        edit = MatteEdit(source(), source())
        edit.begin(Brush(30, hardness, BrushMode.REMOVE), 48, 48)
        alpha = edit.rgba[48, 48:80, 3]
        shares[hardness] = int(((alpha > 10) & (alpha < 245)).sum())
        assert (np.diff(alpha.astype(int)) >= 0).all()
    assert shares[1.0] <= 2
    assert shares[0.0] > 15


def test_pressure_narrows_the_brush() -> None:
    edit = MatteEdit(source(), source())
    edit.begin(HARD_REMOVE, 48, 48, pressure=0.25)
    assert int((edit.rgba[..., 3] == 0).sum()) < 60


strokes = st.lists(
    st.tuples(
        st.builds(Brush, st.floats(0.5, 40), st.floats(0, 1), st.sampled_from(BrushMode)),
        st.lists(st.tuples(st.floats(-60, 160), st.floats(-60, 160)), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(strokes)
def test_undo_and_redo_are_exact_wherever_strokes_go(wanted: list[tuple[Brush, list[tuple[float, float]]]]) -> None:
    edit = MatteEdit(cutout(), source())
    for brush, places in wanted:
        edit.begin(brush, *places[0])
        for place in places[1:]:
            edit.move(*place)
        edit.end()
    last = edit.rgba.copy()
    while edit.undo() is not None:
        pass
    assert np.array_equal(edit.rgba, cutout())
    assert not edit.changed
    while edit.redo() is not None:
        pass
    assert np.array_equal(edit.rgba, last)


def test_what_is_told_to_have_changed_holds_all_that_has() -> None:
    edit = MatteEdit(cutout(), source())
    box = edit.begin(Brush(9, 0.5, BrushMode.ADD), 20, 70).united(edit.move(60, 40))
    rest = np.ones((SIDE, SIDE), bool)
    rest[box.slices] = False
    assert (edit.rgba[rest] == cutout()[rest]).all()
    edit.end()
    undone = edit.undo()
    assert undone == box


def test_a_new_stroke_ends_the_way_forward() -> None:
    edit = MatteEdit(cutout(), source())
    for x in (20, 60):
        edit.begin(HARD_REMOVE, x, 48)
        edit.end()
    edit.undo()
    assert edit.can_redo
    edit.begin(HARD_REMOVE, 48, 20)
    edit.end()
    assert not edit.can_redo


def test_the_oldest_strokes_are_forgotten_when_they_take_too_much() -> None:
    edit = MatteEdit(source(), source(), undo_bytes=SIDE * SIDE * 4)
    for _ in range(6):
        edit.begin(Brush(200, 1, BrushMode.REMOVE), 48, 48)
        edit.end()
        edit.begin(Brush(200, 1, BrushMode.ADD), 48, 48)
        edit.end()
    steps = 0
    while edit.undo() is not None:
        steps += 1
    assert steps == 1
    assert edit.changed


def test_a_stroke_beside_the_picture_changes_nothing() -> None:
    edit = MatteEdit(cutout(), source())
    assert edit.begin(HARD_REMOVE, -50, -50).empty
    edit.end()
    assert not edit.can_undo


def test_pictures_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="one size"):
        MatteEdit(cutout(), source()[:40])


def test_drawing_without_the_brush_down_is_refused() -> None:
    with pytest.raises(ValueError, match="not down"):
        MatteEdit(cutout(), source()).move(3, 3)


def test_the_way_of_the_brush_has_no_gaps_and_widens_evenly() -> None:
    box = Box(0, 0, 100, 60)
    cover = capsule_cover(box, (10.0, 30.0, 4.0), (90.0, 30.0, 20.0), 1.0)
    widths = (cover > 127).sum(axis=0)[10:90]
    assert (np.diff(widths) >= 0).all()
    assert widths[0] == pytest.approx(8, abs=2)
    assert widths[-1] == pytest.approx(40, abs=2)
