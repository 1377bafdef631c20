from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.ui.gallery.geometry import HEADING, Grid

widths, sides = st.integers(140, 4000), st.integers(96, 280)
counts = st.one_of(
    st.just(()),
    st.integers(1, 1_000_000).map(lambda count: (count,)),
    st.lists(st.integers(1, 300), min_size=1, max_size=12).map(tuple),
)
grids = st.builds(Grid, width=widths, counts=counts, wanted=sides, headed=st.booleans())


@st.composite
def grids_with_cell(draw: st.DrawFn) -> tuple[Grid, int]:
    grid = draw(grids.filter(lambda grid: grid.count > 0))
    return grid, draw(st.integers(0, grid.count - 1))


@given(grids_with_cell())
def test_the_cell_under_each_of_its_corners_is_the_cell(grid_and_cell: tuple[Grid, int]) -> None:
    grid, cell = grid_and_cell
    x, y = grid.place(cell)
    last = grid.side - 1
    for dx, dy in ((0, 0), (last, 0), (0, last), (last, last)):
        assert grid.index_at(x + dx, y + dy) == cell


@given(grids_with_cell())
def test_no_cell_lies_outside_the_margins(grid_and_cell: tuple[Grid, int]) -> None:
    grid, cell = grid_and_cell
    x, y = grid.place(cell)
    assert grid.margin <= x
    assert x + grid.side <= grid.width - grid.margin
    assert y >= 0
    assert y + grid.side <= grid.height


@given(grids_with_cell())
def test_neighbours_are_a_gap_apart(grid_and_cell: tuple[Grid, int]) -> None:
    grid, cell = grid_and_cell
    x, y = grid.place(cell)
    cells = grid.cells_of(grid.section_of(cell))
    if (cell + 1 - cells.start) % grid.columns and cell + 1 in cells:
        next_x, next_y = grid.place(cell + 1)
        assert next_y == y
        assert next_x - (x + grid.side) in (grid.gap, grid.gap + 1)
    if cell + grid.columns in cells:
        assert grid.place(cell + grid.columns) == (x, y + grid.pitch)


@given(grids.filter(lambda grid: grid.columns > 1 and max(grid.counts, default=0) >= grid.columns))
def test_the_last_column_ends_at_the_margin(grid: Grid) -> None:
    grid = replace(grid, counts=(max(grid.counts),))
    x, _ = grid.place(grid.columns - 1)
    assert x + grid.side == grid.width - grid.margin


@given(grids_with_cell(), st.integers(1, 3000))
def test_between_gives_the_rows_that_are_seen_and_no_others(grid_and_cell: tuple[Grid, int], height: int) -> None:
    grid, cell = grid_and_cell
    top = grid.place(cell)[1]
    seen = grid.between(top, top + height)
    assert cell in seen
    sections = grid.section_of(seen[-1]) - grid.section_of(seen[0])
    assert len(seen) <= (height // grid.pitch + 2 + sections) * grid.columns
    if seen.start > 0:
        assert grid.place(seen.start - 1)[1] + grid.pitch <= top
    if seen.stop < grid.count:
        assert grid.place(seen.stop)[1] >= top + height


@given(grids)
def test_a_side_is_near_the_one_that_was_asked_for(grid: Grid) -> None:
    if grid.columns > 2:
        assert 0.75 * grid.wanted <= grid.side <= 1.34 * grid.wanted


def test_gaps_and_margins_belong_to_no_cell() -> None:
    grid = Grid(width=500, counts=(10,), wanted=110)
    x, y = grid.place(0)
    assert grid.index_at(x - 1, y) is None
    assert grid.index_at(x + grid.side, y) is None
    assert grid.index_at(x, y + grid.side) is None
    assert grid.index_at(x, -1) is None


def test_an_empty_grid_has_no_height_and_no_cells() -> None:
    grid = Grid(width=500, counts=(), wanted=110)
    assert grid.height == 0
    assert list(grid.between(0, 1000)) == []
    assert grid.index_at(20, 20) is None


@given(grids_with_cell(), st.integers(-400, 400), st.integers(1, 900), st.integers(1, 900))
def test_a_box_touches_exactly_the_cells_that_overlap_it(
    grid_and_cell: tuple[Grid, int], shift: int, width: int, height: int
) -> None:
    grid, cell = grid_and_cell
    x, y = grid.place(cell)
    left, top = x + shift, y + shift
    found = [
        index
        for first, last in grid.ranges_in(left, top, left + width, top + height)
        for index in range(first, last + 1)
    ]
    near = grid.between(top, top + height)
    expected = []
    for index in near:
        cell_x, cell_y = grid.place(index)
        across = cell_x < left + width and left < cell_x + grid.side
        if across and cell_y < top + height and top < cell_y + grid.side:
            expected.append(index)
    assert found == expected


@given(grids_with_cell(), st.sampled_from((-1, 1)))
def test_a_step_up_or_down_keeps_the_column_as_far_as_there_is_one(grid_and_cell: tuple[Grid, int], rows: int) -> None:
    grid, cell = grid_and_cell
    stepped = grid.step(cell, rows)
    x, y = grid.place(cell)
    new_x, new_y = grid.place(stepped)
    if stepped == cell:
        edge = grid.between(0, 1 + grid.headroom(0)) if rows < 0 else range(cell, grid.count)
        assert cell in edge or grid.section_of(cell) in (0, len(grid.counts) - 1)
    else:
        assert (new_y - y) * rows > 0
        assert new_x <= x
        if new_x < x:
            assert stepped == grid.cells_of(grid.section_of(stepped))[-1]


@given(grids_with_cell())
def test_each_heading_is_found_over_its_own_cells(grid_and_cell: tuple[Grid, int]) -> None:
    grid, cell = grid_and_cell
    section = grid.section_of(cell)
    top = grid.tops[section]
    if not grid.headed:
        assert grid.heading_at(top) is None
        assert not grid.headings_between(0, grid.height)
        return
    assert grid.heading_at(top) == grid.heading_at(top + HEADING - 1) == section
    assert grid.place(grid.cells_of(section)[0])[1] == top + HEADING
    assert section in grid.headings_between(top, top + 1)
    assert list(grid.headings_between(0, grid.height)) == list(range(len(grid.counts)))
    assert section not in grid.headings_between(top + HEADING, grid.tops[section + 1])
