"""A library of so many pictures that nobody wants all of them in memory."""

from array import array
from collections.abc import Collection, Sequence
from pathlib import Path
from types import SimpleNamespace

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.arrangement import Choices, Entry, Grouping, Listed, Order
from rundot_studio.library.query import Query

from .stand_in import picture_of


def picture_numbered(number: int) -> Picture:
    return picture_of(number, GenerateRecipe("a knight"), f"{number}.png")


class ManyPictures:
    """Both a library's listing and its files; notes what is read."""

    def __init__(self, count: int) -> None:
        self.numbers = array("q", range(count, 0, -1))
        self.read: list[int] = []
        self.lists = 0

    def listed(
        self,
        queries: Sequence[Query],
        order: Order = Order.NEWEST,
        grouping: Grouping = Grouping.NONE,
        limit: int = -1,
    ) -> Listed:
        self.lists += 1
        numbers = self.numbers[::-1] if order is Order.OLDEST else self.numbers
        return Listed(numbers[:limit] if limit >= 0 else numbers[:])

    def entries(self, numbers: Sequence[int]) -> dict[int, Entry]:
        self.read += numbers
        return {number: Entry(picture_numbered(number)) for number in numbers}

    def ids(self, numbers: Sequence[int]) -> list[str]:
        return [f"{number:010x}" for number in numbers]

    def choices(self) -> Choices:
        return Choices()

    def count(self) -> int:
        return len(self.numbers)

    def deleted(self, picture_ids: Collection[str]) -> set[str]:
        return set()

    def get(self, picture_id: str) -> Picture:
        return picture_numbered(int(picture_id, 16))

    def absolute(self, picture: Picture) -> Path:
        return Path("/library") / picture.path


NO_JOBS = SimpleNamespace(jobs=())
