"""Matrices in the queue: every cell a picture of its own, a board, and a contact sheet that survives restarts."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PIL import Image

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.matrix import Axis, AxisKind, Matrix, matrix
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.domain.recipe import ContactSheetRecipe, GenerateRecipe, SheetAxis, SheetCell
from rundot_studio.library.library import Library
from rundot_studio.studio.matrix import CellStatus, Matrices, MatrixState
from rundot_studio.studio.matrix_files import new_record, write_record
from rundot_studio.studio.matrix_sheet import paint
from rundot_studio.studio.queue import Queue
from rundot_studio.studio.settings import Settings
from rundot_studio.studio.studio import Studio

from .conftest import TinyService

REFUSED = httpx.Response(400, json={"error": {"code": "INVALID", "message": "the prompt was refused"}})


def knights(rows: int = 2) -> Matrix:
    seeds = tuple(str(seed) for seed in range(rows))
    return matrix(
        "{red|blue} knight", GenerateRecipe("-"), Axis(AxisKind.PROMPT), Axis(AxisKind.SEED, seeds), name="knights"
    )


@pytest.fixture
async def disk():
    with ThreadPoolExecutor(1) as disk:
        yield disk


@pytest.fixture
async def matrices(library: Library, queue: Queue, disk: ThreadPoolExecutor):
    matrices = Matrices(library, queue, disk)
    yield matrices
    await matrices.close()


async def settled(matrices: Matrices, state: MatrixState) -> MatrixState:
    async with asyncio.timeout(10):
        return await matrices.settled(state.id)


def sheets(library: Library) -> list[Picture]:
    gone = set(library.trash())
    return [p for p in library.page(100) if p.kind is PictureKind.CONTACT_SHEET and p.id not in gone]


def files(library: Library) -> list[Path]:
    return list((library.folder / "matrices").glob("*.json"))


async def test_each_cell_is_a_picture_on_a_board_with_a_sheet_before_them(matrices: Matrices, library: Library) -> None:
    state = await settled(matrices, matrices.submit(knights()))
    assert state.complete
    (sheet,) = sheets(library)
    assert sheet.id == state.sheet_id
    (board,) = library.boards()
    assert (board.id, board.name) == (state.board_id, "knights")
    on_board = [picture.id for picture in library.board_pictures(board.id)]
    assert on_board == [sheet.id, *(cell.job_id for cell in state.cells)]
    prompts = [library.get(cell.job_id).recipe.prompt for cell in state.cells]  # type: ignore[union-attr]
    assert prompts == ["red knight", "blue knight"] * 2


async def test_the_sheet_carries_axes_and_cells_in_its_file(matrices: Matrices, library: Library) -> None:
    state = await settled(matrices, matrices.submit(knights()))
    sheet = library.get(state.sheet_id)
    recipe = sheet.recipe
    assert isinstance(recipe, ContactSheetRecipe)
    assert (recipe.name, recipe.prompt) == ("knights", "{red|blue} knight")
    assert (recipe.across.labels, recipe.down and recipe.down.labels) == (("red", "blue"), ("seed 0", "seed 1"))
    assert [cell.picture_id for cell in recipe.cells] == [cell.job_id for cell in state.cells]
    with Image.open(io.BytesIO(library.read(sheet))) as image:
        assert image.size == (sheet.width, sheet.height)
        assert sheet.id in image.text["parameters"]  # type: ignore[attr-defined]
    assert files(library) == []  # it is complete: the sheet has it all


async def test_the_sheet_is_known_again_in_another_library(
    matrices: Matrices, library: Library, tmp_path: Path
) -> None:
    state = await settled(matrices, matrices.submit(knights()))
    sheet = library.get(state.sheet_id)
    other = Library(tmp_path / "other")
    (imported,) = other.import_files([library.absolute(sheet)]).added
    other.close()
    assert (imported.id, imported.recipe, imported.kind) == (sheet.id, sheet.recipe, PictureKind.CONTACT_SHEET)


async def test_a_failed_cell_is_shown_and_painted_over_when_it_is_made_later(
    matrices: Matrices, library: Library, service: TinyService
) -> None:
    service.call_faults.append(REFUSED)
    state = await settled(matrices, matrices.submit(knights()))
    assert (state.count(CellStatus.STORED), state.count(CellStatus.FAILED)) == (3, 1)
    first = library.get(state.sheet_id)
    assert isinstance(first.recipe, ContactSheetRecipe)
    (missing,) = [cell for cell in first.recipe.cells if not cell.picture_id]
    assert "refused" in missing.problem
    library.star([first.id], 4)
    assert len(matrices.make_missing(state.id)) == 1
    state = await settled(matrices, state)
    assert state.complete
    (second,) = sheets(library)
    assert second.id == state.sheet_id != first.id
    assert library.marks([second.id])[second.id].stars == 4
    assert library.trash() == [first.id]


async def test_a_dismissed_cell_can_be_made_again(
    matrices: Matrices, library: Library, queue: Queue, service: TinyService
) -> None:
    service.call_faults.append(REFUSED)
    state = await settled(matrices, matrices.submit(knights()))
    (failed,) = [cell for cell in state.cells if cell.status is CellStatus.FAILED]
    queue.dismiss(failed.job_id)
    state = await settled(matrices, state)
    assert state.count(CellStatus.ABSENT) == 1
    (job,) = matrices.make_missing(state.id)
    assert matrices.matrix_of(job.id) == state.id
    assert (await settled(matrices, state)).complete


async def test_without_a_single_picture_there_is_no_sheet(
    matrices: Matrices, library: Library, service: TinyService
) -> None:
    service.call_faults += [REFUSED] * 4
    state = await settled(matrices, matrices.submit(knights()))
    assert (state.sheet_id, sheets(library), len(files(library))) == ("", [], 1)


async def test_a_restart_finds_the_matrix_and_paints_what_was_not_painted(
    matrices: Matrices, library: Library, queue: Queue, disk: ThreadPoolExecutor, service: TinyService
) -> None:
    service.hold_calls.clear()
    state = matrices.submit(knights())
    while not files(library):  # noqa: ASYNC110 - there is nothing to wait on
        await asyncio.sleep(0.005)
    await matrices.close()  # as a crash would: what follows is not heard
    service.hold_calls.set()
    await queue.settled(queue.jobs)
    assert sheets(library) == []
    again = Matrices(library, queue, disk)
    await again.resume()
    state = await settled(again, state)
    assert state.complete
    assert [sheet.id for sheet in sheets(library)] == [state.sheet_id]
    await again.close()


async def test_the_same_sheet_is_stored_once_when_a_crash_hid_it(
    matrices: Matrices, library: Library, queue: Queue, disk: ThreadPoolExecutor, service: TinyService
) -> None:
    service.call_faults.append(REFUSED)
    state = await settled(matrices, matrices.submit(knights()))
    (file,) = files(library)
    file.write_text(file.read_text().replace(state.sheet_id, ""))
    text = file.read_text()
    start = text.index('"shown": [')
    file.write_text(text[:start] + '"shown": []}')
    again = Matrices(library, queue, disk)
    await again.resume()
    assert (await settled(again, state)).sheet_id == state.sheet_id
    assert len(sheets(library)) == 1
    await again.close()


async def test_a_file_that_is_no_matrix_stops_nothing(matrices: Matrices, library: Library) -> None:
    folder = library.folder / "matrices"
    folder.mkdir()
    for number, text in enumerate(("", "[]", "{", '{"format": 9}', '{"format": 1, "matrix": {"kind": "depth"}}')):
        (folder / f"{number}.json").write_text(text)
    await matrices.resume()
    assert matrices.ids == []


async def test_a_deleted_board_keeps_no_picture_back(
    matrices: Matrices, library: Library, service: TinyService
) -> None:
    service.hold_downloads.clear()
    state = matrices.submit(knights())
    while not library.boards():  # noqa: ASYNC110 - there is nothing to wait on
        await asyncio.sleep(0.005)
    library.delete_board(library.boards()[0].id)
    service.hold_downloads.set()
    assert (await settled(matrices, state)).complete
    assert len(sheets(library)) == 1


async def test_a_second_matrix_of_the_name_gets_a_board_of_its_own(matrices: Matrices, library: Library) -> None:
    for _ in range(2):
        await settled(matrices, matrices.submit(knights(1)))
    assert [board.name for board in library.boards()] == ["knights", "knights (2)"]


async def test_a_sheet_is_not_sent_to_a_service(matrices: Matrices, library: Library, queue: Queue) -> None:
    state = await settled(matrices, matrices.submit(knights()))
    with pytest.raises(RuleBroken, match="drawn here"):
        queue.submit(library.get(state.sheet_id).recipe)


async def test_a_picture_that_left_the_library_is_shown_as_gone(
    matrices: Matrices, library: Library, service: TinyService
) -> None:
    recipe = ContactSheetRecipe("x", "x", SheetAxis("seed", ("1",)), None, (SheetCell(0, 0, "0123456789"),))
    gone = paint(library, recipe)
    assert gone != paint(library, replace(recipe, cells=()))
    with Image.open(io.BytesIO(gone)) as image:
        assert image.width > 320


async def test_a_broken_cell_queues_nothing(matrices: Matrices, queue: Queue) -> None:
    broken = matrix("a knight", GenerateRecipe("-", image_size="9K"), Axis(AxisKind.SEED, ("1", "2")))
    with pytest.raises(RuleBroken, match="row 1, column 1"):
        matrices.submit(broken)
    assert (queue.jobs, matrices.ids) == ([], [])


async def test_a_forgotten_matrix_leaves_its_pictures(
    matrices: Matrices, library: Library, service: TinyService
) -> None:
    service.call_faults.append(REFUSED)
    state = await settled(matrices, matrices.submit(knights()))
    await matrices.forget(state.id)
    assert (matrices.ids, files(library), library.count()) == ([], [], 4)


async def test_the_studio_takes_up_matrices_of_an_earlier_run(tmp_path: Path) -> None:
    folder = tmp_path / "studio"
    write_record(folder, new_record("0a1b2c3d", knights(), ["1", "2", "3", "4"]))
    studio = await Studio.open(folder, settings=Settings())
    await studio.resume()
    assert studio.matrices.ids == ["0a1b2c3d"]
    state = await settled(studio.matrices, studio.matrices.state("0a1b2c3d"))
    assert state.count(CellStatus.ABSENT) == 4
    assert (studio.wildcards.folder, studio.styles.folder) == (folder / "wildcards", folder / "styles")
    await studio.close()
