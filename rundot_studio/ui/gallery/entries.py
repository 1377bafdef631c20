"""The pictures that have been read, by their numbers; those that were not looked at for long are forgotten."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from rundot_studio.library.arrangement import Entry

ENTRIES_MOST = 2000
"""Some fifteen screens of small cards; about 5 MB."""


class Entries:
    def __init__(self, most: int = ENTRIES_MOST) -> None:
        self._most = most
        self._by_number: OrderedDict[int, Entry] = OrderedDict()
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._by_number)

    def get(self, number: int) -> Entry | None:
        return self._by_number.get(number)

    def number_of(self, picture_id: str) -> int | None:
        return self._numbers.get(picture_id)

    def missing(self, numbers: Iterable[int]) -> list[int]:
        """Those that are to be read. The others are in use, and are kept longer for it."""
        absent = []
        for number in numbers:
            if number in self._by_number:
                self._by_number.move_to_end(number)
            else:
                absent.append(number)
        return absent

    def put(self, entries: Mapping[int, Entry]) -> None:
        for number, entry in entries.items():
            self._by_number[number] = entry
            self._by_number.move_to_end(number)
            self._numbers[entry.picture.id] = number
        while len(self._by_number) > self._most:
            _, forgotten = self._by_number.popitem(last=False)
            self._numbers.pop(forgotten.picture.id, None)

    def forget(self, picture_ids: Iterable[str]) -> list[int]:
        """Have these read anew; the numbers of those that were known."""
        numbers = [number for id_ in picture_ids if (number := self._numbers.pop(id_, None)) is not None]
        for number in numbers:
            self._by_number.pop(number, None)
        return numbers

    def numbers(self) -> list[int]:
        return list(self._by_number)

    def clear(self) -> None:
        self._by_number.clear()
        self._numbers.clear()
