"""The matrices of the studio in memory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rundot_studio.domain.catalog import SPECIFICATION_LEVEL, ApiLevel
from rundot_studio.domain.job import Job
from rundot_studio.domain.matrix import Matrix
from rundot_studio.studio.matrix import CellState, CellStatus, MatrixState

if TYPE_CHECKING:
    from .stand_in import StandInQueue


class StandInMatrices:
    """Remembers what was sent; a test says how far it is."""

    def __init__(self, queue: "StandInQueue") -> None:
        self._queue = queue
        self.sent: list[Matrix] = []
        self.states: dict[str, MatrixState] = {}
        self.made_anew: list[str] = []

    @property
    def ids(self) -> list[str]:
        return list(self.states)

    def submit(self, matrix: Matrix, level: ApiLevel = SPECIFICATION_LEVEL) -> MatrixState:
        jobs = [self._queue.submit(cell.recipe)[0] for cell in matrix.cells]
        self.sent.append(matrix)
        cells = tuple(
            CellState(cell.row, cell.column, job.id, CellStatus.WAITING)
            for cell, job in zip(matrix.cells, jobs, strict=True)
        )
        state = MatrixState(f"{len(self.sent):08x}", matrix.name, "", "", cells)
        self.states[state.id] = state
        return state

    def state(self, matrix_id: str) -> MatrixState:
        return self.states[matrix_id]

    def end(self, matrix_id: str, statuses: Sequence[CellStatus], sheet_id: str = "") -> None:
        state = self.states[matrix_id]
        cells = tuple(replace(cell, status=status) for cell, status in zip(state.cells, statuses, strict=True))
        self.states[matrix_id] = replace(state, cells=cells, sheet_id=sheet_id)

    def make_missing(self, matrix_id: str) -> list[Job]:
        self.made_anew.append(matrix_id)
        return []
