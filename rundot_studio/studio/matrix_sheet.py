"""The contact sheet of a matrix: painted from the library's pictures, and stored as a picture of its own."""

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from rundot_studio import __version__
from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import ContactSheetRecipe, SheetCell
from rundot_studio.library.library import Library, now

from .matrix_files import MatrixRecord

if TYPE_CHECKING:
    from rundot_studio.imaging import contact_sheet

ENGINE = f"Rundot Studio {__version__} (contact sheet)"
CONNECTION = "studio"
MOST_SIDE_PX = 6000
MOST_CELL_PX, LEAST_CELL_PX = 320, 96


def recipe_of(record: MatrixRecord, stored: frozenset[str], problems: Mapping[str, str]) -> ContactSheetRecipe:
    """What the sheet shows. ``problems`` tell by job why a cell has no picture."""
    cells = tuple(
        SheetCell(cell.row, cell.column, cell.job_id)
        if cell.job_id in stored
        else SheetCell(cell.row, cell.column, problem=problems.get(cell.job_id, "") or "Not made")
        for cell in record.cells
    )
    longest = max(len(record.across.labels), len(record.down.labels) if record.down else 1)
    cell_px = max(LEAST_CELL_PX, min(MOST_CELL_PX, MOST_SIDE_PX // longest))
    return ContactSheetRecipe(record.name, record.prompt, record.across, record.down, cells, cell_px)


def paint(library: Library, recipe: ContactSheetRecipe) -> bytes:
    """The sheet as PNG, from the pictures as they are now; a picture that is gone is shown as such. Blocking, for
    some hundredths of a second for each picture."""
    from rundot_studio.imaging import codec, contact_sheet

    tiles = {(cell.row, cell.column): _tile(library, cell, recipe.cell_px) for cell in recipe.cells}
    rows = recipe.down.labels if recipe.down is not None else ("",)
    pixels = contact_sheet.draw(
        contact_sheet.Captions(
            recipe.name, recipe.prompt, recipe.across.labels, recipe.down.labels if recipe.down is not None else ()
        ),
        [
            [tiles.get((row, column), contact_sheet.Tile()) for column in range(len(recipe.across.labels))]
            for row in range(len(rows))
        ],
        recipe.cell_px,
    )
    return codec.encode_png(pixels)


def store(library: Library, matrix_id: str, recipe: ContactSheetRecipe, data: bytes) -> Picture:
    """As a picture of the library. The same sheet has the same id, so that it is never stored twice. Blocking."""
    from rundot_studio.imaging import codec

    pictures = _pictures(library, recipe)
    words = "\n".join((matrix_id, *(f"{cell.picture_id}{cell.problem}" for cell in recipe.cells)))
    answer = Answer(url="", engine=ENGINE, procedural=all(picture.procedural for picture in pictures))
    job = Job(sha256(words.encode()).hexdigest()[:10], recipe, CONNECTION, now(), JobState.ANSWERED, answer=answer)
    info = codec.probe(data)
    return library.store(job, data, "png", (info.width, info.height), False)


def _pictures(library: Library, recipe: ContactSheetRecipe) -> list[Picture]:
    return [library.get(cell.picture_id) for cell in recipe.cells if cell.picture_id]


def _tile(library: Library, cell: SheetCell, cell_px: int) -> "contact_sheet.Tile":
    from rundot_studio.imaging import codec, contact_sheet

    if not cell.picture_id:
        return contact_sheet.Tile(problem=cell.problem)
    try:
        pixels = codec.decode_rgba(library.read(library.get(cell.picture_id)))
    except StudioError:
        return contact_sheet.Tile(problem="This picture is no longer in the library.")
    return contact_sheet.Tile(contact_sheet.scaled_to(pixels, cell_px))
