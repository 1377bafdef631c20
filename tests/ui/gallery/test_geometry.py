from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.ui.gallery.geometry import Grid

grids = st.builds(
    Grid,
    width=st.integers(140, 4000),
    count=st.integers(0, 1_000_000),
    wanted=st.integers(96, 280),
)


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
    if (cell + 1) % grid.columns:
        next_x, next_y = grid.place(cell + 1)
        assert next_y == y
        assert next_x - (x + grid.side) in (grid.gap, grid.gap + 1)
    below_x, below_y = grid.place(cell + grid.columns)
    assert (below_x, below_y) == (x, y + grid.pitch)


@given(grids.filter(lambda grid: grid.columns > 1))
def test_the_last_column_ends_at_the_margin(grid: Grid) -> None:
    x, _ = grid.place(grid.columns - 1)
    assert x + grid.side == grid.width - grid.margin


@given(grids_with_cell(), st.integers(1, 3000))
def test_between_gives_the_rows_that_are_seen_and_no_others(grid_and_cell: tuple[Grid, int], height: int) -> None:
    grid, cell = grid_and_cell
    top = grid.place(cell)[1]
    seen = grid.between(top, top + height)
    assert cell in seen
    assert len(seen) <= (height // grid.pitch + 2) * grid.columns
    if seen.start > 0:
        assert grid.place(seen.start - 1)[1] + grid.pitch <= top
    if seen.stop < grid.count:
        assert grid.place(seen.stop)[1] >= top + height


@given(grids)
def test_a_side_is_near_the_one_that_was_asked_for(grid: Grid) -> None:
    if grid.columns > 2:
        assert 0.75 * grid.wanted <= grid.side <= 1.34 * grid.wanted


def test_gaps_and_margins_belong_to_no_cell() -> None:
    grid = Grid(width=500, count=10, wanted=110)
    x, y = grid.place(0)
    assert grid.index_at(x - 1, y) is None
    assert grid.index_at(x + grid.side, y) is None
    assert grid.index_at(x, y + grid.side) is None
    assert grid.index_at(x, -1) is None


def test_an_empty_grid_has_no_height_and_no_cells() -> None:
    grid = Grid(width=500, count=0, wanted=110)
    assert grid.height == 0
    assert list(grid.between(0, 1000)) == []
    assert grid.index_at(20, 20) is None
