"""The files that an export would write."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.controls.language import hush, speak
from rundot_studio.ui.export.files_list import in_kilobytes


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "de")
    yield
    hush(qapp)


@pytest.mark.parametrize(("count", "words"), [(999, "999 B"), (14_200, "14 KB"), (1_400_000, "1.4 MB")])
def test_a_size_is_told_as_file_managers_tell_it(count: int, words: str) -> None:
    assert in_kilobytes(count) == words


def test_german_writes_it_with_a_comma(german: None) -> None:
    assert in_kilobytes(1_400_000) == "1,4 MB"
    assert in_kilobytes(14_200) == "14 KB"
