"""A library that is moved away while it is open: nothing is written beside it, and nothing is lost when it is back."""

from pathlib import Path

import pytest

from rundot_studio.library.library import Library
from rundot_studio.library.presence import LibraryGone
from rundot_studio.library.thumbnails import Thumbnails
from tests.ui.test_library_desk import store


def test_nothing_is_written_into_a_new_folder_of_the_old_name(tmp_path: Path) -> None:
    place = tmp_path / "library"
    library = Library(place)
    first = store(library, 1)
    place.rename(tmp_path / "elsewhere")
    assert not library.is_there
    with pytest.raises(LibraryGone, match="no longer at"):
        store(library, 2)
    with pytest.raises(LibraryGone):
        library.star([first.id], 3)
    assert not place.exists()
    (tmp_path / "elsewhere").rename(place)
    assert library.is_there
    second = store(library, 2)
    library.star([first.id], 3)
    library.close()
    again = Library(place)
    assert [picture.id for picture in again.page(9)] == [second.id, first.id]
    again.close()


def test_another_library_put_into_its_place_is_not_written_to(tmp_path: Path) -> None:
    place = tmp_path / "library"
    library = Library(place)
    store(library, 1)
    place.rename(tmp_path / "elsewhere")
    Library(place).close()
    with pytest.raises(LibraryGone):
        store(library, 2)
    library.close()
    other = Library(place)
    assert other.count() == 0
    other.close()


def test_thumbnails_are_made_but_not_kept_there(tmp_path: Path) -> None:
    place = tmp_path / "library"
    library = Library(place)
    picture = store(library, 1)
    content = library.read(picture)
    place.rename(tmp_path / "elsewhere")
    (place / "pictures").mkdir(parents=True)
    file = place / picture.path
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert Thumbnails(library).load(picture)
    assert not (place / "thumbnails").exists()
    library.close()
