"""Matrices that are not complete yet, as files of the library: what a crash or a restart must not lose.

A complete one needs no file: its contact sheet carries all of it.
"""

import json
import logging
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rundot_studio.domain.matrix import Matrix
from rundot_studio.domain.recipe import (
    ContactSheetRecipe,
    GenerateRecipe,
    SheetAxis,
    SheetCell,
    recipe_from_json,
    recipe_to_json,
)
from rundot_studio.library import layout
from rundot_studio.library.errors_seam import library_errors
from rundot_studio.library.files import write_atomically

log = logging.getLogger(__name__)
FORMAT = 1
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class CellOrder:
    """A cell, and the job that makes its picture, which has the job's id."""

    row: int
    column: int
    job_id: str
    recipe: GenerateRecipe


@dataclass(frozen=True)
class MatrixRecord:
    """``id`` is eight hex digits. ``shown`` are the ids of the pictures in the sheet ``sheet_id``, if there is one."""

    id: str
    name: str
    prompt: str
    across: SheetAxis
    down: SheetAxis | None
    cells: tuple[CellOrder, ...]
    board_id: str = ""
    sheet_id: str = ""
    shown: frozenset[str] = field(default_factory=frozenset)

    @property
    def job_ids(self) -> frozenset[str]:
        return frozenset(cell.job_id for cell in self.cells)

    def with_job(self, old: str, new: str) -> "MatrixRecord":
        """A cell made by another job from now on."""
        cells = (replace(cell, job_id=new) if cell.job_id == old else cell for cell in self.cells)
        return replace(self, cells=tuple(cells))


def new_record(matrix_id: str, matrix: Matrix, job_ids: list[str]) -> MatrixRecord:
    cells = tuple(
        CellOrder(cell.row, cell.column, job_id, cell.recipe)
        for cell, job_id in zip(matrix.cells, job_ids, strict=True)
    )
    return MatrixRecord(matrix_id, matrix.name, matrix.prompt, matrix.across, matrix.down, cells)


def write_record(library_folder: Path, record: MatrixRecord) -> None:
    """Whole or not at all. Blocking. Raises LibraryUnusable or DiskFull."""
    cells = tuple(SheetCell(cell.row, cell.column, cell.job_id) for cell in record.cells)
    document = {
        "format": FORMAT,
        "id": record.id,
        "matrix": recipe_to_json(ContactSheetRecipe(record.name, record.prompt, record.across, record.down, cells)),
        "recipes": [recipe_to_json(cell.recipe) for cell in record.cells],
        "board": record.board_id,
        "sheet": record.sheet_id,
        "shown": sorted(record.shown),
    }
    content = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    with library_errors(library_folder):
        write_atomically(_file(library_folder, record.id), content)


def delete_record(library_folder: Path, matrix_id: str) -> None:
    with library_errors(library_folder):
        _file(library_folder, matrix_id).unlink(missing_ok=True)


def read_records(library_folder: Path) -> list[MatrixRecord]:
    """All that can be read; the others stay where they are, and in the log. Blocking. Raises LibraryUnusable."""
    folder = library_folder / layout.MATRICES
    found = []
    with library_errors(library_folder):
        paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    for path in paths:
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise ValueError("it is too large")
            found.append(_record(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            log.warning("the matrix %s can't be read: %s", path.name, error)
    return found


def _record(document: dict[str, Any]) -> MatrixRecord:
    if document["format"] != FORMAT:
        raise ValueError(f"it has the format {document['format']}")
    sheet = recipe_from_json(document["matrix"])
    recipes = [recipe_from_json(recipe) for recipe in document["recipes"]]
    if not isinstance(sheet, ContactSheetRecipe):
        raise ValueError("it is no matrix")
    made = [recipe for recipe in recipes if isinstance(recipe, GenerateRecipe)]
    cells = tuple(
        CellOrder(cell.row, cell.column, cell.picture_id, recipe)
        for cell, recipe in zip(sheet.cells, made, strict=True)
    )
    return MatrixRecord(
        str(document["id"]),
        sheet.name,
        sheet.prompt,
        sheet.across,
        sheet.down,
        cells,
        str(document["board"]),
        str(document["sheet"]),
        frozenset(map(str, document["shown"])),
    )


def _file(library_folder: Path, matrix_id: str) -> Path:
    return library_folder / layout.MATRICES / f"{matrix_id}.json"
