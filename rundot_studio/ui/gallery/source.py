"""What the gallery needs of a library and of a queue."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.library.arrangement import Choices, Entry, Grouping, Listed, Order
from rundot_studio.library.query import Query


class GallerySource(Protocol):
    """A library's listing: see ``library.listing``. Safe on any thread."""

    def listed(
        self,
        queries: Sequence[Query],
        order: Order = Order.NEWEST,
        grouping: Grouping = Grouping.NONE,
        limit: int = -1,
    ) -> Listed: ...
    def entries(self, numbers: Sequence[int]) -> Mapping[int, Entry]: ...
    def ids(self, numbers: Sequence[int]) -> list[str]: ...
    def choices(self) -> Choices: ...


class PictureFiles(Protocol):
    def absolute(self, picture: Picture) -> Path: ...
    def deleted(self, picture_ids: Collection[str]) -> set[str]: ...
    def get(self, picture_id: str) -> Picture: ...
    def count(self) -> int: ...


class JobList(Protocol):
    @property
    def jobs(self) -> Sequence[Job]: ...
